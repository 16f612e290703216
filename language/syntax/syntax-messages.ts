import type { LexerResult, ParseResult } from 'langium';
import { shortText } from '../values/python-text.js';
import { assumeBos } from './assume-bos.js';
import { closerOf, findMisfit, openBrackets } from './misfit.js';

type Token = LexerResult['tokens'][number];
type ParseError = ParseResult['parserErrors'][number];

/** A syntax problem; offsets inside the statement's text. */
export interface SyntaxProblem {
    readonly start: number;
    readonly end: number;
    readonly message: string;
    /** Set where nothing is wrong but that the text ends too soon. */
    readonly isAtEnd?: true;
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
    const blamed = offendingIndex(error, tokens);
    const misfit = isMisleading(tokens, blamed, expectedText(error)) ? findMisfit(tokens, blamed) : undefined;
    const index = misfit?.index ?? blamed;
    const at = tokens[index];
    const expected = misfit?.expected ?? missingBracket(at, index, tokens, expectedText(error));
    if (at === undefined) {
        const last = tokens.at(-1);
        const end = last === undefined ? text.trimEnd().length : last.startOffset + last.image.length;
        return { start: Math.max(0, end - 1), end, message: `this statement is not finished: expected ${expected}`, isAtEnd: true };
    }
    const cure = misspelledBuiltin(tokens) ?? advice(at, index, tokens) ?? wrongArguments(at, index, tokens, expected);
    const before = tokens[index - 1];
    if (cure === undefined && expected.includes('`;`') && before !== undefined && text.slice(before.startOffset, at.startOffset).includes('\n')) {
        // The line before is the one that lacks its end.
        return { start: before.startOffset, end: before.startOffset + before.image.length, message: `expected \`;\` behind \`${shortText(before.image)}\`` };
    }
    const start = at.startOffset;
    const end = start + at.image.length;
    return { start, end, message: cure ?? `found \`${shortText(at.image)}\`, expected ${expected}` };
}

/** The first token that no statement could have here; the number of tokens when they end too soon. */
function offendingIndex(error: ParseError, tokens: readonly Token[]): number {
    const token = error.token;
    const index = tokens.findIndex(candidate => candidate.startOffset === token.startOffset);
    if (index < 0) {
        return tokens.length;
    }
    // The parser looks two tokens ahead to tell statements apart, and blames the first of them.
    return error.name === 'NoViableAltException' && token.tokenType.name === 'ID' && expectedPaths(error).some(isStatementPath) ? index + 1 : index;
}

/** Whether a token that the parser blames may be right, and something behind it wrong. */
function isMisleading(tokens: readonly Token[], blamed: number, expected: string): boolean {
    const image = tokens[blamed]?.image ?? '';
    const before = tokens[blamed - 1];
    return (image === '(' || image === '[' || infixOperators.has(image))
        && (expected.length === 3 || expected.startsWith('`=`')) && before !== undefined
        && (/^[)\]}]$/.test(before.image) || expressionStarts.has(before.tokenType.name));
}

/** Where a statement ends inside a bracket, that bracket's end is what is missing. */
function missingBracket(at: Token | undefined, index: number, tokens: readonly Token[], expected: string): string {
    const open = openBrackets(tokens, index).at(-1);
    const isEnd = at === undefined || at.image === ';';
    return isEnd && open !== undefined && !expected.includes('expression') && (open !== '{' || expected.includes('`,`')) ? `\`${closerOf(open)}\`` : expected;
}

function expectedPaths(error: ParseError): string[][] {
    return [...error.message.matchAll(/^\s*\d+\. \[(.*)\]$/gm)].map(match => (match[1] ?? '').split(', '));
}

function isStatementPath(path: readonly string[]): boolean {
    return path.length > 1 && path[0] === 'ID';
}

