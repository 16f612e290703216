/** Which characters a TrueType font has pictures for: reads the table `cmap` in its format 12, which the fonts of PNGs have. */
export function glyphsOf(font: Uint8Array): (codePoint: number) => boolean {
    const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
    const cmap = tableAt(view, 'cmap');
    const count = view.getUint16(cmap + 2);
    for (let i = 0; i < count; i++) {
        const subtable = cmap + view.getUint32(cmap + 4 + 8 * i + 4);
        if (view.getUint16(subtable) === 12) {
            const groups = view.getUint32(subtable + 12);
            return codePoint => isInGroup(view, subtable + 16, groups, codePoint);
        }
    }
    throw new Error('the font has no character map of format 12');
}

function tableAt(view: DataView, tag: string): number {
    const tables = view.getUint16(4);
    for (let at = 12; at < 12 + 16 * tables; at += 16) {
        if ([...tag].every((char, i) => view.getUint8(at + i) === char.charCodeAt(0))) {
            return view.getUint32(at + 8);
        }
    }
    throw new Error(`the font has no table ${tag}`);
}

/** Groups are sorted: first and last code point, then a glyph. */
function isInGroup(view: DataView, start: number, count: number, codePoint: number): boolean {
    let low = 0;
    let high = count - 1;
    while (low <= high) {
        const middle = (low + high) >> 1;
        if (codePoint < view.getUint32(start + 12 * middle)) {
            high = middle - 1;
        } else if (codePoint > view.getUint32(start + 12 * middle + 4)) {
            low = middle + 1;
        } else {
            return true;
        }
    }
    return false;
}
