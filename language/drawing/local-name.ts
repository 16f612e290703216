import type { AstNode } from 'langium';
import type { GraphNode } from '../graph/nodes.js';
import { standardLibrary } from '../program/library.js';
import { isAssignment, isParenthesized } from '../syntax/generated/ast.js';
import type { Assignment } from '../syntax/generated/ast.js';

/** What a node was assigned to where it was made: inside a function or a loop, the name that its author gave it there. */
export interface LocalName {
    readonly name: string;
    readonly assignment: Assignment;
}

let library: ReadonlySet<object> | undefined;

/**
 * Undefined for what has none, and for what the library's functions call their own steps: those would open pictures of
 * functions that nobody looks into. Their aggregates have theirs, as the text beside a head speaks of them.
 */
export function localName({ origin, kind }: GraphNode): LocalName | undefined {
    library ??= new Set(standardLibrary().statements.map(({ statement }) => statement));
    if (origin === undefined || (kind !== 'aggregate' && library.has(origin.statement))) {
        return undefined;
    }
    let tree: AstNode | undefined = origin.tree as AstNode;
    while (isParenthesized(tree?.$container)) {
        tree = tree.$container;
    }
    const assignment = tree?.$container;
    if (!isAssignment(assignment) || assignment.targets.length !== assignment.values.length) {
        return undefined;
    }
    const name = assignment.targets[assignment.values.findIndex(value => value === tree)];
    return name === undefined ? undefined : { name, assignment };
}
