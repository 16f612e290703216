import type { AstNode } from 'langium';
import { asInt, atomWeight, isAtom, truth } from '../values/atom.js';
import type { Atom } from '../values/atom.js';
import { arithmetic, checkSize, roundHalfEven, signed, unsupported } from '../values/arithmetic.js';
import type { ArithmeticOperator } from '../values/arithmetic.js';
import { compareAtoms, equalAtoms } from '../values/comparison.js';
import type { ComparisonOperator } from '../values/comparison.js';
import { RaspError } from '../values/error.js';
import { isSelector, isSOp } from '../graph/nodes.js';
import { limits, limitText } from '../limits.js';
import type { Operation, SOp } from '../graph/nodes.js';
import type { Context } from './context.js';
import { errorWithValue } from './reference-texts.js';
import { describe, kindName, RaspDict, RaspFunction, RaspList } from './value.js';
import type { Value } from './value.js';

export type BinaryOperator = ArithmeticOperator | Exclude<ComparisonOperator, '!='> | 'and' | 'or';

const comparisons = new Set<string>(['==', '<', '>', '<=', '>=']);

/**
 * A value as an s-op: atoms stand at every position.
 * @param role what it is for, as in "the keys of `select`"
 * @throws RaspError `type` for anything else.
 */
export function toSOp(context: Context, value: Value, role: string): SOp {
    if (isSOp(value)) {
        return value;
    }
    if (isAtom(value)) {
        context.work(2 + (atomWeight(value) >>> 6));
        return context.graph.constant(value);
    }
    const cure = value instanceof RaspList ? ': a list is not an s-op; `[…][indices]` makes one of it' : '';
    const message = `${role} must be an s-op or an atom, found ${kindName(value)}${cure}`;
    throw new RaspError('type', message, () => context.reference.illegalConstant(value) ?? message);
}

/** `a operator b`, on atoms, lists and dicts as in Python, elementwise on s-ops, and `and`/`or` on selectors. */
export function binary(context: Context, operator: BinaryOperator, a: Value, b: Value, tree: AstNode): Value {
    if (isSelector(a) || isSelector(b)) {
        if (operator !== 'and' && operator !== 'or') {
            throw new RaspError('type', `\`${operator}\` does not work on a selector; selectors combine with \`and\`, \`or\` and \`not\``, `Cannot apply ${operator} to selector(s)`);
        }
        if (isSelector(a) && isSelector(b)) {
            return context.graph.combine(operator, [a, b], context.origin(tree));
        }
        throw new RaspError('type', `\`${operator}\` does not work between a selector and ${kindName(isSelector(a) ? b : a)}: both must be selectors`, 'Cannot apply and/or between selector and non-selector');
    }
    if (isSOp(a) || isSOp(b)) {
        const other = isSOp(a) ? b : a;
        if (!isSOp(other) && !isAtom(other)) {
            throw new RaspError('type', `\`${operator}\` does not work between an s-op and ${kindName(other)}${other instanceof RaspList ? '; `[…][indices]` makes an s-op of a list' : ''}`);
        }
        return context.graph.elementwise(operationOf(operator), [toSOp(context, a, 'a value'), toSOp(context, b, 'a value')], context.origin(tree));
    }
    if (operator === 'and' || operator === 'or') {
        return (operator === 'and') === isTrue(a) ? b : a;
    }
    if (isAtom(a) && isAtom(b)) {
        return onAtoms(context, operator, a, b);
    }
    if (operator === '==') {
        return equalValues(context, a, b);
    }
    return onLists(context, operator, a, b);
}

function onAtoms(context: Context, operator: BinaryOperator, a: Atom, b: Atom): Atom {
    // Strings are joined without being copied; everything else takes time for every character and bit.
    const isHeavy = (typeof a === 'string' || typeof a === 'bigint' || typeof b === 'string' || typeof b === 'bigint') && !(operator === '+' && typeof a === 'string');
    if (isHeavy) {
        // An int takes longest when it is written out.
        context.work((atomWeight(a) + atomWeight(b)) >>> (operator === '%' && typeof a === 'string' ? 2 : 6));
    }
    if (comparisons.has(operator)) {
        return compareAtoms(a, operator as ComparisonOperator, b);
    }
    const result = arithmetic(a, operator as ArithmeticOperator, b);
    if (isHeavy || typeof result === 'bigint') {
        context.work(atomWeight(result) >>> 6);
    }
    return result;
}

