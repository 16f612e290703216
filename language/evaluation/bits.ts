/** Bools packed 32 to a word, the first in the lowest bit; the bits behind the last one are zero. */
export type Bits = Int32Array;

export function makeBits(length: number): Bits {
    return new Int32Array((length + 31) >>> 5);
}

export function bitAt(bits: Bits, i: number): boolean {
    return ((bits[i >>> 5] ?? 0) >>> (i & 31) & 1) === 1;
}

/** @param holds called for each position in order */
export function bitsWhere(length: number, holds: (i: number) => boolean): Bits {
    const bits = makeBits(length);
    let word = 0;
    for (let i = 0; i < length; i++) {
        if (holds(i)) {
            word |= 1 << (i & 31);
        }
        if ((i & 31) === 31) {
            bits[i >>> 5] = word;
            word = 0;
        }
    }
    if ((length & 31) !== 0) {
        bits[length >>> 5] = word;
    }
    return bits;
}

export function invert(bits: Bits, length: number): Bits {
    return withoutRest(bits.map(word => ~word), length);
}

/** All bits equal. */
export function filledBits(length: number, value: boolean): Bits {
    return withoutRest(makeBits(length).fill(value ? -1 : 0), length);
}

export function combineBits(a: Bits, b: Bits, operator: 'and' | 'or' | 'xor'): Bits {
    const result = new Int32Array(a.length);
    for (let i = 0; i < a.length; i++) {
        const x = a[i] ?? 0;
        const y = b[i] ?? 0;
        result[i] = operator === 'and' ? x & y : operator === 'or' ? x | y : x ^ y;
    }
    return result;
}

/** The bits from `start` to before `end`. */
export function sliceBits(bits: Bits, start: number, end: number): Bits {
    return (start & 31) === 0
        ? withoutRest(bits.slice(start >>> 5, (end + 31) >>> 5), end - start)
        : bitsWhere(end - start, i => bitAt(bits, start + i));
}

function withoutRest(bits: Bits, length: number): Bits {
    if ((length & 31) !== 0) {
        bits[length >>> 5] = (bits[length >>> 5] ?? 0) & (1 << (length & 31)) - 1;
    }
    return bits;
}
