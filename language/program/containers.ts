import type { AstNode } from 'langium';
import { asInt, atomKey, atomWeight, int, isAtom } from '../values/atom.js';
import type { Atom } from '../values/atom.js';
import { checkSize } from '../values/arithmetic.js';
import { RaspError } from '../values/error.js';
import { lookUp, position } from '../evaluation/elementwise.js';
import { isSelector, isSOp } from '../graph/nodes.js';
import type { LookupTable, SOp } from '../graph/nodes.js';
import type { DictExpression, Expression, ListExpression } from '../syntax/generated/ast.js';
import type { Context } from './context.js';
import { errorWithValue, pythonStr } from './reference-texts.js';
import { Scope } from './scope.js';
import { describe, kindName, RaspDict, RaspList } from './value.js';
import type { Value } from './value.js';

/** `[a, b]` or `[e for x in l]`. */
export function list(context: Context, tree: ListExpression, scope: Scope): Value {
    if (tree.iterable === undefined) {
        return new RaspList(tree.items.map(item => context.evaluate(item, scope)));
    }
    const items: Value[] = [];
    comprehend(context, tree.variables, tree.iterable, scope, 'list comprehension', inner => {
        for (const item of tree.items) {
            items.push(context.evaluate(item, inner));
        }
    });
    return new RaspList(items);
}

/** `{k: v}` or `{k: v for x in l}`. */
export function dict(context: Context, tree: DictExpression, scope: Scope): Value {
    const entries = new Map<string | number | bigint, readonly [Atom, Value]>();
    const add = (inner: Scope): void => {
        for (const entry of tree.entries) {
            const key = context.evaluate(entry.key, inner);
            if (!isAtom(key)) {
                throw new RaspError('type', `the key of a dict is an atom, found ${kindName(key)}`,
                    () => `dictionary keys can only be atoms, but instead got: ${context.reference.describe(key)}`);
            }
            const id = atomKey(key);
            context.work(atomWeight(key) >>> 8);
            // As in Python, the first spelling of an equal key stays.
            entries.set(id, [entries.get(id)?.[0] ?? key, context.evaluate(entry.value, inner)]);
        }
    };
    if (tree.iterable === undefined) {
        add(scope);
    } else {
        comprehend(context, tree.variables, tree.iterable, scope, 'dict comprehension', add);
    }
    return new RaspDict(entries);
}

function comprehend(context: Context, variables: readonly string[], iterable: Expression, scope: Scope, loop: Loop, body: (inner: Scope) => void): void {
    const inner = new Scope('local', scope);
    for (const item of elements(context, context.evaluate(iterable, scope), loop)) {
        context.work(1);
        bind(context, variables, item, inner, 'loop');
        body(inner);
    }
}

type Loop = keyof typeof loopTexts;

/** What the reference says where a loop runs over something else. */
const loopTexts = {
    'for loop': 'for loop needs to iterate over a list or dict, but got:',
    'list comprehension': 'list comprehension should have got a list or dict to loop over, but got:',
    'dict comprehension': 'dict comprehension should have got a list or dict to loop over, but got:'
} as const;

/** What a loop runs over: a list's items or a dict's keys. */
export function elements(context: Context, value: Value, loop: Loop): readonly Value[] {
    if (value instanceof RaspList) {
        return value.items;
    }
    if (value instanceof RaspDict) {
        context.work(value.entries.size);
        return value.keys;
    }
    throw errorWithValue('type', `a ${loop} runs over a list or a dict, found ${describe(value)}`, loopTexts[loop], value);
}

/** Binds one name to a value, or unpacks the value into several. An assignment also names s-ops and selectors, a loop does not. */
export function bind(context: Context, names: readonly string[], value: Value, scope: Scope, by: 'assignment' | 'loop'): void {
    const set = (name: string, part: Value): void => {
        context.assign(name, part, scope);
        if (by === 'assignment') {
            context.reference.setName(part, name);
        }
    };
    const [only] = names;
    if (names.length === 1 && only !== undefined) {
        set(only, value);
        return;
    }
    context.work(sizeOf(value) >>> 3);
    const parts = unpack(value, names.length, by);
    names.forEach((name, i) => { set(name, parts[i] ?? 0); });
}

