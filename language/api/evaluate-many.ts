import { RaspError } from '../values/error.js';
import { toEnd } from '../values/to-end.js';
import { compareSteps } from '../batch/compare.js';
import type { Comparison as NodesComparison, CompareOptions as CompareNodesOptions, Difference as NodesDifference } from '../batch/compare.js';
import { decodeNode, optionsProblem } from '../batch/decode.js';
import type { Decoded, DecodeOptions } from '../batch/decode.js';
import { evaluateAlone, evaluateTogether } from '../batch/evaluate-together.js';
import type { Results } from '../batch/evaluate-together.js';
import { findTarget, selectorsUsed } from '../batch/targets.js';
import type { Target } from '../batch/targets.js';
import { Failure } from '../evaluation/evaluation.js';
import { Input } from '../evaluation/input.js';
import type { InputItem } from '../evaluation/input.js';
import { Plan } from '../evaluation/plan.js';
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
export function* evaluateEach(program: Program, names: readonly string[], inputs: Iterable<InputLike>, options: EvaluateOptions = {}): Generator<InputResult> {
    const targets = targetsOf(program, names, options);
    const plan = new Plan(targets.map(({ node }) => node));
    for (const like of inputs) {
        const input = readInput(like);
        yield input instanceof RaspError ? { ok: false, error: input.message } : inputResult(targets, evaluateAlone(plan, input, options.checkpoint));
    }
}

/**
 * Evaluates s-ops and selectors on all inputs; those of one length are evaluated together, which is several times
 * faster than one after another.
 *
 * @example
 *     const [first] = evaluateMany(program, ['reverse'], ['hello', [1, 2, 3]]);
 *     if (first?.ok) { console.log(first.results.get('reverse')); }
 * @returns a result for each input, in their order
 * @throws RaspError when a name has no s-op or selector.
 */
export function evaluateMany(program: Program, names: readonly string[], inputs: Iterable<InputLike>, options: EvaluateOptions = {}): InputResult[] {
    const targets = targetsOf(program, names, options);
    const plan = new Plan(targets.map(({ node }) => node));
    const results: InputResult[] = [];
    const readable: Input[] = [];
    const places: number[] = [];
    for (const like of inputs) {
        const input = readInput(like);
        if (input instanceof RaspError) {
            results.push({ ok: false, error: input.message });
        } else {
            places.push(results.push({ ok: false, error: '' }) - 1);
            readable.push(input);
        }
    }
    for (const some of evaluateTogether(plan, readable, options.checkpoint)) {
        for (const [i, result] of some) {
            results[places[i] ?? 0] = inputResult(targets, result);
        }
    }
    return results;
}

function targetsOf(program: Program, names: readonly string[], { selectors = false }: EvaluateOptions): Target[] {
    const named = names.map(name => findTarget(program, name));
    return selectors ? [...named, ...selectorsUsed(program, named)] : named;
}

function readInput(like: InputLike): Input | RaspError {
    try {
        return inputOf(like);
    } catch (error) {
        if (error instanceof RaspError) {
            return error;
        }
        throw error;
    }
}

function inputResult(targets: readonly Target[], results: Results): InputResult {
    const typed = new Map<string, TypedResult>();
    for (const [i, result] of results.entries()) {
        if (result instanceof Failure) {
            return { ok: false, error: result.error.message };
        }
        typed.set(targets[i]?.name ?? '', typedResult(result));
    }
    return { ok: true, results: typed };
}

/**
 * A decoder loop: evaluates an s-op, appends its value at the last (or another) position to the input, and repeats.
 *
 * @example
 *     decode(program, 'next', ['the', 'cat'], { until: '.', max: 20 }).appended;
 * @throws RaspError when the name has no s-op, the input is empty, or an option is no number that can be used.
 */
export function decode(program: Program, name: string, input: InputLike, options: DecodeOptions = {}): Decoded {
    const { node } = findTarget(program, name);
    if (!isSOp(node)) {
        throw new RaspError('type', `\`${name}\` is a selector: only an s-op has values to append`);
    }
    const problem = optionsProblem(options);
    if (problem !== undefined) {
        throw new RaspError('value', problem);
    }
    return decodeNode(node, inputOf(input), options);
}

export interface CompareOptions extends Omit<CompareNodesOptions, 'alphabet' | 'prefix'> {
    /** The tokens that inputs are made of, in their order: a string stands for its characters. */
    readonly alphabet: InputLike;
    /** What every input begins with, such as a beginning-of-sequence token. */
    readonly prefix?: InputLike;
}

/** What a comparison found. */
export interface Comparison extends Omit<NodesComparison, 'difference'> {
    readonly difference?: Difference;
}

/** An input on which two s-ops, or selectors, differ, with what each of them gives there. */
export interface Difference extends Omit<NodesDifference, 'first' | 'second'> {
    readonly first: TypedResult | RaspError;
    readonly second: TypedResult | RaspError;
}

/**
 * Looks for the first input over an alphabet on which two s-ops, or two selectors, differ.
 *
 * @example
 *     compare(program, 'mine', 'theirs', { alphabet: ['a', 'b'], maxLength: 8 }).difference?.input.text;
 * @throws RaspError when a name has no s-op or selector, or an option is no number that can be used.
 */
export function compare(program: Program, first: string, second: string, { alphabet, prefix, ...options }: CompareOptions): Comparison {
    for (const [name, value, least] of [['maxLength', options.maxLength, 1], ['samples', options.samples ?? 0, 0]] as const) {
        if (!Number.isInteger(value) || value < least) {
            throw new RaspError('value', `${name} is a whole number from ${least}, found ${value}`);
        }
    }
    const { difference, ...found } = toEnd(compareSteps(findTarget(program, first).node, findTarget(program, second).node, {
        ...options, alphabet: alphabetItems(alphabet), ...(prefix === undefined ? {} : { prefix: inputOf(prefix).items })
    }));
    return difference === undefined ? found : { ...found, difference: { ...difference, first: typedOrError(difference.first), second: typedOrError(difference.second) } };
}

function alphabetItems(alphabet: InputLike): readonly InputItem[] {
    if (!(alphabet instanceof Input) && alphabet.length === 0) {
        throw new RaspError('value', 'the alphabet must not be empty');
    }
    return inputOf(alphabet).items;
}

function typedOrError(result: NodesDifference['first']): TypedResult | RaspError {
    return result instanceof RaspError ? result : typedResult(result);
}
