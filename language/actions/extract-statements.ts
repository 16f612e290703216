import type { AstNode } from 'langium';
import type { Program, ProgramStatement } from '../program/program.js';
import { isAssignment, isExpressionStatement, isForLoop, isFunctionDefinition, isName } from '../syntax/generated/ast.js';
import { rangeOf } from '../syntax/ranges.js';
import { freeNames, freeNamesOf, namesBoundBy, unusedName } from './free-names.js';
import { parametersFor } from './parameters.js';
import { indentationAt, soundStatementAt, trimmed } from './refactoring.js';
import type { Refactoring, Selection } from './refactoring.js';
import { walk } from './tree.js';

interface Selected {
    readonly trees: readonly AstNode[];
    /** Offset in the file where the function can stand. */
    readonly above: number;
    /** The names that are needed behind the statements. */
    readonly results: readonly string[];
}

/** Makes a function of whole statements that follow each other; undefined where that would change what the program gives. */
export function extractStatements(selection: Selection): Pick<Refactoring, 'edits' | 'newName'> | undefined {
    const { program, start, end } = trimmed(selection);
    const selected = statementsInBlock({ program, start, end }) ?? statementsAtTop({ program, start, end });
    if (selected === undefined || selected.trees.length === 0 || !selected.trees.every(isMovable) || selected.results.length === 0) {
        return undefined;
    }
    const { trees, above, results } = selected;
    const free = freeNamesOf(trees);
    const surely = new Set(trees.filter(isAssignment).flatMap(tree => tree.targets));
    // What only a loop sets may not be there at its end, unless it is there before.
    if (results.some(name => !surely.has(name) && !free.has(name))) {
        return undefined;
    }
    const { text } = program;
    const name = unusedName('extracted', text);
    const parameters = parametersFor(free, trees, program).join(', ');
    const indentation = indentationAt(text, start);
    const body = text.slice(start, end).split('\n').map(line => {
        const moved = line.startsWith(indentation) ? line.slice(indentation.length) : line;
        return moved.trim() === '' ? '' : `    ${moved}`;
    }).join('\n');
    const definition = `def ${name}(${parameters}) {\n${body}\n    return ${results.join(', ')};\n}\n`;
    const targets = `${results.join(', ')} = `;
    return {
        edits: [{ start: above, end: above, text: definition }, { start, end, text: `${targets}${name}(${parameters});` }],
        newName: start + definition.length + targets.length
    };
}

/** Whether a statement only sets names or computes values. */
function isMovable(tree: AstNode): boolean {
    return isAssignment(tree) || isExpressionStatement(tree) || (isForLoop(tree) && tree.statements.every(isMovable));
}

function statementsAtTop({ program, start, end }: Selection): Selected | undefined {
    const first = program.parsed.findIndex(({ offset }) => offset === start);
    const inside: ProgramStatement[] = [];
    for (let i = first; i >= 0 && i < program.parsed.length; i++) {
        const { offset = end } = program.parsed[i] ?? {};
        const statement = offset < end ? soundStatementAt(program, offset) : undefined;
        if (statement === undefined) {
            break;
        }
        inside.push(statement);
    }
    const last = inside.at(-1);
    const trees = inside.flatMap(({ statement: { tree } }) => (tree === undefined ? [] : [tree]));
    const hasErrors = inside.some(({ problems }) => problems.some(({ severity }) => severity === 'error'));
    const bound = namesBoundBy(trees);
    // What a statement shows would be gone, and a function of the file that reads these names would miss them.
    const isOutside = last === undefined || last.offset + last.statement.text.length !== end || hasErrors || trees.some(isExpressionStatement);
    return isOutside || areReadByFunctions(program, bound) ? undefined : { trees, above: start, results: [...bound] };
}

function areReadByFunctions(program: Program, names: ReadonlySet<string>): boolean {
    return program.parsed.some(({ statement: { tree } }) => isFunctionDefinition(tree) && [...freeNames(tree).keys()].some(name => names.has(name)));
}

/** Statements inside of one function or loop. */
function statementsInBlock({ program, start, end }: Selection): Selected | undefined {
    const statement = soundStatementAt(program, start);
    const root = statement?.statement.tree;
    if (statement === undefined || root === undefined) {
        return undefined;
    }
    const trees = siblings(root, start - statement.offset, end - statement.offset);
    if (trees === undefined) {
        return undefined;
    }
    const bound = namesBoundBy(trees);
    if (!isFunctionDefinition(root)) {
        return areReadByFunctions(program, bound) ? undefined : { trees, above: statement.offset, results: [...bound] };
    }
    const inside = new Set(trees);
    const readElsewhere = new Set<string>();
    let hasFunctions = false;
    walk(root, part => {
        hasFunctions ||= part !== root && isFunctionDefinition(part);
        if (isName(part)) {
            readElsewhere.add(part.name);
        }
        return !inside.has(part);
    });
    return hasFunctions ? undefined : { trees, above: statement.offset, results: [...bound].filter(name => readElsewhere.has(name)) };
}

/** The statements of one block whose text reaches from `start` to `end`. */
function siblings(root: AstNode, start: number, end: number): readonly AstNode[] | undefined {
    let found: readonly AstNode[] | undefined;
    walk(root, part => {
        if (isFunctionDefinition(part) || isForLoop(part)) {
            const from = part.statements.findIndex(inner => rangeOf(inner).start === start);
            const to = part.statements.findIndex(inner => rangeOf(inner).end === end);
            if (from >= 0 && to >= from) {
                found = part.statements.slice(from, to + 1);
            }
        }
        return found === undefined;
    });
    return found;
}