function sizeOf(value: Value): number {
    return typeof value === 'string' ? value.length : value instanceof RaspDict ? value.entries.size : 0;
}

function unpack(value: Value, wanted: number, by: 'assignment' | 'loop'): readonly Value[] {
    const parts = typeof value === 'string' ? [...value] : value instanceof RaspList ? value.items : value instanceof RaspDict ? value.keys : undefined;
    if (parts === undefined) {
        const message = `${wanted} names are set from a list, dict or string with ${wanted} parts, found ${describe(value)}`;
        throw by === 'loop' ? errorWithValue('type', message, 'iterating with multiple iterator names, but got single iterator value:', value) : new RaspError('type', message);
    }
    if (parts.length !== wanted) {
        const promptText = by === 'loop'
            ? () => `iterating with ${wanted} names but got ${parts.length} values ( ${pythonStr(value) ?? kindName(value)} )`
            : `expected ${wanted} values, but got: ${parts.length}`;
        throw new RaspError('value', `${wanted} names are set here, but ${typeof value === 'string' ? 'a string' : kindName(value)} with ${parts.length} part${parts.length === 1 ? '' : 's'} was found`, promptText);
    }
    return parts;
}

/** `target[index]`. */
export function index(context: Context, target: Value, at: Value, tree: AstNode): Value {
    if (isSOp(target)) {
        return loadPosition(context, target, at, tree);
    }
    if (typeof target !== 'string' && !(target instanceof RaspList) && !(target instanceof RaspDict)) {
        throw new RaspError('type', `only lists, dicts, strings and s-ops can be indexed, found ${isSelector(target) ? 'a selector' : describe(target)}`,
            () => `can only index into a list, dict, string,or sequence, but instead got: ${context.reference.describe(target)}`);
    }
    if (isSOp(at)) {
        return context.graph.elementwise({ kind: 'lookup', table: tableOf(context, target) }, [at], context.origin(tree));
    }
    if (!isAtom(at) || (!(target instanceof RaspDict) && asInt(at) === undefined)) {
        const container = typeof target === 'string' ? 'string' : target instanceof RaspList ? 'list' : 'dict';
        const wanted = container === 'dict' ? 'an atom' : 'an int';
        throw new RaspError('type', `an index into a ${container} is ${wanted} or an s-op, found ${describe(at)}`,
            () => `index into ${container} has to be s-op or ${container === 'dict' ? 'atom (i.e., string, int, float, bool)' : 'integer'}, got: ${context.reference.describe(at)}`);
    }
    if (target instanceof RaspList) {
        return target.items[position(at, target.items.length, 'list')] ?? 0;
    }
    if (target instanceof RaspDict) {
        return target.get(at) ?? lookUp({ kind: 'dict', entries: new Map() }, at);
    }
    context.work(target.length >>> 3);
    const characters = [...target];
    return characters[position(at, characters.length, 'string')] ?? '';
}

function tableOf(context: Context, target: string | RaspList | RaspDict): LookupTable {
    if (typeof target === 'string') {
        context.work(target.length);
        return { kind: 'string', items: [...target] };
    }
    const atom = (value: Value): Atom | null => {
        context.work(isAtom(value) ? 1 + (atomWeight(value) >>> 6) : 1);
        return isAtom(value) ? value : null;
    };
    const table: LookupTable = target instanceof RaspList
        ? { kind: 'list', items: target.items.map(atom) }
        : { kind: 'dict', entries: new Map([...target.entries].map(([key, [, value]]) => [key, atom(value)])) };
    context.reference.setTable(table, target);
    return table;
}

