import type { FoldingRange } from 'vscode-languageserver';
import { FoldingRangeKind } from 'vscode-languageserver';
import { bracketPairs } from '../language/syntax/bracket-pairs.js';
import type { PlacedStatement } from '../language/syntax/parse.js';
import type { Feature } from './feature.js';
import { parsedText } from './parsed-text.js';

/** What can be folded, by lines: blocks and brackets, statements of several lines, comments in a row, and regions. */
export function foldingRanges(text: string, placed: readonly PlacedStatement[]): FoldingRange[] {
    const lines = new LineNumbers(text);
    const ends = new Map<number, FoldingRange>();
    const add = (startLine: number, endLine: number, kind?: FoldingRangeKind): void => {
        if (endLine > startLine && endLine > (ends.get(startLine)?.endLine ?? -1)) {
            ends.set(startLine, { startLine, endLine, ...(kind === undefined ? {} : { kind }) });
        }
    };
    for (const { offset, statement: { text: source } } of placed) {
        if (!source.includes('\n')) {
            continue;
        }
        const first = lines.at(offset);
        const last = lines.at(offset + source.length);
        let isBracketed = false;
        for (const { open, close } of bracketPairs(source)) {
            const [from, to] = [lines.at(offset + open), lines.at(offset + close)];
            // The line of the closing bracket stays in sight.
            add(from, to - 1);
            isBracketed ||= from === first && to === last;
        }
        if (!isBracketed) {
            add(first, last);
        }
    }
    comments(text, add);
    return [...ends.values()].sort((a, b) => a.startLine - b.startLine);
}

/** Comments that fill their lines: those in a row, and those that begin and end a region. No string goes over a line's end. */
function comments(text: string, add: (startLine: number, endLine: number, kind: FoldingRangeKind) => void): void {
    const regions: number[] = [];
    let first: number | undefined;
    let number = 0;
    const finish = (): void => {
        if (first !== undefined) {
            add(first, number - 1, FoldingRangeKind.Comment);
            first = undefined;
        }
    };
    for (const line of text.split('\n')) {
        const marker = /^\s*#\s*(region|endregion)\b/.exec(line)?.[1];
        if (marker === undefined && /^\s*#/.test(line)) {
            first ??= number;
        } else {
            finish();
        }
        if (marker === 'region') {
            regions.push(number);
        } else if (marker === 'endregion') {
            const start = regions.pop();
            if (start !== undefined) {
                add(start, number, FoldingRangeKind.Region);
            }
        }
        number++;
    }
    finish();
}

/** The lines of offsets. */
class LineNumbers {
    private readonly starts: number[] = [0];

    constructor(text: string) {
        for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
            this.starts.push(at + 1);
        }
    }

    at(offset: number): number {
        let low = 0;
        let high = this.starts.length;
        while (low < high) {
            const middle = (low + high) >> 1;
            if ((this.starts[middle] ?? Infinity) <= offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }
}

export const foldingFeature: Feature = {
    capabilities: { foldingRangeProvider: true },
    register({ connection, documents, answer }) {
        connection.onFoldingRanges(answer(async ({ textDocument }, token) => {
            const parsed = await parsedText(documents, textDocument.uri, token);
            return parsed === undefined ? [] : foldingRanges(parsed.text, parsed.placed);
        }, []));
    }
};
