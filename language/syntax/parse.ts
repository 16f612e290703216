import { toEnd } from '../values/to-end.js';
import type { ParseResult } from 'langium';
import { limits, limitText } from '../limits.js';
import type { Statement } from './generated/ast.js';
import { createRaspServices } from './services.js';
import type { RaspServices } from './services.js';
import { lineEnd, StatementSplitter } from './split-statements.js';
import type { SpanFlaw, StatementSpan } from './split-statements.js';
import { describeLexingError, describeParseError, findSlashComment } from './syntax-messages.js';
import type { SyntaxProblem } from './syntax-messages.js';

/** One top-level statement, parsed on its own. Offsets in it are relative to its first character, so that it survives edits elsewhere. */
export interface ParsedStatement {
    readonly text: string;
    /** The tree, whole only when there are no problems; undefined when nothing could be made of the text. */
    readonly tree: Statement | undefined;
    readonly problems: readonly SyntaxProblem[];
    /** Whether another statement stands on one of its lines: then neither of them runs. */
    readonly sharesLine: boolean;
}

export interface PlacedStatement {
    /** Offset of the statement in the file. */
    readonly offset: number;
    readonly statement: ParsedStatement;
}

let quick: RaspServices | undefined;
let thorough: RaspServices | undefined;

/**
 * Langium's services for RASP, made on first use. Two tokens tell any part of the language from the others, and
 * a parser that looks no further is ready sooner.
 */
export function raspServices(): RaspServices {
    return quick ??= createRaspServices({ maxLookahead: 2 });
}

/** Those that look as far ahead as it takes: they know best what was expected where a statement is wrong. */
function explainingServices(): RaspServices {
    return thorough ??= createRaspServices();
}

/** Statements that were parsed for a text that was given up before it was done. Each serves once. */
export class SpareStatements {
    private ready = new Map<string, ParsedStatement>();
    private added = new Map<string, ParsedStatement>();

    /** Begins a parse: what is added from here on serves the next one, so that one parse never gets a statement twice. */
    begin(): void {
        this.added.forEach((statement, text) => this.ready.set(text, statement));
        this.added = new Map();
    }

    add(statement: ParsedStatement): void {
        this.added.set(statement.text, statement);
    }

    take(text: string, sharesLine: boolean): ParsedStatement | undefined {
        const known = this.ready.get(text);
        this.ready.delete(text);
        return known?.sharesLine === sharesLine ? known : undefined;
    }

    clear(): void {
        this.ready.clear();
        this.added.clear();
    }
}

/**
 * Parses a file statement by statement. Statements that stand unchanged at the beginning or the end
 * of the file keep their trees. Never throws for what a text holds.
 * @param previous the statements of the text before its last edit
 * @param spare takes what is parsed, so that nothing is lost when the caller stops before the end
 * @yields after each statement, so that the caller can pause or stop
 */
export function* parseInSteps(text: string, previous: readonly PlacedStatement[] = [], spare = new SpareStatements()): Generator<void, PlacedStatement[]> {
    const { spans, unread } = placeSpans(text);
    let prefix = 0;
    while (prefix < spans.length && prefix < previous.length && isSame(spans[prefix], previous[prefix], text)) {
        prefix++;
    }
    let suffix = 0;
    while (suffix < spans.length - prefix && suffix < previous.length - prefix && isSame(spans.at(-1 - suffix), previous.at(-1 - suffix), text)) {
        suffix++;
    }
    // The statements are as they were; blank lines before them may have come or gone.
    const result = previous.slice(0, prefix).map((placed, i) => {
        const offset = spans[i]?.start ?? placed.offset;
        return offset === placed.offset ? placed : { offset, statement: placed.statement };
    });
    spare.begin();
    for (const span of spans.slice(prefix, spans.length - suffix)) {
        const source = text.slice(span.start, span.end);
        const statement = spare.take(source, span.sharesLine) ?? parseStatement(source, span.flaw === undefined ? undefined : { ...span.flaw, at: span.flaw.at - span.start }, span.sharesLine);
        result.push({ offset: span.start, statement });
        spare.add(statement);
        yield;
    }
    spare.clear();
    for (const [i, span] of spans.slice(spans.length - suffix).entries()) {
        const old = previous[previous.length - suffix + i];
        if (old !== undefined) {
            result.push({ offset: span.start, statement: old.statement });
        }
    }
    if (unread !== undefined) {
        const { offset, message } = unread;
        result.push({ offset, statement: { text: '', tree: undefined, problems: [{ start: 0, end: 1, message }], sharesLine: false } });
    }
    return result;
}

/** Parses a whole file at once. */
export function parseProgram(text: string, previous: readonly PlacedStatement[] = []): PlacedStatement[] {
    return toEnd(parseInSteps(text, previous));
}

interface PlacedSpan extends StatementSpan {
    readonly sharesLine: boolean;
}

