import { RaspError } from '../values/error.js';
import { limits, limitText } from '../limits.js';
import type { ComparisonOperator } from '../values/comparison.js';

/** Texts of sixteen cells, made when they are first needed. */
const cellTexts: (string | undefined)[] = [];

/** @param bits the lowest is the first cell */
function cellsText(bits: number): string {
    let text = cellTexts[bits];
    if (text === undefined) {
        text = Array.from({ length: 16 }, (_, cell) => bits >>> cell & 1).join('');
        cellTexts[bits] = text;
    }
    return text;
}

/**
 * A selector's matrix on one input: n rows (query positions) of n bits (key positions), packed by row. On several inputs
 * of one length, their matrices stand one below the other.
 */
export class BitMatrix {
    /** Positions of an input: the bits in a row. */
    readonly length: number;
    /** Rows of all inputs. */
    readonly rows: number;
    /** 32-bit words in a row; the bits beyond the last key are zero. */
    readonly rowWords: number;
    readonly words: Uint32Array;

    /**
     * @param rows as many as the length, times the inputs
     * @throws RaspError `limit` for more than `limits.matrixLength` positions.
     */
    constructor(length: number, rows: number = length, words?: Uint32Array) {
        if (length > limits.matrixLength) {
            throw new RaspError('limit', `a selector's matrix on ${limitText(length)} tokens is too large; the limit is ${limitText(limits.matrixLength)} tokens`);
        }
        this.length = length;
        this.rows = rows;
        this.rowWords = (length + 31) >>> 5;
        this.words = words ?? new Uint32Array(rows * this.rowWords);
    }

    /** The matrix of one input. */
    ofInput(input: number): BitMatrix {
        const size = this.length * this.rowWords;
        return this.rows === this.length ? this : new BitMatrix(this.length, this.length, this.words.subarray(input * size, (input + 1) * size));
    }

    get(query: number, key: number): boolean {
        return ((this.words[query * this.rowWords + (key >>> 5)] ?? 0) >>> (key & 31) & 1) === 1;
    }

    set(query: number, key: number): void {
        const at = query * this.rowWords + (key >>> 5);
        this.words[at] = (this.words[at] ?? 0) | 1 << (key & 31);
    }

    /** Makes row `query` equal to row `from`. */
    copyRow(query: number, from: number): void {
        this.words.copyWithin(query * this.rowWords, from * this.rowWords, (from + 1) * this.rowWords);
    }

    /** Calls `visit` with each selected key of a row, in order. */
    forEachInRow(query: number, visit: (key: number) => void): void {
        for (let word = 0; word < this.rowWords; word++) {
            let bits = this.words[query * this.rowWords + word] ?? 0;
            while (bits !== 0) {
                const low = 31 - Math.clz32(bits & -bits);
                visit(word * 32 + low);
                bits &= bits - 1;
            }
        }
    }

    /** How many keys a row selects. */
    count(query: number): number {
        let count = 0;
        for (let at = query * this.rowWords; at < (query + 1) * this.rowWords; at++) {
            let bits = this.words[at] ?? 0;
            bits -= bits >>> 1 & 0x55555555;
            bits = (bits & 0x33333333) + (bits >>> 2 & 0x33333333);
            count += Math.imul(bits + (bits >>> 4) & 0x0f0f0f0f, 0x01010101) >>> 24;
        }
        return count;
    }

    /** The first key that a row selects, or -1. */
    first(query: number): number {
        for (let word = 0; word < this.rowWords; word++) {
            const bits = this.words[query * this.rowWords + word] ?? 0;
            if (bits !== 0) {
                return word * 32 + 31 - Math.clz32(bits & -bits);
            }
        }
        return -1;
    }

