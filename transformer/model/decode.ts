import type { Decoding, TypedValue } from './transformer.js';

/** The value that outputs at a position stand for. @param at where they begin */
export function decodeAt(decoding: Decoding, outputs: Float32Array, at: number): TypedValue | undefined {
    const { values } = decoding;
    if (decoding.kind === 'argmax') {
        let best = 0;
        for (let i = 1; i < values.length; i++) {
            if ((outputs[at + i] ?? 0) > (outputs[at + best] ?? 0)) {
                best = i;
            }
        }
        return values[best];
    }
    const { codes } = decoding;
    const codeOf = (i: number): number => codes?.[i] ?? Number(values[i]?.value);
    const x = outputs[at] ?? 0;
    let low = 0;
    let high = values.length - 1;
    // Ascending, as they are made.
    while (low < high) {
        const middle = (low + high) >> 1;
        if ((codeOf(middle) + codeOf(middle + 1)) / 2 < x) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return values[low];
}