function expectedText(error: ParseError): string {
    if (error.name === 'NotAllInputParsedException') {
        return 'the end of the statement';
    }
    const single = /Expecting token of type '(.+?)' but found/.exec(error.message)?.[1];
    if (single !== undefined) {
        return tokenText(single);
    }
    const paths = expectedPaths(error);
    if (paths.length === 0) {
        // Only a loop's body must hold at least one of something.
        return 'a statement';
    }
    const isStatement = paths.some(isStatementPath);
    if (isStatement && error.token.tokenType.name === 'ID') {
        return '`=`, `;` or an operator';
    }
    const firsts = new Set(paths.map(path => (path[0] === '' ? ',' : path[0] ?? '')));
    if (isStatement || (firsts.has('def') && firsts.has('load'))) {
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

const statementAdvice: Record<string, string> = {
    if: 'a statement cannot begin with `if`; a choice is an expression, as in `x = a if condition else b;`',
    else: 'a statement cannot begin with `else`; a choice is an expression, as in `x = a if condition else b;`',
    return: '`return` stands only at the end of the body of a `def`',
    ';': 'this `;` ends nothing: remove it',
    '}': 'this `}` closes nothing: remove it'
};

/** For mistakes that have a known cure. */
function advice(at: Token, index: number, tokens: readonly Token[]): string | undefined {
    const previous = tokens[index - 1];
    const earlier = tokens.slice(0, index);
    switch (at.image) {
        case '(':
            if (previous !== undefined && ['select', 'aggregate', 'range', 'zip', 'len'].includes(previous.image)) {
                return `\`${previous.image}(\` is one word: write it without a space before the bracket`;
            }
            break;
        case '!=': return '`!=` stands only inside `select(…, …, !=)`; elsewhere write `not (a == b)`';
        case ';':
            if (tokens[0]?.image === 'set' || tokens[0]?.image === 'show') {
                return `\`${tokens[0].image} example\` ends with its line: remove the \`;\``;
            }
            break;
        case '=':
            if (previous !== undefined && neverNames.has(previous.image)) {
                return `\`${previous.image}\` is a word of the language and cannot be a name; choose another name`;
            }
            if (previous?.image === 'assume_bos') {
                return assumeBos;
            }
            if (previous !== undefined && /^[-+*/%^]$/.test(previous.image)) {
                return `there is no \`${previous.image}=\`; write the name on both sides, as in \`x = x ${previous.image} 1\``;
            }
            if (previous?.image === ',' && earlier.some(token => token.image === 'select(')) {
                return 'found `=`, expected one of `==`, `!=`, `<`, `>`, `<=`, `>=`';
            }
            return openBrackets(tokens, index).length > 0 ? 'found `=` inside brackets; `==` compares, and arguments are given by place, without their names'
                : earlier.some(token => token.image === '=') ? 'found a second `=`; one statement sets its names once, and `==` compares'
                : 'left of `=` stand names, with commas between them; `==` compares';
        case '*': if (previous?.image === '*') { return 'a power is written `^`, as in `2^3`'; } break;
        case '/': if (previous?.image === '/') { return 'there is no `//`: a comment begins with `#`, and `round(a / b - 0.5)` divides and rounds down'; } break;
        case ',': if (tokens.some(token => token.image === 'aggregate(')) { return '`aggregate` takes a selector, values and at most one default'; } break;
    }
    if (previous?.tokenType.name === 'INT' && at.tokenType.name === 'ID' && previous.startOffset + previous.image.length === at.startOffset) {
        return /^e\d*$/i.test(at.image) ? 'numbers have no exponent; write the digits, or `10^5`' : `a name cannot begin with a digit`;
    }
    if (previous === undefined && statementAdvice[at.image] !== undefined) {
        return statementAdvice[at.image];
    }
    if (neverNames.has(at.image) && /^[,=([{]$/.test(previous?.image ?? '=') && !['not', 'round', 'indicator'].includes(at.image)) {
        return `\`${at.image}\` is a word of the language and cannot be a name or begin an expression here`;
    }
    return undefined;
}

const builtinForms: Record<string, string> = {
    'select(': '`select(keys, queries, ==)` takes keys, queries and one of `==`, `!=`, `<`, `>`, `<=`, `>=`',
    'aggregate(': '`aggregate(selector, values)` takes a selector and values, and a default if you like',
    'range(': '`range(stop)` takes one to three ints',
    'zip(': '`zip(a, b)` takes one or more lists',
    'len(': '`len(list)` takes one list',
    round: '`round(x)` takes one argument',
    indicator: '`indicator(x)` takes one argument'
};

/** Where the arguments of a built-in word end too soon or go on too long. */
function wrongArguments(at: Token, index: number, tokens: readonly Token[], expected: string): string | undefined {
    if (!/^[),]$/.test(at.image) || !/^`[,)]`$|expression/.test(expected)) {
        return undefined;
    }
    let depth = 0;
    for (let i = index - 1; i >= 0; i--) {
        const image = tokens[i]?.image ?? '';
        depth += /^[)\]}]$/.test(image) ? 1 : /[([{]$/.test(image) ? -1 : 0;
        if (depth < 0) {
            const form = builtinForms[image] ?? (image === '(' ? builtinForms[tokens[i - 1]?.image ?? ''] : undefined);
            return form === undefined ? undefined : `found \`${at.image}\`; ${form}`;
        }
    }
    return undefined;
}

/** `selct(a, b, ==)`: only `select(` takes an operator as its last argument. */
function misspelledBuiltin(tokens: readonly Token[]): string | undefined {
    for (const [i, token] of tokens.entries()) {
        if (/^(?:==|!=|<=|>=|<|>)$/.test(token.image) && tokens[i - 1]?.image === ',' && tokens[i + 1]?.image === ')') {
            const open = openBrackets(tokens, i).length;
            const call = tokens.findIndex((candidate, at) => candidate.image === '(' && openBrackets(tokens, at).length === open - 1 && at < i);
            const name = tokens[call - 1];
            if (name?.tokenType.name === 'ID' && name.image !== 'select') {
                return `only \`select(\` takes an operator such as \`${token.image}\`: found \`${shortText(name.image)}(\`, did you mean \`select(\`?`;
            }
        }
    }
    return undefined;
}

/** A comment as other languages write it, at the beginning of a line or behind a statement; strings and real comments hold none. */
export function findSlashComment(text: string): SyntaxProblem | undefined {
    const masked = text.replace(/"[^"\r\n]*"?|#[^\r\n]*/g, piece => ' '.repeat(piece.length));
    const found = /(?:^|[;{}\n])[ \t]*(?=\/\/)/.exec(masked);
    const start = found === null ? 0 : found.index + found[0].length;
    return found === null ? undefined : { start, end: start + 2, message: 'a comment begins with `#`, not with `//`' };
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
    return problem(`found \`${shortText(found, 20)}\`, which RASP does not know${hint === undefined ? '' : `; ${hint}`}`);
}
