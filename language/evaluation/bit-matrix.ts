import { RaspError } from '../values/error.js';
import { limits, limitText } from '../limits.js';

/** A selector's matrix on one input: n rows (query positions) of n bits (key positions), packed by row. */
export class BitMatrix {
    readonly length: number;
    /** 32-bit words in a row; the bits beyond the last key are zero. */
    readonly rowWords: number;
    readonly words: Uint32Array;

    /** @throws RaspError `limit` for more than `limits.matrixLength` positions. */
    constructor(length: number) {
        if (length > limits.matrixLength) {
            throw new RaspError('limit', `a selector's matrix on ${limitText(length)} tokens is too large; the limit is ${limitText(limits.matrixLength)} tokens`);
        }
        this.length = length;
        this.rowWords = (length + 31) >>> 5;
        this.words = new Uint32Array(length * this.rowWords);
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

    /** A row as zeros and ones. */
    rowText(query: number): string {
        let text = '';
        for (let key = 0; key < this.length; key++) {
            text += this.get(query, key) ? '1' : '0';
        }
        return text;
    }

    and(other: BitMatrix): BitMatrix {
        return this.combine(other, (a, b) => a & b);
    }

    or(other: BitMatrix): BitMatrix {
        return this.combine(other, (a, b) => a | b);
    }

    not(): BitMatrix {
        const result = new BitMatrix(this.length);
        const spare = this.rowWords * 32 - this.length;
        const lastMask = spare === 0 ? -1 : -1 >>> spare;
        for (let i = 0; i < this.words.length; i++) {
            result.words[i] = ~(this.words[i] ?? 0) & ((i + 1) % this.rowWords === 0 ? lastMask : -1);
        }
        return result;
    }

    private combine(other: BitMatrix, word: (a: number, b: number) => number): BitMatrix {
        const result = new BitMatrix(this.length);
        for (let i = 0; i < this.words.length; i++) {
            result.words[i] = word(this.words[i] ?? 0, other.words[i] ?? 0);
        }
        return result;
    }
}
