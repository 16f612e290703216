import { freeNames, localsAround, unusedName } from '../actions/free-names.js';
import { functionAround, isExpression, textOf } from '../actions/tree.js';
import type { Selector } from '../graph/nodes.js';
import { standardLibrary } from '../program/library.js';
import { namesSetBy } from '../program/names-set.js';
import type { Program } from '../program/program.js';
import { isFunctionDefinition } from '../syntax/generated/ast.js';
import type { Expression } from '../syntax/generated/ast.js';
import type { ParsedStatement } from '../syntax/parse.js';
import { rangeOf } from '../syntax/ranges.js';
import { shifted } from './lint.js';
import type { FixContext, Fix, StatementRange } from './lint.js';

/** A selector in a function of the file that depends on nothing in it. */
interface Hoistable {
    readonly statement: ParsedStatement;
    readonly tree: Expression;
    /** The function's name. */
    readonly name: string;
    readonly fixes: (context: FixContext) => readonly Fix[];
}

/** Where a function makes a selector, when it could be made once above the function and give the same. */
export function madeInFunction({ origin }: Selector, program: Program): Hoistable | undefined {
    const index = program.parsed.findIndex(({ statement }) => statement === origin?.statement);
    const statement = program.parsed[index]?.statement;
    const tree = origin?.tree;
    if (statement === undefined || !isTree(tree)) {
        return undefined;
    }
    const definition = functionAround(tree);
    if (definition === undefined || !isFunctionDefinition(definition) || definition !== statement.tree) {
        return undefined;
    }
    const locals = localsAround(tree);
    const free = [...freeNames(tree).keys()];
    const after = new Set(program.parsed.slice(index).flatMap(placed => {
        const { always, perhaps } = namesSetBy(placed.statement);
        return [...always, ...perhaps];
    }));
    const before = new Set(program.results.slice(0, index).flatMap(({ bindings }) => [...bindings.keys()]));
    const isSteady = free.every(name => !locals.has(name) && !after.has(name) && (before.has(name) || standardLibrary().scope.get(name) !== undefined));
    const place: StatementRange = { statement, ...rangeOf(tree) };
    return isSteady ? { statement, tree, name: definition.name, fixes: context => hoist(place, textOf(tree, statement.text), context) } : undefined;
}

function isTree(tree: object | undefined): tree is Expression {
    return tree !== undefined && '$type' in tree && typeof tree.$type === 'string' && isExpression({ ...tree, $type: tree.$type });
}

function hoist({ statement, start, end }: StatementRange, text: string, { program, offsetOf }: FixContext): readonly Fix[] {
    const offset = offsetOf(statement);
    if (offset === undefined) {
        return [];
    }
    const name = unusedName('_shared_selector', program.text);
    return [{ title: 'Make it once, above the function', edits: [{ start: offset, end: offset, text: `${name} = ${text};\n` }, ...shifted([{ start, end, text: name }], offset)] }];
}
