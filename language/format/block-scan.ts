/** Where one is in a statement with blocks, `def` or `for`, finished or not. */
export interface BlockPlace {
    /** Blocks open here. */
    readonly blocks: number;
    /** Where the part of the block that one is in begins: a statement, or blanks and comments before one. */
    readonly start: number;
    /** What ended there: a statement with all of its block, or the head of the block that one is in. */
    readonly before: { readonly start: number; readonly end: number } | undefined;
    /** Whether one is between statements: nothing but blanks and comments since `start`. */
    readonly isBetween: boolean;
}

const blockHead = /(?:def|for)(?![A-Za-z0-9_])/y;

/**
 * Reads a top-level statement up to an offset, by its brackets alone, so that it works while the rest is still missing.
 * @param start where the statement begins
 */
export function blockPlace(text: string, start: number, end: number): BlockPlace {
    const heads: number[] = [];
    let brackets = 0;
    let from = start;
    let before: BlockPlace['before'];
    let first: number | undefined;
    const finish = (begin: number, at: number): void => {
        before = { start: begin, end: at };
        from = at;
        first = undefined;
    };
    for (let at = start; at < end; at++) {
        const char = text[at] ?? '';
        if (char === ' ' || char === '\t' || char === '\n' || char === '\r' || char === '\f') {
            continue;
        }
        if (char === '#') {
            at = endOfLine(text, at) - 1;
            continue;
        }
        if (char === '}' && brackets === 0 && heads.length > 0) {
            finish(heads.pop() ?? at, at + 1);
            continue;
        }
        first ??= at;
        if (char === '"') {
            const close = text.indexOf('"', at + 1);
            const lineEnd = endOfLine(text, at);
            at = close < 0 || close > lineEnd ? lineEnd - 1 : close;
        } else if (char === ';' && brackets === 0) {
            finish(first, at + 1);
        } else if (char === '{' && brackets === 0 && opensBlock(text, first, at)) {
            heads.push(first);
            finish(first, at + 1);
        } else if (char === '(' || char === '[' || char === '{') {
            brackets++;
        } else if ((char === ')' || char === ']' || char === '}') && brackets > 0) {
            brackets--;
        }
    }
    return { blocks: heads.length, start: from, before, isBetween: first === undefined };
}

/** A block opens behind an operand; a dict in the head of a `for` stands behind `in` or an operator. */
function opensBlock(text: string, first: number, at: number): boolean {
    blockHead.lastIndex = first;
    if (!blockHead.test(text)) {
        return false;
    }
    const head = text.slice(first, at).trimEnd();
    return /[A-Za-z0-9_"\])}]$/.test(head) && !/(?:^|[^A-Za-z0-9_])(?:in|and|or|not|if|else)$/.test(head);
}

function endOfLine(text: string, at: number): number {
    const end = text.indexOf('\n', at);
    return end < 0 ? text.length : end;
}