/** The statements' places, and where and why reading stopped before the end of the file. */
function placeSpans(whole: string): { readonly spans: readonly PlacedSpan[]; readonly unread: { readonly offset: number; readonly message: string } | undefined } {
    const text = whole.slice(0, limits.programLength);
    const splitter = new StatementSplitter(text);
    const spans: (StatementSpan & { sharesLine: boolean })[] = [];
    for (let span = splitter.next(); span !== undefined; span = splitter.next()) {
        if (spans.length >= limits.statements) {
            return { spans, unread: { offset: span.start, message: `this file has more than ${limitText(limits.statements)} statements, the limit: what follows is not read` } };
        }
        const before = spans.at(-1);
        // A comment with the wrong sign leaves the statement before it as it is.
        const sharesLine = before !== undefined && !text.slice(before.end, span.start).includes('\n') && !text.startsWith('//', span.start);
        if (sharesLine) {
            before.sharesLine = true;
        }
        spans.push({ ...span, sharesLine });
    }
    const isCut = whole.length > text.length;
    return { spans, unread: isCut ? { offset: text.length, message: `this file is longer than ${limitText(limits.programLength)} characters, the limit: what follows is not read` } : undefined };
}

function isSame(span: PlacedSpan | undefined, placed: PlacedStatement | undefined, text: string): boolean {
    return span !== undefined && placed !== undefined
        && placed.statement.sharesLine === span.sharesLine
        && placed.statement.text.length === span.end - span.start
        && text.startsWith(placed.statement.text, span.start);
}

/** A statement that is parsed when its tree or its problems are asked for. */
export function parseLater(text: string): ParsedStatement {
    let parsed: ParsedStatement | undefined;
    const parse = (): ParsedStatement => parsed ??= parseStatement(text, undefined, false);
    return {
        text,
        sharesLine: false,
        get tree() { return parse().tree; },
        get problems() { return parse().problems; }
    };
}

function parseStatement(text: string, flaw: SpanFlaw | undefined, sharesLine: boolean): ParsedStatement {
    if (flaw !== undefined && flaw.kind !== 'comment') {
        return { text, tree: undefined, problems: [{ start: 0, end: text.length, message: flawMessage(flaw.kind) }], sharesLine };
    }
    if (sharesLine) {
        return { text, tree: undefined, problems: [{ start: 0, end: text.length, message: 'two statements share this line, so neither of them runs: put each on a line of its own' }], sharesLine };
    }
    const problems: SyntaxProblem[] = [];
    const parsed = readStatement(text);
    if (typeof parsed === 'string') {
        problems.push({ start: 0, end: text.length, message: parsed });
        return { text, tree: undefined, problems, sharesLine };
    }
    // The first unknown character throws the rest out of step, and explains the parse errors that it causes.
    const [unknown] = parsed.lexerErrors;
    const [wrong] = parsed.parserErrors;
    const slashes = unknown === undefined && wrong === undefined ? undefined : findSlashComment(text);
    if (slashes !== undefined) {
        problems.push(slashes);
    } else if (unknown !== undefined) {
        problems.push(describeLexingError(text, unknown.offset, unknown.length));
    } else if (wrong !== undefined) {
        problems.push(describeParseError(wrong, explainingServices().parser.Lexer.tokenize(text).tokens, text));
    }
    // A comment is where it may be once what is wrong before it, such as a missing `;`, is put right.
    if (flaw !== undefined && !problems.some(({ end }) => end <= flaw.at)) {
        problems.unshift({ start: flaw.at, end: lineEnd(text, flaw.at), message: flawMessage('comment') });
    }
    return { text, tree: parsed.value, problems, sharesLine };
}

/** The parser's answer, or what to say where it throws. What is wrong is parsed once more, to be explained. */
function readStatement(text: string): ParseResult<Statement> | string {
    const parsed = readTree(raspServices(), text);
    const isRight = typeof parsed !== 'string' && parsed.lexerErrors.length === 0 && parsed.parserErrors.length === 0;
    return isRight ? parsed : readTree(explainingServices(), text);
}

/** Parsing never fails, whatever a text holds. */
function readTree(services: RaspServices, text: string): ParseResult<Statement> | string {
    try {
        return services.parser.LangiumParser.parse<Statement>(text, { rule: 'Statement' });
    } catch (error) {
        forgetHalf(services);
        return error instanceof RangeError ? flawMessage('nesting') : 'this cannot be read as a statement';
    }
}

/** An exception leaves a parser's half-built nodes behind, which the next statement would inherit. */
function forgetHalf({ parser }: RaspServices): void {
    const half: unknown = Reflect.get(parser.LangiumParser, 'stack');
    if (Array.isArray(half)) {
        half.length = 0;
    }
}

function flawMessage(kind: SpanFlaw['kind']): string {
    switch (kind) {
        case 'nesting': return `this statement nests brackets, blocks, \`if\`s or signs more than ${limitText(limits.nesting)} deep, the limit: give parts of it names of their own`;
        case 'chain': return `this statement has more than ${limitText(limits.chain)} operators in a row, the limit: give parts of it names of their own`;
        case 'length': return `this statement is longer than ${limitText(limits.statementLength)} characters, the limit: split it`;
        case 'comment': return 'a comment inside a statement must stand on a line of its own: move it there, or behind the `;`';
    }
}
