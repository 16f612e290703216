import type { Statement } from '../syntax/generated/ast.js';
import type { ParsedStatement } from '../syntax/parse.js';

const assignmentHead = /^([A-Za-z_][A-Za-z0-9_]*(?:\s*,\s*[A-Za-z_][A-Za-z0-9_]*)*)\s*=(?!=)/;
const definitionHead = /^def\s+([A-Za-z_][A-Za-z0-9_]*)/;
/** More of a text than this is not searched for the names that it would set. */
const longestHead = 10_000;

export interface NamesSet {
    /** Names that the statement sets when nothing is wrong with it. */
    readonly always: readonly string[];
    /** Names that a loop sets if it runs at least once. */
    readonly perhaps: readonly string[];
}

/** The global names that a statement would set, also when it is broken. */
export function namesSetBy({ text, tree, problems }: ParsedStatement): NamesSet {
    if (tree === undefined || problems.length > 0) {
        const head = text.slice(0, longestHead);
        const names = (assignmentHead.exec(head) ?? definitionHead.exec(head))?.[1] ?? '';
        return { always: names.split(',').map(name => name.trim()).filter(name => name !== ''), perhaps: [] };
    }
    switch (tree.$type) {
        case 'Assignment': return { always: tree.targets, perhaps: [] };
        case 'FunctionDefinition': return { always: [tree.name], perhaps: [] };
        case 'ForLoop': return { always: [], perhaps: namesInLoop(tree) };
        default: return { always: [], perhaps: [] };
    }
}

function namesInLoop(tree: Statement): string[] {
    switch (tree.$type) {
        case 'Assignment': return tree.targets;
        case 'FunctionDefinition': return [tree.name];
        case 'ForLoop': return [...tree.variables, ...tree.statements.flatMap(namesInLoop)];
        default: return [];
    }
}
