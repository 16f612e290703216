/** What a comment such as `# rasp: allow and-or` silences: the lints named, on its own line and the one below. */
const allowance = /#[^\r\n]*?\brasp:[ \t]*allow[ \t]+([a-z][a-z, \t-]*)/g;

/** The places of a file where its author has silenced lints. */
export class Allowances {
    private readonly idsByLine = new Map<number, ReadonlySet<string>>();
    private readonly lineStarts: number[] = [];

    constructor(text: string) {
        if (!text.includes('rasp:')) {
            return;
        }
        this.lineStarts.push(0);
        for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
            this.lineStarts.push(at + 1);
        }
        for (const match of text.matchAll(allowance)) {
            const ids = new Set((match[1] ?? '').split(/[,\s]+/).filter(id => id !== ''));
            const line = this.lineOf(match.index);
            this.add(line, ids);
            // A comment on a line of its own speaks of the line below it.
            if (text.slice(this.lineStarts[line], match.index).trim() === '') {
                this.add(line + 1, ids);
            }
        }
    }

    get isEmpty(): boolean {
        return this.idsByLine.size === 0;
    }

    /** Whether a lint is silenced at an offset of the file. */
    allows(id: string, offset: number): boolean {
        return !this.isEmpty && this.idsByLine.get(this.lineOf(offset))?.has(id) === true;
    }

    private add(line: number, ids: ReadonlySet<string>): void {
        this.idsByLine.set(line, new Set([...this.idsByLine.get(line) ?? [], ...ids]));
    }

    private lineOf(offset: number): number {
        let low = 0;
        let high = this.lineStarts.length;
        while (low < high) {
            const middle = (low + high) >> 1;
            if ((this.lineStarts[middle] ?? Infinity) <= offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }
}
