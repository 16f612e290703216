import type { ScenePosition } from './scene.js';

/** The lines of a text, as editors count them. */
export class TextLines {
    readonly text: string;
    private readonly starts: readonly number[];

    constructor(text: string) {
        this.text = text;
        this.starts = [0, ...Array.from(text.matchAll(/\r\n|\n|\r/g), match => match.index + match[0].length)];
    }

    positionAt(offset: number): ScenePosition {
        let low = 0;
        let high = this.starts.length - 1;
        while (low < high) {
            const middle = (low + high + 1) >> 1;
            if ((this.starts[middle] ?? 0) <= offset) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return { line: low, character: offset - (this.starts[low] ?? 0) };
    }
}
