import { limits } from '../limits.js';
import { lex } from '../syntax/lex.js';
import type { TextToken } from '../syntax/lex.js';
import { NameReader } from '../syntax/name-reader.js';
import type { WordRole } from '../syntax/name-reader.js';

/** A word, string or number of an expectation, with offsets in its text. */
export interface ExpectationWord {
    readonly token: TextToken;
    /** What a word does: `keyword` for those of the language, and for the `cost` and `fails` of expectations. */
    readonly role: WordRole['role'] | 'string' | 'number';
}

/** The words, strings and numbers of an expectation in its order, also of one that is half typed; those of a comment behind it are left out. */
export function expectationWords(text: string): ExpectationWord[] {
    if (text.length > limits.expectationLength) {
        return [];
    }
    const tokens = expectationTokens(text);
    const reader = new NameReader(tokens);
    const words: ExpectationWord[] = [];
    for (const [i, token] of tokens.entries()) {
        const read = reader.take();
        if (token.kind === 'string' || token.kind === 'number') {
            words.push({ token, role: token.kind });
        } else if (read !== undefined) {
            words.push({ token, role: isForm(tokens, i) ? 'keyword' : roleOf(read) });
        }
    }
    return words;
}

/** The tokens of an expectation up to a comment behind it. */
export function expectationTokens(text: string): TextToken[] {
    return lex(text).filter(({ kind }) => kind !== 'comment');
}

/** An expectation sets no names but the variables of its comprehensions. */
function roleOf(read: WordRole): WordRole['role'] {
    return read.role === 'assigned' ? 'use' : read.role === 'use' && read.local?.kind === 'comprehension' ? 'comprehension' : read.role;
}

/** Whether a word says what kind of expectation this is: `cost(…)`, `… fails`, `… fails "message"`. */
function isForm(tokens: readonly TextToken[], at: number): boolean {
    const [next, afterNext] = [tokens[at + 1], tokens[at + 2]];
    switch (tokens[at]?.text) {
        case 'cost': return at === 0 && next?.text === '(' && isCost(tokens);
        case 'fails': return at > 0 && (next === undefined || (next.kind === 'string' && afterNext === undefined));
        default: return false;
    }
}

/** Whether what stands at the end is `== (2, 1)`: else `cost` may be a name like any other. */
function isCost(tokens: readonly TextToken[]): boolean {
    return tokens.slice(-6).map(({ kind, text }) => (kind === 'number' ? '1' : text)).join(' ') === '== ( 1 , 1 )';
}
