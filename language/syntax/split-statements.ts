import { limits } from '../limits.js';

/** One top-level statement's place in a file, found without parsing it. */
export interface StatementSpan {
    /** Offset of its first character. */
    readonly start: number;
    /** Offset behind its last character: `;`, `}` or the end of its line. */
    readonly end: number;
    /** Why it cannot be parsed as it stands, if that is known already. */
    readonly flaw: SpanFlaw | undefined;
}

export interface SpanFlaw {
    readonly kind: 'nesting' | 'chain' | 'length' | 'comment';
    /** Offset where the flaw shows. */
    readonly at: number;
}

/** Statements of the prompt, which end with their line instead of `;`. */
const lineStatement = /(?:set|show|examples|exit|quit)(?![A-Za-z0-9_])|(?:s-op|selector)(?![A-Za-z0-9_])|full seq display(?![A-Za-z0-9_])/y;
/** What can only begin a statement, so that an unfinished one before it ends there. More names than a hundred are not looked at: a pattern's stack has an end. */
const certainStart = /[ \t]*(?:(?:def|load|set|show|examples|exit|quit|draw)(?![A-Za-z0-9_])|(?!assume_bos)[A-Za-z_][A-Za-z0-9_]*[ \t]*(?:,[ \t]*[A-Za-z_][A-Za-z0-9_]*[ \t]*){0,99}=(?!=))/y;
const forStart = /[ \t]*for(?![A-Za-z0-9_])/y;
const unindentedStart = /(?:(?:def|for|load|set|show|examples|exit|quit|draw)(?![A-Za-z0-9_])|[A-Za-z_][A-Za-z0-9_]*[ \t]*(?:,[ \t]*[A-Za-z_][A-Za-z0-9_]*[ \t]*){0,99}=(?!=))/y;
const word = /[A-Za-z_][A-Za-z0-9_]*/y;
const operatorWords = new Set(['and', 'or', 'in', 'if', 'not']);

function matches(pattern: RegExp, text: string, at: number): boolean {
    pattern.lastIndex = at;
    return pattern.test(text);
}

/**
 * Cuts a file into top-level statements. Each is found from where the one before it ended, so an edit
 * changes only the spans that it touches. A statement that lacks its end stops where a line can only
 * be the next statement's beginning, so that one mistake does not swallow the rest of the file.
 */
export class StatementSplitter {
    private readonly text: string;
    private position: number;
    private unclosed = 0;

    constructor(text: string) {
        this.text = text;
        this.position = 0;
    }

    /** The next statement, or undefined at the end of the text. */
    next(): StatementSpan | undefined {
        const start = this.skipBlank(this.position);
        if (start >= this.text.length) {
            this.position = start;
            return undefined;
        }
        let span = new SpanScanner(this.text, start).scan(this.unclosed >= limits.unclosedBlocks);
        if (span.unclosedBlock) {
            this.unclosed++;
            const cut = this.nextUnindentedStart(start);
            if (cut < span.end) {
                span = { ...span, end: this.trimEnd(start, cut), flaw: span.flaw !== undefined && span.flaw.at < cut ? span.flaw : undefined };
            }
        }
        this.position = span.end;
        const flaw = span.end - span.start > limits.statementLength ? { kind: 'length' as const, at: span.start } : span.flaw;
        return { start: span.start, end: span.end, flaw };
    }

    private skipBlank(from: number): number {
        let at = from;
        for (;;) {
            const code = this.text.charCodeAt(at);
            if (code === 32 || code === 10 || code === 13 || code === 9 || code === 12) {
                at++;
            } else if (code === 35) {
                at = lineEnd(this.text, at);
            } else {
                return at;
            }
        }
    }

    private nextUnindentedStart(start: number): number {
        for (let line = this.text.indexOf('\n', start); line >= 0; line = this.text.indexOf('\n', line + 1)) {
            if (matches(unindentedStart, this.text, line + 1)) {
                return line + 1;
            }
        }
        return this.text.length;
    }