/** `s_op[i]`: the value at position i, everywhere; a negative i counts from the end, which takes `length`, a layer more. */
function loadPosition(context: Context, target: SOp, at: Value, tree: AstNode): Value {
    const place = isAtom(at) ? asInt(at) : undefined;
    if (place === undefined) {
        throw new RaspError('type', isSOp(at)
            ? 'an s-op is indexed by an int; to look up by another s-op write `load_from_location(seq, location)`'
            : `an s-op is indexed by an int, found ${describe(at)}`,
        () => `index into sequence has to be integer, got: ${context.reference.describe(at)}`);
    }
    const { graph } = context;
    const origin = context.origin(tree);
    const location = place < 0
        ? graph.elementwise({ kind: 'arithmetic', operator: '+' }, [context.length, graph.constant(place)], origin)
        : graph.constant(place);
    return graph.aggregate(graph.select(graph.input('indices'), location, '==', origin), target, 0, origin);
}

/** `range(stop)`, `range(start, stop)`, `range(start, stop, step)`. */
export function range(context: Context, values: readonly Value[]): Value {
    if (values.length > 3) {
        throw new RaspError('arguments', `\`range\` takes one to three ints, found ${values.length}`, `wrong number of inputs to range, expected: 1, 2, or 3, got: ${values.length}`);
    }
    const bounds = values.map(value => {
        const bound = isAtom(value) ? asInt(value) : undefined;
        if (bound === undefined) {
            throw new RaspError('type', `\`range\` takes ints, found ${describe(value)}`,
                () => `range expects all integer inputs, but got: ${context.reference.describe(new RaspList(values))}`);
        }
        return bound;
    });
    const [start, stop, step] = bounds.length === 1 ? [0, bounds[0] ?? 0, 1] : [bounds[0] ?? 0, bounds[1] ?? 0, bounds[2] ?? 1];
    if (step === 0) {
        throw new RaspError('value', 'the step of `range` must not be 0');
    }
    const span = step > 0 ? BigInt(stop) - BigInt(start) : BigInt(start) - BigInt(stop);
    const size = BigInt(step) < 0n ? -BigInt(step) : BigInt(step);
    const count = span <= 0n ? 0n : (span + size - 1n) / size;
    checkSize(count);
    context.work(Number(count));
    return new RaspList(Array.from({ length: Number(count) }, (_, i) => int(BigInt(start) + BigInt(i) * BigInt(step))));
}

/** `zip(a, b, …)`: the list of lists of the first items, the second items, … */
export function zip(context: Context, values: readonly Value[]): Value {
    const lists = values.map((value, i) => {
        if (!(value instanceof RaspList)) {
            throw new RaspError('type', `\`zip\` takes lists, found ${describe(value)} as argument ${i + 1}`,
                () => `attempting to zip lists, but ${i + 1} -th element is not list: ${context.reference.describe(value)}`);
        }
        return value.items;
    });
    const [first = []] = lists;
    lists.forEach((items, i) => {
        if (items.length !== first.length) {
            throw new RaspError('value', `\`zip\` takes lists of one length, found ${first.length} items in the first and ${items.length} in argument ${i + 1}`,
                `attempting to zip lists of length ${first.length} , but ${i + 1} -th list has length ${items.length}`);
        }
    });
    // Each of the new lists takes more than its items.
    context.work(first.length * (lists.length + 4));
    return new RaspList(first.map((_, i) => new RaspList(lists.map(items => items[i] ?? 0))));
}

/** `len(list)`. */
export function len(context: Context, value: Value): Value {
    if (value instanceof RaspList) {
        return value.items.length;
    }
    throw new RaspError('type', `\`len\` takes a list, found ${describe(value)}${isSOp(value) ? '; the length of the input is `length`' : ''}`,
        () => `attempting to compute length of non-list: ${context.reference.describe(value)}`);
}
