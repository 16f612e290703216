import type { AstNode } from 'langium';
import { isBinary } from '../syntax/generated/ast.js';
import type { Binary, Expression } from '../syntax/generated/ast.js';
import type { Edit } from '../syntax/edit.js';
import { rangeOf } from '../syntax/ranges.js';
import type { Surprise } from './surprise.js';

export function isLogicBinary(tree: AstNode): tree is Binary & { readonly operator: 'and' | 'or' } {
    return isBinary(tree) && (tree.operator === 'and' || tree.operator === 'or');
}

/** A chain that mixes `and` with `or`: RASP groups it from the left, most languages put `and` first. */
export function logicReadings(tree: Binary): Surprise | undefined {
    const { operands, operators } = chainOf(tree);
    const changes = operators.flatMap((operator, i) => (i > 0 && operator !== operators[i - 1] ? [i] : []));
    if (changes.length === 0) {
        return undefined;
    }
    const bracket = (from: number, to: number): Edit[] => {
        const [first, last] = [operands[from], operands[to]];
        return first === undefined || last === undefined ? [] : [{ start: rangeOf(first).start, end: rangeOf(first).start, text: '(' }, { start: rangeOf(last).end, end: rangeOf(last).end, text: ')' }];
    };
    const rule = '`and` and `or` bind equally and group from the left';
    const meant = changes.flatMap(i => bracket(0, i));
    const isAsElsewhere = !operators.includes('or') || operators.lastIndexOf('and') < operators.indexOf('or');
    if (isAsElsewhere) {
        return { id: 'and-or', tree, meant, rule, isMild: true };
    }
    const other: Edit[] = [];
    for (let from = 0; from < operators.length; from++) {
        let to = from;
        while (operators[to] === 'and') {
            to++;
        }
        if (to > from) {
            other.push(...bracket(from, to));
            from = to;
        }
    }
    return { id: 'and-or', tree, meant, other, rule };
}

function chainOf(tree: Binary): { readonly operands: readonly Expression[]; readonly operators: readonly string[] } {
    const operands: Expression[] = [];
    const operators: string[] = [];
    let at: Expression = tree;
    while (isLogicBinary(at)) {
        operands.unshift(at.right);
        operators.unshift(at.operator);
        at = at.left;
    }
    operands.unshift(at);
    return { operands, operators };
}
