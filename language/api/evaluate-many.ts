import { RaspError } from '../values/error.js';
import { Allowance, valueOn } from '../batch/allowance.js';
import { compareSteps } from '../batch/compare.js';
import type { Comparison, CompareOptions as CompareNodesOptions } from '../batch/compare.js';
import { decodeNode } from '../batch/decode.js';
import type { Decoded, DecodeOptions } from '../batch/decode.js';
import { findTarget, selectorsUsed } from '../batch/targets.js';
import { isSOp } from '../graph/nodes.js';
import type { Program } from '../program/program.js';
import { inputOf } from './input-like.js';
import type { InputLike } from './input-like.js';
import { typedResult } from './typed-results.js';
import type { TypedResult } from './typed-results.js';

export interface EvaluateOptions {
    /** Whether to give the matrices of all selectors that the s-ops use as well, under their names or their source text. */
    readonly selectors?: boolean;
    /** Called before each node that is evaluated; throws `Cancelled` to stop. */
    readonly checkpoint?: () => void;
}

/** What one input gave: a result for each name, or why one of them has none. */
export type InputResult =
    | { readonly ok: true; readonly results: ReadonlyMap<string, TypedResult> }
    | { readonly ok: false; readonly error: string };

/**
 * Evaluates s-ops and selectors on one input after another, as they are asked for; nothing is kept. An input that
 * fails gives its error, and the others go on.
 * @throws RaspError when a name has no s-op or selector.
 */
export function* evaluateEach(program: Program, names: readonly string[], inputs: Iterable<InputLike>, { selectors = false, checkpoint }: EvaluateOptions = {}): Generator<InputResult> {
    const named = names.map(name => findTarget(program, name));
    const targets = selectors ? [...named, ...selectorsUsed(program, named)] : named;
    for (const like of inputs) {
        try {
            const evaluation = new Allowance(undefined, checkpoint).evaluation(inputOf(like));
            yield { ok: true, results: new Map(targets.map(({ name, node }) => [name, typedResult(valueOn(evaluation, node))])) };
        } catch (error) {
            if (!(error instanceof RaspError)) {
                throw error;
            }
            yield { ok: false, error: error.message };
        }
    }
}

/**
 * Evaluates s-ops and selectors on all inputs.
 *
 * @example
 *     const [first] = evaluateMany(program, ['reverse'], ['hello', [1, 2, 3]]);
 *     if (first?.ok) { console.log(first.results.get('reverse')); }
 * @throws RaspError when a name has no s-op or selector.
 */
export function evaluateMany(program: Program, names: readonly string[], inputs: Iterable<InputLike>, options: EvaluateOptions = {}): InputResult[] {
    return [...evaluateEach(program, names, inputs, options)];
}

/**
 * A decoder loop: evaluates an s-op, appends its value at the last (or another) position to the input, and repeats.
 *
 * @example
 *     decode(program, 'next', ['the', 'cat'], { until: '.', max: 20 }).appended;
 * @throws RaspError when the name has no s-op, or the input is empty.
 */
export function decode(program: Program, name: string, input: InputLike, options: DecodeOptions = {}): Decoded {
    const { node } = findTarget(program, name);
    if (!isSOp(node)) {
        throw new RaspError('type', `\`${name}\` is a selector: only an s-op has values to append`);
    }
    return decodeNode(node, inputOf(input), options);
}

export interface CompareOptions extends Omit<CompareNodesOptions, 'alphabet' | 'prefix'> {
    /** The tokens that inputs are made of, in their order: a string stands for its characters. */
    readonly alphabet: InputLike;
    /** What every input begins with, such as a beginning-of-sequence token. */
    readonly prefix?: InputLike;
}

/**
 * Looks for the first input over an alphabet on which two s-ops, or two selectors, differ.
 *
 * @example
 *     compare(program, 'mine', 'theirs', { alphabet: ['a', 'b'], maxLength: 8 }).difference?.input.text;
 * @throws RaspError when a name has no s-op or selector.
 */
export function compare(program: Program, first: string, second: string, { alphabet, prefix, ...options }: CompareOptions): Comparison {
    const steps = compareSteps(findTarget(program, first).node, findTarget(program, second).node, {
        ...options, alphabet: inputOf(alphabet).items, ...(prefix === undefined ? {} : { prefix: inputOf(prefix).items })
    });
    for (let step = steps.next(); ; step = steps.next()) {
        if (step.done === true) {
            return step.value;
        }
    }
}
