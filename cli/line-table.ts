/** A place as people count: from 1, columns in characters (code points). */
export interface LineColumn {
    readonly line: number;
    readonly column: number;
}

/** The lines of a text. */
export class LineTable {
    private readonly text: string;
    private readonly starts: number[] = [0];
    /** The place asked for last: in a long line, the next one is counted from there. */
    private last = { line: 0, offset: 0, column: 1 };

    constructor(text: string) {
        this.text = text;
        for (const { index, 0: mark } of text.matchAll(/\r\n|\n|\r/g)) {
            this.starts.push(index + mark.length);
        }
    }

    /** Where an offset stands; one inside a surrogate pair stands at the character after it. */
    at(offset: number): LineColumn {
        let low = 0;
        let high = this.starts.length;
        while (high - low > 1) {
            const middle = (low + high) >> 1;
            if ((this.starts[middle] ?? 0) <= offset) {
                low = middle;
            } else {
                high = middle;
            }
        }
        if (this.last.line !== low || this.last.offset > offset) {
            this.last = { line: low, offset: this.starts[low] ?? 0, column: 1 };
        }
        let { offset: at, column } = this.last;
        while (at < offset && at < this.text.length) {
            at += (this.text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
            column++;
        }
        this.last = { line: low, offset: at, column };
        return { line: low + 1, column };
    }
}
