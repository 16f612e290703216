import { endsOperand } from '../syntax/lex.js';
import type { Place } from './place.js';

/** What may stand at a place. */
export type Expected =
    /** A statement, whose expressions begin with names. */
    | { readonly kind: 'statement'; readonly block: 'none' | 'def' | 'for' }
    | { readonly kind: 'expression'; readonly dict: string | undefined }
    /** What goes on after an operand. */
    | { readonly kind: 'words'; readonly words: readonly string[] }
    | { readonly kind: 'operator' }
    /** The path of a `load`, as far as it is typed. */
    | { readonly kind: 'path' }
    /** A key of a dict whose string is being typed. */
    | { readonly kind: 'key'; readonly dict: string }
    /** A name that is new, a number, the inside of a string. */
    | { readonly kind: 'nothing' };

const nothing: Expected = { kind: 'nothing' };

/** What may stand where the cursor is, read off the tokens before it. */
export function expectedAt(place: Place): Expected {
    const { reader, touched } = place;
    const { head, last } = reader;
    const top = reader.levels.at(-1);
    const indexed = top?.kind === '[' && last?.text === '[' ? top.word?.text : undefined;
    if (touched?.kind === 'string') {
        return head?.keyword === 'load' && last?.text === 'load' ? { kind: 'path' } : indexed === undefined ? nothing : { kind: 'key', dict: indexed };
    }
    if (touched?.kind === 'number') {
        return nothing;
    }
    if (head === undefined) {
        const block = reader.inFunction ? 'def' : reader.levels.length > 0 ? 'for' : 'none';
        return { kind: 'statement', block };
    }
    const depth = reader.levels.length - head.depth;
    switch (head.keyword) {
        case 'def': case 'load': case 'exit': case 'quit':
            return nothing;
        case 'for':
            if (!head.hasIn) {
                return last?.text !== 'for' && last?.text !== ',' ? { kind: 'words', words: ['in'] } : nothing;
            }
            break;
        case 'set': case 'show':
            if (last?.text !== 'example' && depth === 0 && !reader.hasRead('example')) {
                return { kind: 'words', words: last?.text === head.keyword ? ['example', 's-op', 'selector'] : ['example'] };
            }
            if (head.keyword === 'show') {
                return nothing;
            }
            break;
        case 's-op': case 'selector':
            return { kind: 'words', words: last?.text === 'examples' ? ['on', 'off'] : last?.text === head.keyword ? ['examples'] : [] };
        case 'examples': case 'full seq display':
            return { kind: 'words', words: last?.text === 'on' || last?.text === 'off' ? [] : ['on', 'off'] };
        case 'draw':
            if (last?.text === 'draw') {
                return nothing;
            }
    }
    return inExpression(place, indexed);
}

/** The same in a test, which is an expression and perhaps says that it fails. */
export function expectedInExpectation(place: Place): Expected {
    const { reader, touched } = place;
    const begins = reader.head === undefined && touched?.kind !== 'string' && touched?.kind !== 'number';
    const expected: Expected = begins ? { kind: 'expression', dict: undefined } : expectedAt(place);
    return expected.kind === 'words' && reader.levels.length === 0 ? { kind: 'words', words: [...expected.words, 'fails'] } : expected;
}

function inExpression({ reader, touchesLast }: Place, indexed: string | undefined): Expected {
    const { last } = reader;
    const top = reader.levels.at(-1);
    if (top?.kind === '(' && top.word?.text === 'select' && top.commas >= 2) {
        return last?.text === ',' || (touchesLast && /^[=!<>]/.test(last?.text ?? '')) ? { kind: 'operator' } : nothing;
    }
    const comprehension = reader.comprehensionAt(top);
    if (comprehension !== undefined && comprehension.in === Infinity) {
        return last?.text === 'for' || last?.text === ',' ? nothing : { kind: 'words', words: ['in'] };
    }
    if (!endsOperand(last)) {
        return { kind: 'expression', dict: indexed };
    }
    const isOpenFor = comprehension === undefined && (top?.kind === '[' || top?.kind === '{');
    return { kind: 'words', words: ['and', 'or', 'if', 'else', 'in', ...isOpenFor ? ['for'] : []] };
}
