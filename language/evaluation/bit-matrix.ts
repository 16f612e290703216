import { RaspError } from '../values/error.js';
import { limits, limitText } from '../limits.js';

/** The eight cells of each byte. */
const byteTexts = Array.from({ length: 256 }, (_, byte) => Array.from({ length: 8 }, (__, bit) => byte >>> bit & 1).join(''));

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
     * Sets a row: key `k` is selected where bit `compare(places[k], place)` of `wanted` is set, 1 for less, 2 for equal, 4 for greater.
     * @param keys where the places of the row's input begin
     */
    fillRow(query: number, places: Int32Array, keys: number, place: number, wanted: number): void {
        const start = query * this.rowWords;
        let bits = 0;
        for (let key = 0; key < this.length; key++) {
            const other = places[keys + key] ?? 0;
            const outcome = other < place ? 1 : other === place ? 2 : 4;
            if ((outcome & wanted) !== 0) {
                bits |= 1 << (key & 31);
            }
            if ((key & 31) === 31) {
                this.words[start + (key >>> 5)] = bits;
                bits = 0;
            }
        }
        if ((this.length & 31) !== 0) {
            this.words[start + this.rowWords - 1] = bits;
        }
    }

    /** A row as zeros and ones. */
    rowText(query: number): string {
        let text = '';
        for (let word = 0; word < this.rowWords; word++) {
            const bits = (this.words[query * this.rowWords + word] ?? 0) >>> 0;
            // The lowest bit is the first key.
            let cells = '';
            for (let byte = 0; byte < 32; byte += 8) {
                cells += byteTexts[bits >>> byte & 255] ?? '';
            }
            text += cells;
        }
        return text.slice(0, this.length);
    }

    /** All rows as zeros and ones. */
    rowTexts(): string[] {
        return Array.from({ length: this.rows }, (_, query) => this.rowText(query));
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
