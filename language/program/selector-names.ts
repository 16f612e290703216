import { isSelector } from '../graph/nodes.js';
import type { GraphNode, Selector } from '../graph/nodes.js';
import type { ParsedStatement } from '../syntax/parse.js';
import { rangeOf } from '../syntax/ranges.js';
import type { AstNode } from 'langium';
import type { Program } from './program.js';
import { standardLibrary } from './library.js';

const longest = 60;

/** What selectors are called: by the program's own names, else by the text that made them. */
export class SelectorNames {
    private readonly names = new Map<number, string>();

    constructor(program: Program) {
        const { scope } = standardLibrary();
        for (const name of scope.ownNames()) {
            this.add(scope.getOwn(name), name);
        }
        for (const { bindings } of program.results) {
            for (const [name, value] of bindings) {
                this.add(value, name);
            }
        }
    }

    private add(value: unknown, name: string): void {
        if (isSelector(value) && !this.names.has(value.id)) {
            this.names.set(value.id, name);
        }
    }

    /** The selector's name, or the source that it was made of. */
    nameOf(selector: Selector): string {
        return this.names.get(selector.id) ?? sourceText(selector) ?? 'select(…)';
    }
}

/** The text that made a node, on one line and cut to a readable length. */
export function sourceText(node: GraphNode): string | undefined {
    if (node.origin === undefined) {
        return undefined;
    }
    const { start, end } = rangeOf(node.origin.tree as AstNode);
    const text = (node.origin.statement as ParsedStatement).text.slice(start, end).replace(/\s+/g, ' ');
    return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
