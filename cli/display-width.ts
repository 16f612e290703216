/** Characters that take two columns: East Asian wide ones and pictures. */
const wide = /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
/** Characters that stand on the one before them. */
const combining = /[\p{M}\u200b-\u200f\ufe0e\ufe0f]/u;

/** The columns that a text takes where every character has the same width, near enough. */
export function displayWidth(text: string): number {
    let width = 0;
    for (const char of text) {
        width += char < '\u0300' ? 1 : combining.test(char) ? 0 : wide.test(char) ? 2 : 1;
    }
    return width;
}

/** A text with spaces before it, so that it takes `width` columns. */
export function padStart(text: string, width: number): string {
    return ' '.repeat(Math.max(0, width - displayWidth(text))) + text;
}

/** A text with spaces behind it, so that it takes `width` columns. */
export function padEnd(text: string, width: number): string {
    return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

/** The largest of any number of widths, 0 for none. `Math.max(...widths)` fails for a hundred thousand. */
export function widest(widths: Iterable<number>): number {
    let largest = 0;
    for (const width of widths) {
        largest = Math.max(largest, width);
    }
    return largest;
}
