import { Float, isAtom } from '../values/atom.js';
import type { Atom } from '../values/atom.js';
import { ignoringError, notImplementedText, RaspError } from '../values/error.js';
import { atomRepr, intOfDigits } from '../values/python-text.js';
import { Failure } from '../evaluation/evaluation.js';
import { Input } from '../evaluation/input.js';
import type { InputItem } from '../evaluation/input.js';
import { isSelector, isSOp } from '../graph/nodes.js';
import { isName } from '../syntax/generated/ast.js';
import type { Aggregate, Call, Expression, Select, Ternary } from '../syntax/generated/ast.js';
import { dict, index, len, list, range, zip } from './containers.js';
import type { Context } from './context.js';
import { binary, indicator, isTrue, membership, round, toSOp, unary } from './operators.js';
import type { BinaryOperator } from './operators.js';
import { errorWithValue, pythonRepr } from './reference-texts.js';
import type { Scope } from './scope.js';
import { wholeValueText } from './text.js';
import { describe, kindName, RaspDict, RaspFunction, RaspList, Shown } from './value.js';
import type { Value } from './value.js';

/**
 * The value of an expression.
 * @throws RaspError for whatever is wrong with it, without its place, which the caller knows.
 */
export function evaluateExpression(context: Context, tree: Expression, scope: Scope): Value {
    switch (tree.$type) {
        case 'Name': return context.lookUp(tree.name, scope);
        case 'IntLiteral': return intOfDigits(tree.digits);
        case 'FloatLiteral': return new Float(Number(tree.digits));
        case 'StringLiteral': return tree.text;
        case 'Parenthesized': return context.evaluate(tree.expression, scope);
        case 'ListExpression': return list(context, tree, scope);
        case 'DictExpression': return dict(context, tree, scope);
        case 'Index': return index(context, context.evaluate(tree.target, scope), context.evaluate(tree.index, scope), tree);
        case 'Call': return call(context, tree, scope);
        case 'Unary': return unary(context, tree.operator, context.evaluate(tree.operand, scope), tree);
        case 'Binary': return binary(context, tree.operator as BinaryOperator, context.evaluate(tree.left, scope), context.evaluate(tree.right, scope), tree);
        case 'Ternary': return ternary(context, tree, scope);
        case 'Membership': return membership(context, context.evaluate(tree.element, scope), context.evaluate(tree.container, scope), tree);
        case 'Round': return round(context, context.evaluate(tree.argument, scope), tree);
        case 'Indicator': return indicator(context, context.evaluate(tree.argument, scope), tree);
        case 'Select': return select(context, tree, scope);
        case 'Aggregate': return aggregate(context, tree, scope);
        case 'Range': return range(context, tree.arguments.map(argument => context.evaluate(argument, scope)));
        case 'Zip': return zip(context, tree.arguments.map(argument => context.evaluate(argument, scope)));
        case 'Len': return len(context, context.evaluate(tree.argument, scope));
    }
}

function ternary(context: Context, tree: Ternary, scope: Scope): Value {
    const condition = context.evaluate(tree.condition, scope);
    if (!isSOp(condition)) {
        if (isSelector(condition)) {
            throw ignoringError('type', 'a condition is an s-op or an atom, found a selector');
        }
        return context.evaluate(isTrue(condition) ? tree.consequence : tree.alternative, scope);
    }
    const yes = toSOp(context, context.evaluate(tree.consequence, scope), 'with an s-op as the condition, each branch');
    const no = toSOp(context, context.evaluate(tree.alternative, scope), 'with an s-op as the condition, each branch');
    return context.graph.elementwise({ kind: 'ternary' }, [condition, yes, no], context.origin(tree));
}

function select(context: Context, tree: Select, scope: Scope): Value {
    const keys = toSOp(context, context.evaluate(tree.keys, scope), 'the keys of `select`');
    const queries = toSOp(context, context.evaluate(tree.queries, scope), 'the queries of `select`');
    return context.graph.select(keys, queries, tree.operator, context.origin(tree));
}