    private trimEnd(start: number, end: number): number {
        let at = end;
        while (at > start && /\s/.test(this.text[at - 1] ?? '')) {
            at--;
        }
        return at;
    }
}

/** Offset of the end of the line that `at` is on. */
export function lineEnd(text: string, at: number): number {
    const end = text.indexOf('\n', at);
    return end < 0 ? text.length : end > at && text[end - 1] === '\r' ? end - 1 : end;
}

interface Level {
    /** Operators, calls and indices since this level opened or since its last separator. */
    chain: number;
    pendingIfs: number;
    /** Unary operators waiting for their operand. */
    signs: number;
}

/** Scans one statement: its end, how deep it nests and how long its chains of operators are. */
class SpanScanner {
    private readonly text: string;
    private readonly start: number;
    private at: number;
    private levels: Level[] = [{ chain: 0, pendingIfs: 0, signs: 0 }];
    private depth = 0;
    private assigned = false;
    private last = 0;
    /** Whether the last token ends an operand, so that `{` after it opens a block and `(` a call. */
    private afterOperand = false;
    private blocks = 0;
    private flaw: SpanFlaw | undefined;
    /** Offset behind the last token that is no comment. */
    private tokensEnd: number;

    constructor(text: string, start: number) {
        this.text = text;
        this.start = start;
        this.tokensEnd = start;
        this.at = start;
    }

    /** @param cutEarly whether an open block ends where a line at the margin can begin a statement; keeps files of unclosed blocks linear. */
    scan(cutEarly: boolean): StatementSpan & { unclosedBlock: boolean } {
        if (this.text.startsWith('//', this.start)) {
            // Someone takes it for a comment, which a person would read to the end of its line.
            this.tokensEnd = lineEnd(this.text, this.start);
            return this.span(this.tokensEnd, false);
        }
        const isLine = matches(lineStatement, this.text, this.start);
        const isBlock = matches(/(?:def|for)(?![A-Za-z0-9_])/y, this.text, this.start);
        // Comments inside a statement stand alone on their line, but may follow `;`, `{` and `}` of blocks.
        let commentAllowed = true;
        while (this.at < this.text.length) {
            const char = this.text.charCodeAt(this.at);
            if (char === 10 || char === 13) {
                if (char === 10) {
                    if (isLine && this.levels.length === 1) {
                        return this.span(this.at, false);
                    }
                    if (isBlock && this.blocks > 0 ? cutEarly && matches(unindentedStart, this.text, this.at + 1) : this.nextStatementAt(this.at + 1)) {
                        return this.span(this.at, false);
                    }
                    commentAllowed = true;
                }
                this.at++;
            } else if (char === 32 || char === 9 || char === 12) {
                this.at++;
            } else if (char === 35) {
                if (isLine && this.levels.length === 1) {
                    return this.span(this.at, false);
                }
                if (!commentAllowed) {
                    this.report('comment', this.at);
                }
                this.at = lineEnd(this.text, this.at);
            } else {
                commentAllowed = false;
                this.last = char;
                const before = this.blocks;
                this.token(char);
                this.tokensEnd = this.at;
                const outermost = this.levels.length === 1;
                if (char === 59) {
                    commentAllowed = this.levels.length === 1 + this.blocks;
                    if (outermost) {
                        return this.span(this.at, false);
                    }
                } else if (before !== this.blocks) {
                    commentAllowed = true;
                    if (isBlock && outermost && char === 125) {
                        return this.span(this.at, false);
                    }
                }
            }
        }
        return this.span(this.text.length, isBlock);
    }

    /** Comments behind the last token are not part of a statement, also of one that lacks its end. */
    private span(end: number, unclosedBlock: boolean): StatementSpan & { unclosedBlock: boolean } {
        const isBehind = this.flaw?.kind === 'comment' && this.flaw.at >= this.tokensEnd;
        return { start: this.start, end: Math.min(end, this.tokensEnd), flaw: isBehind ? undefined : this.flaw, unclosedBlock };
    }