function operationOf(operator: BinaryOperator): Operation {
    if (operator === 'and' || operator === 'or') {
        return { kind: 'logic', operator };
    }
    return comparisons.has(operator)
        ? { kind: 'comparison', operator: operator as ComparisonOperator }
        : { kind: 'arithmetic', operator: operator as ArithmeticOperator };
}

function onLists(context: Context, operator: BinaryOperator, a: Value, b: Value): Value {
    if (a instanceof RaspList && b instanceof RaspList) {
        if (operator === '+') {
            checkSize(a.items.length + b.items.length);
            context.work(a.items.length + b.items.length);
            return new RaspList([...a.items, ...b.items]);
        }
        if (operator === '<' || operator === '>' || operator === '<=' || operator === '>=') {
            return orderLists(context, a, operator, b);
        }
    }
    if (operator === '*') {
        const list = a instanceof RaspList ? a : b;
        const times = a instanceof RaspList ? b : a;
        const count = isAtom(times) ? asInt(times) : undefined;
        if (list instanceof RaspList && count !== undefined) {
            checkSize(count > 0 ? BigInt(list.items.length) * BigInt(count) : 0);
            const repeats = count > 0 && list.items.length > 0 ? Number(count) : 0;
            context.work(list.items.length * repeats);
            return new RaspList(Array.from({ length: list.items.length * repeats }, (_, i) => list.items[i % list.items.length] ?? 0));
        }
    }
    throw unsupported(operator, kindName(a), kindName(b));
}

function orderLists(context: Context, a: RaspList, operator: '<' | '>' | '<=' | '>=', b: RaspList): boolean {
    const end = Math.min(a.items.length, b.items.length);
    for (let i = 0; i < end; i++) {
        const x = a.items[i] ?? 0;
        const y = b.items[i] ?? 0;
        if (equalValues(context, x, y)) {
            continue;
        }
        if (x instanceof RaspList && y instanceof RaspList) {
            return orderLists(context, x, operator, y);
        }
        if (isAtom(x) && isAtom(y)) {
            return compareAtoms(x, operator, y);
        }
        throw unsupported(operator, kindName(x), kindName(y));
    }
    return compareAtoms(a.items.length, operator, b.items.length);
}

/** Python's `==` on values that are no s-ops: lists and dicts by content, everything else by identity. */
export function equalValues(context: Context, a: Value, b: Value, depth = 0): boolean {
    context.work(1);
    if (isAtom(a) && isAtom(b)) {
        return equalAtoms(a, b);
    }
    if (a instanceof RaspList && b instanceof RaspList) {
        return a === b || (a.items.length === b.items.length && a.items.every((item, i) => equalValues(context, item, b.items[i] ?? 0, deeper(depth))));
    }
    if (a instanceof RaspDict && b instanceof RaspDict) {
        return a === b || (a.entries.size === b.entries.size
            && [...a.entries].every(([key, [, value]]) => {
                const other = b.entries.get(key);
                return other !== undefined && equalValues(context, value, other[1], deeper(depth));
            }));
    }
    return a === b;
}

function deeper(depth: number): number {
    if (depth >= limits.valueDepth) {
        throw new RaspError('limit', `lists and dicts that nest more than ${limitText(limits.valueDepth)} deep, the limit, cannot be compared`);
    }
    return depth + 1;
}

/** Python's truth of any value. */
export function isTrue(value: Value): boolean {
    if (isAtom(value)) {
        return truth(value);
    }
    if (value instanceof RaspList) {
        return value.items.length > 0;
    }
    return value instanceof RaspDict ? value.entries.size > 0 : true;
}

