import { AstUtils } from 'langium';
import type { AstNode } from 'langium';
import { isSelector, isSOp } from '../graph/nodes.js';
import type { GraphNode, Selector, SOp } from '../graph/nodes.js';
import { isFunctionDefinition } from '../syntax/generated/ast.js';
import type { ParsedStatement } from '../syntax/parse.js';
import { rangeOf } from '../syntax/ranges.js';
import { cutApart, cutMiddle } from './cut-text.js';
import { standardLibrary } from './library.js';
import { nodeName } from './node-names.js';
import type { Program } from './program.js';

/** Characters of a source text, and of a name. */
const longest = 60;
const longestName = 100;
/** Selectors inside selectors that a name spells out. */
const deepest = 6;

/**
 * What selectors are called: by the program's own names, else by the text that made them. What a function made says
 * `sel` or `x` of its parameters: there the names of what the function was given stand.
 */
export class SelectorNames {
    private readonly names = new Map<number, string>();
    private readonly sops = new Map<number, string>();

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
        const names = isSelector(value) ? this.names : isSOp(value) ? this.sops : undefined;
        if (names !== undefined && (isSelector(value) || isSOp(value)) && !names.has(value.id)) {
            names.set(value.id, name);
        }
    }

    /** The selector's name, or the source that it was made of. */
    nameOf(selector: Selector): string {
        return cutMiddle(this.textOf(selector, 0), longestName);
    }

    /** The same for selectors that stand beside each other: those that differ have names that do. */
    namesOf(selectors: readonly Selector[]): string[] {
        return cutApart(selectors.map(selector => this.textOf(selector, 0)), longestName);
    }

    private textOf(selector: Selector, depth: number): string {
        const name = this.names.get(selector.id);
        if (name !== undefined) {
            return name;
        }
        if (selector.origin === undefined) {
            return 'every position';
        }
        if (AstUtils.getContainerOfType(selector.origin.tree as AstNode, isFunctionDefinition) === undefined) {
            return writtenText(selector) ?? 'select(…)';
        }
        if (selector.kind === 'select') {
            return `select(${this.sopText(selector.keys, selector)}, ${this.sopText(selector.queries, selector)}, ${selector.operator})`;
        }
        if (depth === deepest) {
            return '…';
        }
        const parts = selector.parts.map(part => {
            const text = this.textOf(part, depth + 1);
            return part.kind === 'combined' && !this.names.has(part.id) ? `(${text})` : text;
        });
        return selector.operator === 'not' ? `not ${parts.join('')}` : parts.join(` ${selector.operator} `);
    }

    private sopText(sop: SOp, selector: Selector): string {
        const text = nodeName(sop, this.sops);
        if (/(?<![\w"])s-op(?![\w"])/.test(text)) {
            // Too long for a name. What another function gave is known by that, what the same one computes by its text.
            const call = functionOf(sop);
            return call !== undefined && call !== functionOf(selector) ? `${call}(…)` : sourceText(sop) ?? text;
        }
        // A composed name stands in brackets of its own, which nothing needs here.
        return text.startsWith('( ') && text.endsWith(' )') ? text.slice(2, -2) : text;
    }
}

/** The function in whose body a node was made. */
function functionOf(node: GraphNode): string | undefined {
    return node.origin === undefined ? undefined : AstUtils.getContainerOfType(node.origin.tree as AstNode, isFunctionDefinition)?.name;
}

/** The text that made a node, on one line and cut to a readable length. */
export function sourceText(node: GraphNode): string | undefined {
    const text = writtenText(node);
    return text === undefined ? undefined : cutMiddle(text, longest);
}

function writtenText(node: GraphNode): string | undefined {
    if (node.origin === undefined) {
        return undefined;
    }
    const { start, end } = rangeOf(node.origin.tree as AstNode);
    return (node.origin.statement as ParsedStatement).text.slice(start, end).replace(/\s+/g, ' ');
}