    private nextStatementAt(line: number): boolean {
        // `a,` on a line and `b = …` on the next are one assignment.
        if (this.last === 44 && !this.assigned) {
            return false;
        }
        return matches(certainStart, this.text, line) || (this.levels.length === 1 && matches(forStart, this.text, line));
    }

    private report(kind: SpanFlaw['kind'], at: number): void {
        this.flaw ??= { kind, at };
    }

    private token(char: number): void {
        const begin = this.at;
        if ((char >= 65 && char <= 90) || (char >= 97 && char <= 122) || char === 95) {
            word.lastIndex = begin;
            this.word(word.exec(this.text)?.[0] ?? '', begin);
        } else if (char >= 48 && char <= 57) {
            this.at++;
            while (this.text.charCodeAt(this.at) >= 48 && this.text.charCodeAt(this.at) <= 57) {
                this.at++;
            }
            this.operand();
        } else if (char === 34) {
            const close = this.text.indexOf('"', begin + 1);
            const end = lineEnd(this.text, begin);
            this.at = close < 0 || close > end ? end : close + 1;
            this.operand();
        } else {
            this.at++;
            this.punctuation(char, begin);
        }
    }

    private word(name: string, begin: number): void {
        this.at = begin + name.length;
        const level = this.level();
        if (name === 'if') {
            level.pendingIfs++;
            this.deeper(begin);
            this.operator(begin);
        } else if (name === 'else') {
            if (level.pendingIfs > 0) {
                level.pendingIfs--;
                this.depth--;
            }
            this.afterOperand = false;
        } else if (operatorWords.has(name)) {
            if (name === 'not') {
                this.sign(begin);
            } else {
                this.operator(begin);
            }
        } else {
            this.operand();
        }
    }

    private punctuation(char: number, begin: number): void {
        switch (char) {
            case 40: case 91: // ( [
                if (this.afterOperand) {
                    this.operator(begin);
                }
                this.open(begin);
                break;
            case 123: // {
                if (this.afterOperand) {
                    this.blocks++;
                }
                this.open(begin);
                break;
            case 41: case 93: case 125: { // ) ] }
                if (this.levels.length > 1) {
                    this.depth -= 1 + this.level().pendingIfs + this.level().signs;
                    this.levels.pop();
                }
                if (char === 125 && this.blocks > 0 && this.levels.length === this.blocks) {
                    this.blocks--;
                    this.separate();
                } else {
                    this.operand();
                }
                break;
            }
            case 44: case 59: case 58: // , ; :
                this.separate();
                break;
            case 43: case 45: // + -
                if (this.afterOperand) {
                    this.operator(begin);
                } else {
                    this.sign(begin);
                }
                break;
            default:
                this.assigned ||= char === 61;
                this.operator(begin);
        }
    }

    private separate(): void {
        const level = this.level();
        this.depth -= level.pendingIfs + level.signs;
        level.chain = 0;
        level.pendingIfs = 0;
        level.signs = 0;
        this.afterOperand = false;
    }

    private level(): Level {
        return this.levels[this.levels.length - 1] ?? { chain: 0, pendingIfs: 0, signs: 0 };
    }

    private open(begin: number): void {
        this.levels.push({ chain: 0, pendingIfs: 0, signs: 0 });
        this.afterOperand = false;
        this.deeper(begin);
    }

    private operand(): void {
        const level = this.level();
        this.afterOperand = true;
        this.depth -= level.signs;
        level.signs = 0;
    }

    private sign(begin: number): void {
        this.level().signs++;
        this.afterOperand = false;
        this.deeper(begin);
    }

    private operator(begin: number): void {
        const level = this.level();
        this.afterOperand = false;
        this.depth -= level.signs;
        level.signs = 0;
        if (++level.chain > limits.chain) {
            this.report('chain', begin);
        }
    }

    private deeper(begin: number): void {
        if (++this.depth > limits.nesting) {
            this.report('nesting', begin);
        }
    }
}
