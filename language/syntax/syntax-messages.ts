import type { LexerResult, ParseResult } from 'langium';

type Token = LexerResult['tokens'][number];
type ParseError = ParseResult['parserErrors'][number];

/** A syntax problem; offsets inside the statement's text. */
export interface SyntaxProblem {
    readonly start: number;
    readonly end: number;
    readonly message: string;
}

const expressionStarts = new Set(['ID', 'INT', 'FLOAT', 'STRING', '(', '[', '{', 'select(', 'aggregate(', 'round', 'indicator', 'range(', 'zip(', 'len(', 'not']);
const infixOperators = new Set(['^', '*', '/', '%', '+', '-', '==', '<=', '>=', '>', '<', 'and', 'or', 'if', 'in']);
const neverNames = new Set(['set', 'example', 'examples', 'on', 'off', 'load', 'show', 'draw', 'round', 'indicator', 'selector', 's-op', 'exit', 'quit',
    'def', 'for', 'in', 'if', 'else', 'and', 'or', 'not', 'return']);

/**
 * What to tell a person about a parse error: the place, what was found there and what was expected,
 * and for mistakes that RASP's relatives teach, what to write instead.
 * @param tokens the statement's tokens
 */
export function describeParseError(error: ParseError, tokens: readonly Token[], text: string): SyntaxProblem {
    const at = offendingToken(error, tokens);
    if (at === undefined) {
        const end = text.trimEnd().length;
        return { start: Math.max(0, end - 1), end, message: `this statement is not finished: expected ${expectedText(error)}` };
    }
    const previous = tokens[tokens.indexOf(at) - 1];
    const start = at.startOffset;
    const end = start + at.image.length;
    return { start, end, message: advice(at, previous, tokens) ?? `found \`${at.image}\`, expected ${expectedText(error)}` };
}

/** The first token that no statement could have here. */
function offendingToken(error: ParseError, tokens: readonly Token[]): Token | undefined {
    const token = error.token;
    const index = tokens.findIndex(candidate => candidate.startOffset === token.startOffset);
    if (index < 0) {
        return undefined;
    }
    // The parser looks two tokens ahead to tell statements apart, and blames the first of them.
    if (error.name === 'NoViableAltException' && token.tokenType.name === 'ID') {
        return tokens[index + 1];
    }
    return tokens[index];
}

function expectedText(error: ParseError): string {
    if (error.name === 'NotAllInputParsedException') {
        return 'the end of the statement';
    }
    const single = /Expecting token of type '(.+?)' but found/.exec(error.message)?.[1];
    if (single !== undefined) {
        return tokenText(single);
    }
    const paths = [...error.message.matchAll(/^\s*\d+\. \[(.*)\]$/gm)].map(match => (match[1] ?? '').split(', '));
    if (paths.length === 0) {
        return 'something else';
    }
    const isStatement = paths.some(path => path.length > 1 && path[0] === 'ID');
    if (isStatement && error.token.tokenType.name === 'ID') {
        return '`=`, `;` or an operator';
    }
    const firsts = new Set(paths.map(path => (path[0] === '' ? ',' : path[0] ?? '')));
    if (isStatement) {
        return 'a statement';
    }
    const parts: string[] = [];
    if ([...expressionStarts].filter(name => firsts.has(name)).length > 6) {
        parts.push('an expression');
        expressionStarts.forEach(name => firsts.delete(name));
        firsts.delete('+');
        firsts.delete('-');
    }
    if ([...infixOperators].filter(name => firsts.has(name)).length > 6) {
        parts.push('an operator');
        infixOperators.forEach(name => firsts.delete(name));
    }
    parts.push(...[...firsts].map(tokenText));
    return parts.length > 1 ? `${parts.slice(0, -1).join(', ')} or ${parts.at(-1) ?? ''}` : parts[0] ?? 'something else';
}

function tokenText(name: string): string {
    switch (name) {
        case 'ID': return 'a name';
        case 'INT': case 'FLOAT': return 'a number';
        case 'STRING': return 'a string in double quotes';
        case 'EOF': return 'the end of the statement';
        default: return `\`${name}\``;
    }
}

/** For mistakes that have a known cure. */
function advice(at: Token, previous: Token | undefined, tokens: readonly Token[]): string | undefined {
    switch (at.image) {
        case '!=': return '`!=` stands only inside `select(…, …, !=)`; elsewhere write `not (a == b)`';
        case '=':
            if (previous !== undefined && neverNames.has(previous.image)) {
                return `\`${previous.image}\` is a word of the language and cannot be a name; choose another name`;
            }
            return tokens.some(token => token.image === 'select(')
                ? 'found `=`, expected one of `==`, `!=`, `<`, `>`, `<=`, `>=`'
                : 'found a second `=`; one statement sets its names once, and `==` compares';
        case '*': if (previous?.image === '*') { return 'a power is written `^`, as in `2^3`'; } break;
        case '/': if (previous?.image === '/') { return 'there is no `//`; write `round(a / b - 0.5)` or use `%`'; } break;
        case ',': if (tokens.some(token => token.image === 'aggregate(')) { return '`aggregate` takes a selector, values and at most one default'; } break;
    }
    if (previous?.tokenType.name === 'INT' && at.tokenType.name === 'ID' && previous.startOffset + previous.image.length === at.startOffset) {
        return /^e\d*$/i.test(at.image) ? 'numbers have no exponent; write the digits, or `10^5`' : `a name cannot begin with a digit`;
    }
    if (neverNames.has(at.image) && (previous === undefined || /^[,=([{]$/.test(previous.image)) && !['not', 'round', 'indicator'].includes(at.image)) {
        return `\`${at.image}\` is a word of the language and cannot be a name here`;
    }
    return undefined;
}

/** What to tell a person about a run of characters that are no token. */
export function describeLexingError(text: string, offset: number, length: number): SyntaxProblem {
    const found = text.slice(offset, offset + length);
    const problem = (message: string, end = offset + length): SyntaxProblem => ({ start: offset, end, message });
    if (found.startsWith('"')) {
        const line = text.indexOf('\n', offset);
        return problem('this string has no closing `"` on its line', line < 0 ? text.length : line);
    }
    if (found.startsWith("'")) {
        return problem("found `'`; strings are written in double quotes: \"abc\"");
    }
    if (found.includes('\0')) {
        return problem('found a NUL byte; this is not a RASP text');
    }
    const hints: Record<string, string> = { '!': 'write `not x`', '&': 'write `and`', '|': 'write `or`', '~': 'write `not`', '.': 'numbers are `1.5`, with digits on both sides' };
    const hint = hints[found[0] ?? ''];
    return problem(`found \`${found}\`, which RASP does not know${hint === undefined ? '' : `; ${hint}`}`);
}
