/** What stands between two tokens or statements: blanks and comments. */
export interface Gap {
    /** The comment behind what stands before the gap, on its line. */
    readonly trailing: string | undefined;
    /** Comments on lines of their own. */
    readonly comments: readonly GapComment[];
    /** Whether an empty line stands before what follows the gap. */
    readonly endsBlank: boolean;
    readonly hasNewline: boolean;
}

export interface GapComment {
    /** From `#` on, without blanks at its end. */
    readonly text: string;
    /** Offset of its `#`. */
    readonly start: number;
    readonly hasBlankBefore: boolean;
}

/**
 * Reads a gap.
 * @param beginsLine whether it begins at the beginning of a line, as at the beginning of a file
 */
export function readGap(text: string, start: number, end: number, beginsLine = false): Gap {
    let trailing: string | undefined;
    const comments: GapComment[] = [];
    let isBlank = false;
    let isFirst = !beginsLine;
    let hasNewline = false;
    for (let at = start; at <= end;) {
        const newline = text.indexOf('\n', at);
        const isLast = newline < 0 || newline >= end;
        const lineText = text.slice(at, isLast ? end : newline);
        const comment = lineText.trim();
        if (comment !== '') {
            if (isFirst) {
                trailing = comment;
            } else {
                comments.push({ text: comment, start: at + lineText.indexOf('#'), hasBlankBefore: isBlank });
            }
            isBlank = false;
        } else if (!isFirst && !isLast) {
            isBlank = true;
        }
        if (isLast) {
            break;
        }
        hasNewline = true;
        isFirst = false;
        at = newline + 1;
    }
    return { trailing, comments, endsBlank: isBlank, hasNewline };
}
