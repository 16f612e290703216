import { atomRepr, shortText } from '../../language/values/python-text.js';
import type { SOp } from '../../language/graph/nodes.js';
import type { Decoding, TypedValue } from '../model/transformer.js';
import type { Outputs } from './assemble.js';
import { typedValue } from './atom-table.js';
import type { Slot } from './slot.js';
import type { Inference } from './inference.js';
import { combination, constantLinear } from './linear.js';
import { CannotCompile } from './refusal.js';

/** Below this many times its error, the distance between two outputs is too thin. */
const leastMargin = 4;
/** Values that have an output each: with more, the differences of outputs are lost in their last digits. */
const mostClasses = 256;

/** How the number that stands for an s-op is turned into its value. */
export function readOut({ atoms, maxLength }: Inference, node: SOp, { feature, codes }: Slot): { outputs: Outputs; decoding: Decoding; margin: number } {
    const large = [...codes.of.keys()].find(id => typeof atoms.atom(id) === 'bigint');
    if (large !== undefined) {
        throw new CannotCompile(node, `this can be ${shortText(atomRepr(atoms.atom(large)), 40)}: ints beyond 2^53 have no place in a model`, 'Choose a shorter longest input, or compute smaller numbers.');
    }
    const byCode = new Map([...codes.of].map(([id, code]) => [code, id]));
    const sorted = [...byCode.keys()].sort((a, b) => a - b);
    // Codes of two values that differ in their last digits can be one number.
    const gap = byCode.size < codes.of.size ? 0 : sorted.slice(1).reduce((least, code, i) => Math.min(least, code - (sorted[i] ?? 0)), Infinity);
    const margin = gap / 2 / Math.max(feature.error, 2 ** -20 * Math.max(...sorted.map(Math.abs), 2 ** -20));
    if (margin < leastMargin) {
        throw new CannotCompile(node, `its values lie too close to each other for float32: ${codes.of.size} of them, ${gap === 0 ? 'some different in their last digits only' : `${gap} apart`}, for length ${maxLength}`, 'Choose a shorter longest input, or round the result.');
    }
    const values: TypedValue[] = sorted.map(code => typedValue(atoms.atom(byCode.get(code) ?? 0)));
    if (codes.isNumeric) {
        return { outputs: [feature.linear], decoding: { kind: 'nearest', values }, margin };
    }
    if (sorted.length > mostClasses || !sorted.every(Number.isInteger)) {
        return { outputs: [feature.linear], decoding: { kind: 'nearest', values, codes: sorted }, margin };
    }
    // The nearest code c to x is the largest of 2cx - c².
    const middle = Math.floor(((sorted[0] ?? 0) + (sorted.at(-1) ?? 0)) / 2);
    const outputs = sorted.map(code => combination([[feature.linear, 2 * (code - middle)], [constantLinear(-2 * middle * (code - middle) - (code - middle) ** 2), 1]]));
    return { outputs, decoding: { kind: 'argmax', values }, margin };
}
