import { Float, kindOf } from '../values/atom.js';
import type { Atom } from '../values/atom.js';
import { equalAtoms } from '../values/comparison.js';
import { RaspError } from '../values/error.js';
import { BitMatrix } from '../evaluation/bit-matrix.js';
import type { Column } from '../evaluation/column.js';
import { Failure } from '../evaluation/evaluation.js';
import type { Input } from '../evaluation/input.js';
import { Plan } from '../evaluation/plan.js';
import { isSelector } from '../graph/nodes.js';
import type { GraphNode } from '../graph/nodes.js';
import { candidateInputs, exhaustiveLength } from './candidate-inputs.js';
import type { CandidateOptions } from './candidate-inputs.js';
import { evaluateAlone, evaluateTogether } from './evaluate-together.js';
import type { Results } from './evaluate-together.js';
import { shortestInput } from './grow-input.js';

export interface CompareOptions extends CandidateOptions {
    /** Whether 1, 1.0 and True are different; by default they are equal, as under RASP's `==`. */
    readonly strict?: boolean;
    /** Called now and then; throws `Cancelled` to stop. */
    readonly checkpoint?: () => void;
}

/** An input on which two nodes differ, with what each of them gives there. */
export interface Difference {
    readonly input: Input;
    readonly first: Column | BitMatrix | RaspError;
    readonly second: Column | BitMatrix | RaspError;
    /** The first position, or query of a selector, at which they differ; absent where one of them fails. */
    readonly position?: number;
    /** Whether it was found at random: a shorter one may be there. */
    readonly sampled: boolean;
}

export interface Comparison {
    /** Inputs tried. */
    readonly tried: number;
    /** All inputs up to this length were to be tried, and samples of the longer ones. */
    readonly inFullTo: number;
    /** Inputs tried on which both fail: there is nothing to compare there. */
    readonly failed: number;
    /** The first of them, and what `a` says there. */
    readonly failure?: { readonly input: Input; readonly error: RaspError };
    /** Whether the two are one computation, which needs no trying. */
    readonly same: boolean;
    readonly difference?: Difference;
    /** The first input on which the values are equal but their types differ (only where that counts as equal). */
    readonly typesDifferOn?: Input;
}

/**
 * Looks for the first input on which two s-ops, or two selectors, differ: the shortest, then the first in alphabet order.
 * Where both fail there is nothing to compare: such inputs are counted, and are no difference.
 * @yields the number of inputs tried, now and then
 */
export function* compareSteps(a: GraphNode, b: GraphNode, options: CompareOptions): Generator<number, Comparison> {
    if (isSelector(a) !== isSelector(b)) {
        throw new RaspError('type', 'an s-op and a selector cannot be compared');
    }
    const inFullTo = exhaustiveLength(options);
    if (a.shared === b.shared) {
        return { tried: 0, failed: 0, inFullTo, same: true };
    }
    const { strict = false } = options;
    const plan = new Plan([a, b]);
    const on = (input: Input): Results => evaluateAlone(plan, input, options.checkpoint);
    let tried = 0;
    let failed = 0;
    let failure: Comparison['failure'];
    let typesDifferOn: Input | undefined;
    const found = (): Omit<Comparison, 'difference'> => ({
        tried, failed, inFullTo, same: false,
        ...(failure === undefined ? {} : { failure }), ...(typesDifferOn === undefined ? {} : { typesDifferOn })
    });
    for (const candidates of inParts(candidateInputs(options))) {
        yield tried;
        const results: Results[] = [];
        for (const some of evaluateTogether(plan, candidates.map(({ input }) => input), options.checkpoint)) {
            some.forEach((result, i) => { results[i] = result; });
        }
        for (const [i, { input, sampled }] of candidates.entries()) {
            const result = results[i] ?? [];
            const [first, second] = result;
            tried++;
            if (first instanceof Failure && second instanceof Failure) {
                failed++;
                failure ??= { input, error: first.error };
            }
            if (differ(result, strict)) {
                const shown = sampled ? shortened(on, input, options) : input;
                return { ...found(), difference: difference(on(shown), shown, sampled, strict) };
            }
            if (!strict && typesDifferOn === undefined && differ(result, true)) {
                typesDifferOn = input;
            }
        }
    }
    return found();
}

/** Few at first: mostly the difference comes soon. */
function* inParts<T>(items: Iterable<T>): Generator<T[]> {
    let part: T[] = [];
    let most = 16;
    for (const item of items) {
        part.push(item);
        if (part.length === most) {
            yield part;
            part = [];
            most = Math.min(most * 2, 1_024);
        }
    }
    if (part.length > 0) {
        yield part;
    }
}

/** Leaves out tokens for as long as the difference stays. */
function shortened(on: (input: Input) => Results, input: Input, options: CompareOptions): Input {
    const kept = options.prefix?.length ?? 0;
    let best = input;
    for (let at = best.length - 1; at >= kept && best.length > kept + 1; at = Math.min(at - 1, best.length - 1)) {
        const shorter = shortestInput(best.items.filter((_, i) => i !== at));
        if (differ(on(shorter), options.strict ?? false)) {
            best = shorter;
        }
    }
    return best;
}

function difference(results: Results, input: Input, sampled: boolean, strict: boolean): Difference {
    const [first, second] = results.map(result => (result instanceof Failure ? result.error : result)) as [Difference['first'], Difference['second']];
    const position = firstDifference(results, strict);
    return { input, first, second, sampled, ...(position === undefined ? {} : { position }) };
}

function differ(results: Results, strict: boolean): boolean {
    const [first, second] = results;
    if (first instanceof Failure || second instanceof Failure) {
        return !(first instanceof Failure && second instanceof Failure);
    }
    return firstDifference(results, strict) !== undefined;
}

/** The first position at which two values differ, or 0 where only their types do. */
function firstDifference([first, second]: Results, strict: boolean): number | undefined {
    if (first instanceof Failure || second instanceof Failure) {
        return undefined;
    }
    if (first instanceof BitMatrix || second instanceof BitMatrix) {
        return first instanceof BitMatrix && second instanceof BitMatrix ? firstRow(first, second) : 0;
    }
    if (first === undefined || second === undefined) {
        return undefined;
    }
    const at = first.values.findIndex((value, i) => !sameAtom(value, second.values[i] ?? 0, strict));
    return at >= 0 ? at : strict && first.type !== second.type ? 0 : undefined;
}

function firstRow(first: BitMatrix, second: BitMatrix): number | undefined {
    const at = first.words.findIndex((word, i) => word !== second.words[i]);
    return at < 0 ? undefined : Math.floor(at / first.rowWords);
}

/** RASP's `==`, and nan is nan: two programs that both give it are not different. */
function sameAtom(a: Atom, b: Atom, strict: boolean): boolean {
    const equal = equalAtoms(a, b) || (isNaNAtom(a) && isNaNAtom(b));
    return equal && (!strict || kindOf(a) === kindOf(b));
}

function isNaNAtom(atom: Atom): boolean {
    return atom instanceof Float && Number.isNaN(atom.value);
}
