/** How wide texts are, told without a screen. Sans is as wide as the widest of the common fonts, so that texts fit in all of them. */

/** Hundredths of an em from space to tilde, as in DejaVu Sans and Verdana. */
const sansWidths = [
    32, 40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84, 84, 84, 53,
    100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75, 79, 60, 79, 69, 63, 61, 73, 68, 99, 69, 61, 69, 39, 34, 39, 84, 50,
    50, 61, 63, 55, 63, 62, 35, 63, 63, 28, 28, 58, 28, 97, 63, 61, 63, 63, 41, 52, 39, 63, 59, 82, 59, 59, 52, 64, 34, 64, 84
];
/** Characters that take two columns: East Asian wide ones and pictures. */
const wide = /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
/** Characters that stand on the one before them. */
const combining = /[\p{M}\u200b-\u200f\ufe0e\ufe0f]/u;
/** A column of a monospace font in ems. */
const column = 0.602;
const boldness = 1.12;

export type FontFace = 'mono' | 'sans' | 'bold';

/** The width of a text in pixels. */
export function textWidth(text: string, face: FontFace, size: number): number {
    let ems = 0;
    for (const char of text) {
        ems += charWidth(char, face);
    }
    return ems * size;
}

/** A text that is cut, with an ellipsis, where it is wider than there is room. */
export function fitText(text: string, face: FontFace, size: number, room: number): string {
    const ellipsis = charWidth('…', face) * size;
    let width = 0;
    let end = 0;
    let kept = 0;
    for (const char of text) {
        width += charWidth(char, face) * size;
        if (width > room) {
            return `${text.slice(0, kept)}…`;
        }
        end += char.length;
        if (width <= room - ellipsis) {
            kept = end;
        }
    }
    return text;
}

/** A text as it can be seen on one line: blanks at its ends and line breaks are signs of their own. */
export function visibleText(text: string): string {
    if (/^[^ \t\n]*$/.test(text)) {
        return text;
    }
    return text.replace(/^ +| +$/g, blanks => '␣'.repeat(blanks.length)).replace(/\r?\n/g, '↵').replaceAll('\t', '⇥');
}

function charWidth(char: string, face: FontFace): number {
    if (char >= '\u0300' && combining.test(char)) {
        return 0;
    }
    if (char >= '\u1100' && wide.test(char)) {
        return 2 * column;
    }
    if (face === 'mono') {
        return column;
    }
    const width = (sansWidths[(char.codePointAt(0) ?? 0) - 32] ?? 65) / 100;
    return face === 'bold' ? width * boldness : width;
}
