import { isAtom } from '../values/atom.js';
import type { Atom } from '../values/atom.js';
import { BitMatrix } from '../evaluation/bit-matrix.js';
import { Failure } from '../evaluation/evaluation.js';
import { isSelector, isSOp } from '../graph/nodes.js';
import type { GraphNode } from '../graph/nodes.js';
import { RaspError } from '../values/error.js';
import type { Probe } from '../program/probe.js';
import type { Input } from '../evaluation/input.js';
import { RaspDict, RaspFunction, RaspList, Shown } from '../program/value.js';
import type { Value } from '../program/value.js';
import { limits, limitText } from '../limits.js';

/** What an s-op gives on an input. */
export class Sequence {
    readonly values: readonly Atom[];

    constructor(values: readonly Atom[]) {
        this.values = values;
    }
}

/** What a selector gives on an input: a row for each query, in it `1` for each key that is selected and `0` for each that is not. */
export class Rows {
    readonly texts: readonly string[];

    constructor(texts: readonly string[]) {
        this.texts = texts;
    }
}

/** A value in which s-ops and selectors are evaluated. */
export type Comparable = Atom | Sequence | Rows | RaspFunction | ComparableList | ComparableDict;

export class ComparableList {
    readonly items: readonly Comparable[];

    constructor(items: readonly Comparable[]) {
        this.items = items;
    }
}

export class ComparableDict {
    /** Keys by what they are equal by. */
    readonly entries: ReadonlyMap<string | number | bigint, readonly [Atom, Comparable]>;

    constructor(entries: ReadonlyMap<string | number | bigint, readonly [Atom, Comparable]>) {
        this.entries = entries;
    }
}

/**
 * Evaluates what can be evaluated in a value: an s-op or selector without an input, on the example that the program has set.
 * @param preset the examples that the program has not set itself
 * @throws RaspError where an s-op has no value, or no example is set
 */
export function toComparable(value: Value, probe: Probe, preset: Input, depth = 0): Comparable {
    probe.work(1);
    if (isAtom(value) || value instanceof RaspFunction) {
        return value;
    }
    if (depth > limits.valueDepth) {
        throw new RaspError('limit', `lists and dicts that nest more than ${limitText(limits.valueDepth)} deep, the limit, cannot be compared`);
    }
    if (value instanceof RaspList) {
        return new ComparableList(value.items.map(item => toComparable(item, probe, preset, depth + 1)));
    }
    if (value instanceof RaspDict) {
        return new ComparableDict(new Map([...value.entries].map(([id, [key, item]]) => [id, [key, toComparable(item, probe, preset, depth + 1)]])));
    }
    const result = value instanceof Shown ? value.result : onExample(value, probe, preset);
    if (result instanceof BitMatrix) {
        probe.work(result.words.length);
        return new Rows(result.rowTexts());
    }
    probe.work(result.values.length);
    return new Sequence(result.values);
}

function onExample(node: GraphNode, probe: Probe, preset: Input): Exclude<Shown['result'], Failure> {
    const input = probe.examples[isSelector(node) ? 'selector' : 's-op'];
    if (input === preset) {
        const kind = isSOp(node) ? 'an s-op' : 'a selector';
        throw new RaspError('value', `this is ${kind} without an input: call it on one, as in \`reverse("abc")\`, or write \`set example\` above`);
    }
    const result = probe.evaluationOn(input).result(node);
    if (result instanceof Failure) {
        throw result.error.prefixed(`on the example ${input.shortText}, `);
    }
    return result;
}
