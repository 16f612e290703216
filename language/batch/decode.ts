import { isAtom } from '../values/atom.js';
import type { Atom } from '../values/atom.js';
import { equalAtoms } from '../values/comparison.js';
import { RaspError } from '../values/error.js';
import { toEnd } from '../values/to-end.js';
import { atomText } from '../values/python-text.js';
import type { Column } from '../evaluation/column.js';
import type { Input } from '../evaluation/input.js';
import type { SOp } from '../graph/nodes.js';
import { limits, limitText } from '../limits.js';
import { Allowance, valueOn } from './allowance.js';
import { shortestInput } from './grow-input.js';
import { itemsJson } from './result-json.js';

export interface DecodeOptions {
    /** The token after which to stop; it is appended as well. A number is met by every equal number: `1` by 1 and 1.0. */
    readonly until?: string;
    /** The tokens to append at most; 100 when absent. */
    readonly max?: number;
    /** The position whose value is appended: `last` (the default), or an index, which from -1 down counts from the end. */
    readonly append?: 'last' | number;
    /** Called before each node that is evaluated; throws `Cancelled` to stop. */
    readonly checkpoint?: () => void;
    /** Operations that all steps may take together. */
    readonly work?: number;
}

/** What a decoder loop gave. */
export interface Decoded {
    readonly appended: readonly Atom[];
    /** The input with what was appended. */
    readonly input: Input;
    /** Why it ended: the `until` token came, or `max` tokens were appended, or the next one has no value. */
    readonly stopped: 'until' | 'max' | 'error';
    /** What went wrong, where `stopped` is `error`. */
    readonly error?: RaspError;
}

export const defaultMax = 100;

/**
 * A decoder loop: evaluates an s-op, appends its value at the last (or given) position to the input, and repeats.
 * @yields each token when it is appended
 */
export function* decodeSteps(node: SOp, start: Input, options: DecodeOptions = {}): Generator<Atom, Decoded> {
    const { until, max = defaultMax, append = 'last' } = options;
    const allowance = new Allowance(options.work, options.checkpoint);
    const appended: Atom[] = [];
    let input = start;
    try {
        while (appended.length < max) {
            const token = valueAt(valueOn(allowance.evaluation(input), node) as Column, append);
            input = shortestInput([...input.items, token]);
            appended.push(token);
            yield token;
            if (until !== undefined && isToken(token, until)) {
                return { appended, input, stopped: 'until' };
            }
        }
        return { appended, input, stopped: 'max' };
    } catch (error) {
        if (error instanceof RaspError) {
            return { appended, input, stopped: 'error', error };
        }
        throw error;
    }
}

/** Runs a decoder loop to its end. Throws nothing but `Cancelled`. */
export function decodeNode(node: SOp, start: Input, options: DecodeOptions = {}): Decoded {
    return toEnd(decodeSteps(node, start, options));
}

/** What is wrong with options that a person typed, or undefined. */
export function optionsProblem({ max = defaultMax, append = 'last' }: DecodeOptions): string | undefined {
    if (!Number.isInteger(max) || max < 1 || max > limits.size) {
        return `the number of tokens to append is a whole number from 1 to ${limitText(limits.size)}, found ${max}`;
    }
    return append === 'last' || Number.isInteger(append) ? undefined : `the position to append is \`last\` or an index, found ${append}`;
}

/** A loop's outcome as one line of JSON: `{"appended": […], "input": […], "stopped": "until"}`. */
export function decodedJson({ appended, input, stopped, error }: Decoded): string {
    const reason = error === undefined ? '' : `, "error": ${JSON.stringify(error.message)}`;
    return `{"appended": ${itemsJson(appended)}, "input": ${itemsJson(input.items)}, "stopped": "${stopped}"${reason}}`;
}

function valueAt({ values }: Column, append: 'last' | number): Atom {
    const at = append === 'last' ? values.length - 1 : append < 0 ? values.length + append : append;
    const value = values[at];
    if (value === undefined || !isAtom(value)) {
        throw new RaspError('value', `there is no position ${append} to append from: the input has ${limitText(values.length)} tokens`);
    }
    return value;
}

function isToken(value: Atom, typed: string): boolean {
    return atomText(value) === typed || (typeof value !== 'string' && typeof value !== 'boolean' && /^[-+]?\d+(\.\d+)?$/.test(typed) && equalAtoms(value, Number(typed)));
}
