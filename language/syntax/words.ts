import { limits } from '../limits.js';
import { lex } from './lex.js';
import type { TextToken } from './lex.js';
import { NameReader } from './name-reader.js';
import type { WordRole } from './name-reader.js';
import type { ParsedStatement } from './parse.js';

/** A word of a statement that is no keyword, with offsets in the statement's text. */
export interface Word extends WordRole {
    readonly token: TextToken;
}

const known = new WeakMap<ParsedStatement, readonly Word[]>();

/** The names in a statement and what each does there, parsed or not; kept, since statements outlive edits of others. */
export function wordsIn(statement: ParsedStatement): readonly Word[] {
    const before = known.get(statement);
    if (before !== undefined) {
        return before;
    }
    const words: Word[] = [];
    if (statement.text.length <= limits.statementLength) {
        const tokens = lex(statement.text).filter(({ kind }) => kind !== 'comment');
        const reader = new NameReader(tokens);
        for (const token of tokens) {
            const role = reader.take();
            if (role !== undefined && role.role !== 'keyword') {
                words.push({ token, ...role });
            }
        }
    }
    known.set(statement, words);
    return words;
}
