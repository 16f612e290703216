import { evaluateTogether } from '../../language/batch/evaluate-together.js';
import { seededRandom } from '../../language/batch/random.js';
import { BitMatrix } from '../../language/evaluation/bit-matrix.js';
import { Failure } from '../../language/evaluation/evaluation.js';
import { Input } from '../../language/evaluation/input.js';
import { Plan } from '../../language/evaluation/plan.js';
import type { GraphNode, SOp } from '../../language/graph/nodes.js';
import type { Atom } from '../../language/values/atom.js';
import { decodeAt } from '../model/decode.js';
import { forward } from '../model/forward.js';
import type { CompiledModel, TypedValue } from '../model/transformer.js';
import { typedValueOf, valueKey } from '../model/typed-values.js';
import { atomOf } from './atom-table.js';

export interface VerifyOptions {
    /** Random inputs, besides the edge cases. */
    readonly count: number;
    readonly seed?: number;
    /** Up to how many inputs all are tried; `mostExhaustive` when absent. */
    readonly exhaustive?: number;
    /** Called every few milliseconds; throws `Cancelled` to stop. */
    readonly checkpoint?: () => void;
    /** Runs the model elsewhere: token ids of sequences of one length, one behind the other, to outputs. */
    readonly run?: (tokens: Int32Array, length: number) => Float32Array;
}

/** An input on which the model and the interpreter differ. */
export interface WrongOutput {
    readonly input: readonly TypedValue[];
    readonly position: number;
    readonly expected: Atom;
    readonly found: TypedValue | undefined;
}

export interface Verification {
    readonly inputs: number;
    /** Whether these were all inputs there are. */
    readonly isExhaustive: boolean;
    /** Inputs with a wrong output, and the first few of them. */
    readonly wrong: number;
    readonly examples: readonly WrongOutput[];
    /** Inputs on which the program itself fails: nothing is to be compared there; and the first of the shortest. */
    readonly failed: number;
    readonly failure?: { readonly input: readonly TypedValue[]; readonly message: string; readonly node: GraphNode };
}

/** Inputs up to which all are tried. */
export const mostExhaustive = 100_000;
const mostExamples = 5;
const batchSize = 64;

/** Compares a model with the interpreter. @yields the number of inputs done, now and then */
export function* verifySteps(node: SOp, model: CompiledModel, options: VerifyOptions): Generator<number, Verification> {
    const { alphabet, maxLength } = model;
    const { checkpoint, run = (tokens, length) => forward(model.transformer, tokens, length).outputs } = options;
    const all = inputCount(alphabet.length, maxLength);
    const isExhaustive = all <= (options.exhaustive ?? mostExhaustive);
    const plan = new Plan([node]);
    const atoms = alphabet.map(atomOf);
    let inputs = 0;
    let wrong = 0;
    let failed = 0;
    let failure: Verification['failure'];
    const examples: WrongOutput[] = [];
    const written = (ids: readonly number[]): TypedValue[] => ids.flatMap(id => alphabet[id] ?? []);
    for (const batch of batches(isExhaustive ? allInputs(alphabet.length, maxLength) : someInputs(alphabet.length, maxLength, options))) {
        checkpoint?.();
        const length = batch[0]?.length ?? 0;
        const results: (readonly Atom[] | undefined)[] = [];
        for (const some of evaluateTogether(plan, batch.map(ids => new Input(ids.map(id => atoms[id] ?? 0), '')), checkpoint)) {
            some.forEach(([result], i) => {
                if (result instanceof Failure) {
                    failed++;
                    if (failure === undefined || length < failure.input.length) {
                        failure = { input: written(batch[i] ?? []), message: result.error.message, node: result.node };
                    }
                } else if (result !== undefined && !(result instanceof BitMatrix)) {
                    results[i] = result.values;
                }
            });
        }
        const outputs = run(Int32Array.from(batch.flat()), length);
        results.forEach((expected, i) => {
            const position = expected?.findIndex((value, at) => !isSame(value, decodeAt(model.decoding, outputs, (i * length + at) * model.transformer.outputSize))) ?? -1;
            if (position >= 0) {
                wrong++;
                if (examples.length < mostExamples) {
                    examples.push({ input: written(batch[i] ?? []), position, expected: expected?.[position] ?? 0, found: decodeAt(model.decoding, outputs, (i * length + position) * model.transformer.outputSize) });
                }
            }
        });
        inputs += batch.length;
        yield inputs;
    }
    return { inputs, isExhaustive, wrong, examples, failed, ...(failure === undefined ? {} : { failure }) };
}

/** Whether type and value are the same: 1 is not 1.0, nor is -0.0 0.0. */
function isSame(expected: Atom, found: TypedValue | undefined): boolean {
    const own = typedValueOf(expected);
    return own !== undefined && found !== undefined && valueKey(own) === valueKey(found);
}

/** How many inputs there are up to a length. */
export function inputCount(tokens: number, maxLength: number): number {
    let count = 0;
    for (let length = 1, ofLength = tokens; length <= maxLength && count < Number.MAX_SAFE_INTEGER; length++, ofLength *= tokens) {
        count += ofLength;
    }
    return count;
}

function* allInputs(tokens: number, maxLength: number): Generator<number[]> {
    for (let length = 1; length <= maxLength; length++) {
        const digits = new Array<number>(length).fill(0);
        for (let at = 0; at >= 0;) {
            yield [...digits];
            for (at = length - 1; at >= 0 && digits[at] === tokens - 1; at--) {
                digits[at] = 0;
            }
            if (at >= 0) {
                digits[at] = (digits[at] ?? 0) + 1;
            }
        }
    }
}

/** Inputs of one token, all alike, two kinds, the longest, and random ones of all lengths and of few or many kinds. */
function* someInputs(tokens: number, maxLength: number, { count, seed = 1 }: VerifyOptions): Generator<number[]> {
    const random = seededRandom(seed);
    const below = (limit: number): number => Math.floor(random() * limit);
    const shown = Math.min(tokens, 64);
    for (let token = 0; token < shown; token++) {
        yield [token];
    }
    for (let token = 0; token < shown; token++) {
        yield new Array<number>(maxLength).fill(token);
    }
    for (let i = 0; i < count; i++) {
        const length = i % 4 === 0 ? maxLength : 1 + below(maxLength);
        const kinds = i % 3 === 0 ? Array.from({ length: 2 }, () => below(tokens)) : undefined;
        yield Array.from({ length }, () => kinds?.[below(2)] ?? below(tokens));
    }
}

/** Inputs of one length together. */
function* batches(inputs: Iterable<number[]>): Generator<number[][]> {
    const waiting = new Map<number, number[][]>();
    for (const input of inputs) {
        const batch = waiting.get(input.length) ?? [];
        waiting.set(input.length, batch);
        batch.push(input);
        if (batch.length === batchSize) {
            yield batch;
            waiting.delete(input.length);
        }
    }
    yield* waiting.values();
}