function aggregate(context: Context, tree: Aggregate, scope: Scope): Value {
    const selector = context.evaluate(tree.selector, scope);
    const values = context.evaluate(tree.values, scope);
    const defaultValue = tree.default === undefined ? 0 : context.evaluate(tree.default, scope);
    if (!isSelector(selector)) {
        const cure = isSelector(values) ? 'the selector stands second here: swap them' : '`select(keys, queries, ==)` makes one';
        throw new RaspError('type', `\`aggregate\` takes a selector first, found ${describe(selector)}; ${cure}`,
            () => `Expected selector, got: ${context.reference.describe(selector)}`);
    }
    const summed = toSOp(context, values, 'the values of `aggregate`');
    if (!isAtom(defaultValue) && !(defaultValue instanceof RaspList) && !(defaultValue instanceof RaspDict)) {
        throw new RaspError('type', `the default of \`aggregate\` is an atom, found ${kindName(defaultValue)}`,
            () => `Expected atom, got: ${context.reference.describe(defaultValue)}`);
    }
    return context.graph.aggregate(selector, summed, isAtom(defaultValue) ? defaultValue : null, context.origin(tree));
}

function call(context: Context, tree: Call, scope: Scope): Value {
    const [first, ...more] = tree.arguments;
    if (first !== undefined && more.length === 0 && isName(tree.callee) && tree.callee.name === 'out') {
        // The reference looks at a single argument before what is called: `out` is its value then.
        context.evaluate(first, scope);
    }
    const callee = context.evaluateUntried(tree.callee, scope);
    if (callee instanceof RaspFunction) {
        return context.call(callee, tree.arguments.map(argument => context.evaluate(argument, scope)), tree);
    }
    if (!isSOp(callee) && !isSelector(callee)) {
        throw new RaspError('type', `only functions, s-ops and selectors can be called, found ${describe(callee)}`, notImplementedText);
    }
    const [argument, second] = tree.arguments;
    if (argument === undefined || second !== undefined) {
        throw new RaspError('arguments', `${kindName(callee)} is called with one input, found ${tree.arguments.length} arguments`,
            `wrong number of args for evaluate unfinished- expected: 1, got: ${tree.arguments.length}.`);
    }
    const input = toInput(context.evaluate(argument, scope), context);
    const result = context.evaluationOn(input).result(callee);
    if (result instanceof Failure) {
        throw result.error.prefixed(`on ${input.shortText}, `);
    }
    return new Shown(callee, input, result);
}

/**
 * A value as an input: a string's code points, a list's items or a dict's keys.
 * @throws RaspError when it is none of these, is empty, or holds s-ops or the like.
 */
export function toInput(value: Value, counter?: { work(steps: number): void }): Input {
    if (typeof value === 'string') {
        counter?.work(value.length);
        return Input.ofString(value);
    }
    if (value instanceof RaspList || value instanceof RaspDict) {
        const items = value instanceof RaspList ? value.items : value.keys;
        counter?.work(items.length);
        const read = items.map(item => toItem(item, counter));
        return new Input(read, `[${read.map(item => (typeof item === 'string' && !item.includes('"') ? `"${item}"` : isAtom(item) ? atomRepr(item) : item.text)).join(', ')}]`,
            value instanceof RaspDict ? pythonRepr(value) : undefined);
    }
    throw errorWithValue('type', `an input is a non-empty string, list or dict, found ${describe(value)}`, 'RASP sequences/selectors expect non-empty iterables, got:', value);
}

function toItem(value: Value, counter: { work(steps: number): void } | undefined): InputItem {
    if (isAtom(value)) {
        return value as Atom;
    }
    if (value instanceof RaspList || value instanceof RaspDict) {
        const text = wholeValueText(value);
        counter?.work(text.length);
        return { text, truth: isTrue(value) };
    }
    throw ignoringError('type', `an input holds atoms, found ${kindName(value)}`);
}