/** `not a`, `-a` and `+a`. */
export function unary(context: Context, operator: 'not' | '-' | '+', value: Value, tree: AstNode): Value {
    if (isSelector(value)) {
        if (operator === 'not') {
            return context.graph.combine('not', [value], context.origin(tree));
        }
        throw new RaspError('type', `unary \`${operator}\` does not work on a selector; \`not\` does`);
    }
    if (isSOp(value)) {
        return context.graph.elementwise({ kind: 'unary', operator }, [value], context.origin(tree));
    }
    if (operator === 'not') {
        return !isTrue(value);
    }
    if (isAtom(value)) {
        return signed(operator, value);
    }
    throw new RaspError('type', `unary \`${operator}\` does not work on ${kindName(value)}`);
}

/** `round(a)`, of an atom or elementwise. */
export function round(context: Context, value: Value, tree: AstNode): Value {
    if (isSOp(value)) {
        return context.graph.elementwise({ kind: 'unary', operator: 'round' }, [value], context.origin(tree));
    }
    if (isAtom(value)) {
        return roundHalfEven(value);
    }
    throw new RaspError('type', `\`round\` takes a number or an s-op, found ${kindName(value)}`);
}

/** `indicator(s_op)`: 1 where the value is true. */
export function indicator(context: Context, value: Value, tree: AstNode): Value {
    if (isSOp(value)) {
        return context.graph.elementwise({ kind: 'unary', operator: 'indicator' }, [value], context.origin(tree));
    }
    throw errorWithValue('type', `\`indicator\` takes an s-op, found ${describe(value)}`, 'indicator operator expects s-op, got:', value);
}

/** `element in container`. */
export function membership(context: Context, element: Value, container: Value, tree: AstNode): Value {
    if (isSOp(element)) {
        if (!(container instanceof RaspList)) {
            throw new RaspError('type', `right of \`in\`, after an s-op, stands a list of atoms; found ${describe(container)}`,
                () => `"[s-op] in X" expects X to be list of atoms, but got non-list: ${context.reference.describe(container)}`);
        }
        const items: Atom[] = container.items.map(item => {
            if (!isAtom(item)) {
                throw new RaspError('type', `right of \`in\`, after an s-op, stands a list of atoms; this one holds ${kindName(item)}`,
                    () => `"[s-op] in X" expects X to be list of atoms, but got list with values: ${context.reference.describe(container)}`);
            }
            context.work(1 + (atomWeight(item) >>> 6));
            return item;
        });
        return context.graph.elementwise({ kind: 'membership', items }, [element], context.origin(tree));
    }
    if (isSelector(element) || element instanceof RaspFunction) {
        const kind = isSelector(element) ? 'select' : 'function';
        throw new RaspError('type', `left of \`in\` stands an s-op or an atom; found ${kindName(element)}, and there is no telling whether two of these are equal`,
            `don't check if ${kind} is contained in list/dict: unless exact same instance, unable to check equivalence of ${kind}s`);
    }
    if (!isAtom(element)) {
        throw new RaspError('type', `left of \`in\` stands an s-op or an atom; found ${kindName(element)}`,
            () => `"A in X" expects A to be s-op or atom, but got A: ${context.reference.describe(element)}`);
    }
    if (isSOp(container)) {
        const { graph } = context;
        const origin = context.origin(tree);
        const equal = graph.elementwise({ kind: 'comparison', operator: '==' }, [container, graph.constant(element)], origin);
        const share = graph.aggregate(context.anywhere, graph.elementwise({ kind: 'unary', operator: 'indicator' }, [equal], origin), 0, origin);
        return graph.elementwise({ kind: 'comparison', operator: '>' }, [share, graph.constant(0)], origin);
    }
    if (container instanceof RaspList) {
        context.work(container.items.length);
        // As the reference: comparing with an s-op in the list gives an s-op, which counts as true.
        return container.items.some(item => isSOp(item) || equalValues(context, item, element));
    }
    throw new RaspError('type', `right of \`in\`, after an atom, stands a list or an s-op; found ${describe(container)}`,
        () => `"[atom] in X" expects X to be list or s-op, but got: ${context.reference.describe(container)}`);
}
