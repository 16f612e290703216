import { AstUtils } from 'langium';
import type { AstNode } from 'langium';
import { libraryValue } from '../program/names-above.js';
import type { Program } from '../program/program.js';
import { RaspFunction } from '../program/value.js';
import { isAggregate, isCall, isFunctionDefinition, isName } from '../syntax/generated/ast.js';
import type { Expression, Name } from '../syntax/generated/ast.js';
import type { ParsedStatement } from '../syntax/parse.js';
import { rangeOf } from '../syntax/ranges.js';

/** The name of a parameter before its argument. */
export interface ParameterHint {
    /** Offset in the file, before the argument. */
    readonly offset: number;
    readonly name: string;
}

interface Argument {
    /** In the statement's text. */
    readonly start: number;
    /** The name that it is or calls. */
    readonly name: string | undefined;
}

interface CallSite {
    /** Undefined for `aggregate`, whose parameters are known. */
    readonly callee: Name | undefined;
    readonly args: readonly Argument[];
}

const known = new WeakMap<ParsedStatement, readonly CallSite[]>();

/**
 * The names of parameters where a call does not tell them. Those that one sees are left out: the only one of a function,
 * those of one letter, and those that the argument is named after. `select` and the like have none, as they stand
 * in every line; only the default of `aggregate` is named.
 * @param from index of the first statement that is asked for
 * @param to index behind the last
 */
export function* parameterHints(program: Program, from: number, to: number): Generator<ParameterHint> {
    for (let index = Math.max(0, from); index < Math.min(to, program.parsed.length); index++) {
        const placed = program.parsed[index];
        if (placed === undefined) {
            return;
        }
        for (const { callee, args } of callsIn(placed.statement)) {
            const parameters = callee === undefined ? ['', '', 'default'] : parametersOf(program, callee);
            if (parameters.length !== args.length) {
                continue;
            }
            for (const [i, { start, name: argument }] of args.entries()) {
                const name = parameters[i] ?? '';
                if (name.length > 1 && (argument === undefined || !isNamedAfter(argument, name))) {
                    yield { offset: placed.offset + start, name };
                }
            }
        }
    }
}

function callsIn(statement: ParsedStatement): readonly CallSite[] {
    const before = known.get(statement);
    if (before !== undefined) {
        return before;
    }
    const calls: CallSite[] = [];
    if (statement.tree !== undefined && statement.problems.length === 0) {
        for (const node of AstUtils.streamAst(statement.tree)) {
            if (isCall(node) && isName(node.callee) && node.arguments.length > 1) {
                calls.push({ callee: node.callee, args: node.arguments.map(argumentOf) });
            } else if (isAggregate(node) && node.default !== undefined) {
                calls.push({ callee: undefined, args: [node.selector, node.values, node.default].map(argumentOf) });
            }
        }
    }
    known.set(statement, calls);
    return calls;
}

function argumentOf(tree: Expression): Argument {
    const named = isCall(tree) ? tree.callee : tree;
    return { start: rangeOf(tree).start, name: isName(named) ? named.name : undefined };
}

function parametersOf(program: Program, callee: Name): readonly string[] {
    const value = program.valueOfTree(callee) ?? (isParameter(callee) ? undefined : program.valueOf(callee.name) ?? libraryValue(callee.name));
    return value instanceof RaspFunction ? value.parameters : [];
}

function isParameter(name: Name): boolean {
    for (let node: AstNode | undefined = name; node !== undefined; node = node.$container) {
        if (isFunctionDefinition(node) && node.parameters.includes(name.name)) {
            return true;
        }
    }
    return false;
}

/** `seq_2` and `my_seq` for `seq`, and `n` for `n_heads`. */
function isNamedAfter(argument: string, parameter: string): boolean {
    const [a, p] = [argument.toLowerCase(), parameter.toLowerCase()];
    return a === p || a.startsWith(`${p}_`) || a.endsWith(`_${p}`) || p.startsWith(`${a}_`) || p.endsWith(`_${a}`);
}
