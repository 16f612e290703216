import type { AstNode } from 'langium';
import { isSelector, isSOp } from '../graph/nodes.js';
import type { GraphNode } from '../graph/nodes.js';
import { libraryUri, standardLibrary } from '../program/library.js';
import type { Location, Program } from '../program/program.js';
import { SelectorNames, sourceText } from '../program/selector-names.js';
import { isAssignment, isFunctionDefinition } from '../syntax/generated/ast.js';
import type { ParsedStatement } from '../syntax/parse.js';
import { rangeOf } from '../syntax/ranges.js';
import { atomText } from '../values/python-text.js';

interface Named {
    readonly name: string;
    readonly uri: string;
    /** Absent where another file's statement gave the name. */
    readonly statement: ParsedStatement | undefined;
}

/** What a program calls its nodes, and where it says so. */
export class NamedNodes {
    private readonly program: Program;
    private readonly names = new Map<GraphNode, Named>();
    private readonly library: ReadonlySet<object> = new Set(standardLibrary().statements.map(({ statement }) => statement));
    private readonly selectors: SelectorNames;
    private readonly uris: readonly string[];

    constructor(program: Program) {
        this.program = program;
        this.selectors = new SelectorNames(program);
        const loaded = new Set<string>();
        const { scope } = standardLibrary();
        for (const name of scope.ownNames()) {
            this.add(scope.getOwn(name), { name, uri: libraryUri, statement: standardLibrary().statements.find(({ statement: { tree } }) => isAssignment(tree) && tree.targets.includes(name))?.statement });
        }
        for (const { bindings, loads, statement } of program.results) {
            loads.forEach(({ addresses }) => { addresses.forEach(uri => loaded.add(uri)); });
            for (const [name, value] of bindings) {
                this.add(value, { name, uri: program.uri, statement: statement.tree?.$type === 'Load' ? undefined : statement });
            }
        }
        this.uris = [program.uri, libraryUri, ...loaded];
    }

    private add(value: unknown, named: Named): void {
        if ((isSelector(value) || isSOp(value)) && !this.names.has(value)) {
            this.names.set(value, named);
        }
    }

    /** The first name that a node was given at top level or in the library. */
    named(node: GraphNode): string | undefined {
        return node.kind === 'input' ? (node.name === 'tokens_str' ? 'tokens' : node.name) : node.kind === 'constant' ? atomText(node.value) : this.names.get(node)?.name;
    }

    /** The node's name, or the text that made it. */
    text(node: GraphNode): string {
        return this.named(node) ?? (isSelector(node) ? this.selectors.nameOf(node) : sourceText(node) ?? 's-op');
    }

    /** The library function that a node without a name was made in. */
    libraryFunction(node: GraphNode): string | undefined {
        if (node.origin === undefined || !this.library.has(node.origin.statement)) {
            return undefined;
        }
        const { tree } = node.origin.statement as ParsedStatement;
        return isFunctionDefinition(tree) ? tree.name : undefined;
    }

    /** Where a node got its name, or else where it was written; undefined for inputs and constants. */
    place(node: GraphNode): Location | undefined {
        const named = this.names.get(node);
        if (named?.statement !== undefined && node.kind !== 'input' && node.kind !== 'constant') {
            const { statement, name } = named;
            // The targets of an assignment stand before anything else in it.
            const at = statement.text.search(new RegExp(`(?<![A-Za-z0-9_])${name}(?![A-Za-z0-9_])`));
            return this.program.locate({ uri: named.uri, statement }, Math.max(0, at), Math.max(0, at) + name.length);
        }
        if (node.origin === undefined) {
            return undefined;
        }
        const statement = node.origin.statement as ParsedStatement;
        const { start, end } = rangeOf(node.origin.tree as AstNode);
        for (const uri of this.uris) {
            const location = this.program.locate({ uri, statement }, start, end);
            if (location !== undefined) {
                return location;
            }
        }
        return undefined;
    }
}