    /**
     * The sum of the weights at the keys that a row selects, added in their order.
     * @param start where the weights of the row's input begin
     */
    sum(query: number, weights: Float64Array, start = 0): number {
        let sum = 0;
        for (let word = 0; word < this.rowWords; word++) {
            let bits = this.words[query * this.rowWords + word] ?? 0;
            while (bits !== 0) {
                sum += weights[start + word * 32 + 31 - Math.clz32(bits & -bits)] ?? 0;
                bits &= bits - 1;
            }
        }
        return sum;
    }

    /**
     * Sets a row: key `k` is selected where `places[keys + k] operator place`.
     * @param keys where the places of the row's input begin
     */
    fillRow(query: number, places: Int32Array, keys: number, place: number, operator: ComparisonOperator): void {
        const start = query * this.rowWords;
        const isEquality = operator === '==' || operator === '!=';
        // Less, or with both sides' signs turned greater; the other three are what these leave.
        const sign = operator === '>' || operator === '<=' ? -1 : 1;
        const flipped = operator === '!=' || operator === '>=' || operator === '<=' ? -1 : 0;
        for (let word = 0; word < this.rowWords; word++) {
            const first = keys + word * 32;
            const count = Math.min(32, this.length - word * 32);
            let bits = 0;
            if (isEquality) {
                for (let bit = 0; bit < count; bit++) {
                    bits |= (places[first + bit] === place ? 1 : 0) << bit;
                }
            } else {
                for (let bit = 0; bit < count; bit++) {
                    bits |= (sign * ((places[first + bit] ?? 0) - place) >>> 31) << bit;
                }
            }
            this.words[start + word] = (bits ^ flipped) & (count === 32 ? -1 : (1 << count) - 1);
        }
    }

    /** Makes the rows of an input equal to those of another. */
    copyInput(input: number, from: number): void {
        const size = this.length * this.rowWords;
        this.words.copyWithin(input * size, from * size, (from + 1) * size);
    }

    /** A row as zeros and ones. */
    rowText(query: number): string {
        return this.rowsText(query, query + 1, '');
    }

    /** All rows as zeros and ones. */
    rowTexts(): string[] {
        return Array.from({ length: this.rows }, (_, query) => this.rowText(query));
    }

    /**
     * Rows as zeros and ones.
     * @param between ASCII text that stands between rows
     */
    rowsText(start: number, end: number, between: string): string {
        const whole = this.length >>> 4;
        const rest = this.length & 15;
        // Joined at once: a text that grows is held as a chain of its parts.
        const parts: string[] = [];
        for (let row = start; row < end; row++) {
            if (row > start && between !== '') {
                parts.push(between);
            }
            const first = row * this.rowWords;
            for (let half = 0; half < whole; half++) {
                parts.push(cellsText((this.words[first + (half >>> 1)] ?? 0) >>> (half & 1) * 16 & 0xffff));
            }
            if (rest > 0) {
                parts.push(cellsText((this.words[first + (whole >>> 1)] ?? 0) >>> (whole & 1) * 16 & 0xffff).slice(0, rest));
            }
        }
        return parts.join('');
    }

    and(other: BitMatrix): BitMatrix {
        return this.combine(other, (a, b) => a & b);
    }

    or(other: BitMatrix): BitMatrix {
        return this.combine(other, (a, b) => a | b);
    }

    not(): BitMatrix {
        const result = new BitMatrix(this.length, this.rows);
        const spare = this.rowWords * 32 - this.length;
        const lastMask = spare === 0 ? -1 : -1 >>> spare;
        for (let i = 0; i < this.words.length; i++) {
            result.words[i] = ~(this.words[i] ?? 0) & ((i + 1) % this.rowWords === 0 ? lastMask : -1);
        }
        return result;
    }

    private combine(other: BitMatrix, word: (a: number, b: number) => number): BitMatrix {
        const result = new BitMatrix(this.length, this.rows);
        for (let i = 0; i < this.words.length; i++) {
            result.words[i] = word(this.words[i] ?? 0, other.words[i] ?? 0);
        }
        return result;
    }
}
