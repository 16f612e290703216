/** What a piece of a program's text is to someone who does not parse it. */
export type TokenKind = 'word' | 'number' | 'string' | 'comment' | 'sign';

export interface TextToken {
    readonly kind: TokenKind;
    readonly text: string;
    /** Offsets in the text. */
    readonly start: number;
    readonly end: number;
}

const pieces = /(s-op(?![A-Za-z0-9_])|[A-Za-z_][A-Za-z0-9_]*)|([0-9]+(?:\.[0-9]+)?)|("[^"\r\n]*"?)|(#[^\r\n]*)|[=!<>]=|\S/g;

/** Cuts any text into tokens, also one that cannot be parsed; a string without its closing quote ends with its line. */
export function lex(text: string): TextToken[] {
    const tokens: TextToken[] = [];
    for (const match of text.matchAll(pieces)) {
        const [piece, word, number, string, comment] = match;
        const kind = word !== undefined ? 'word' : number !== undefined ? 'number' : string !== undefined ? 'string' : comment !== undefined ? 'comment' : 'sign';
        tokens.push({ kind, text: piece, start: match.index, end: match.index + piece.length });
    }
    return tokens;
}

/** Words that are never names. */
export const keywords: ReadonlySet<string> = new Set([
    'def', 'for', 'in', 'if', 'else', 'and', 'or', 'not', 'return', 'load', 'draw', 'set', 'show', 'example', 'examples', 'on', 'off', 'exit', 'quit', 'selector', 's-op'
]);

const withBracket: ReadonlySet<string> = new Set(['select', 'aggregate', 'range', 'zip', 'len']);
const alone: ReadonlySet<string> = new Set(['round', 'indicator']);

/** Whether a word is one of the language's own that look like functions; `select` and its like are names without their bracket. */
export function isBuiltin(word: TextToken, next: TextToken | undefined): boolean {
    return alone.has(word.text) || (withBracket.has(word.text) && next?.text === '(' && next.start === word.end);
}

/** Whether an operand can end with this token, so that an operator, a call or a block may follow. */
export function endsOperand(token: TextToken | undefined): boolean {
    switch (token?.kind) {
        case 'word': return !keywords.has(token.text) && !alone.has(token.text);
        case 'number': case 'string': return true;
        case 'sign': return token.text === ')' || token.text === ']' || token.text === '}';
        default: return false;
    }
}
