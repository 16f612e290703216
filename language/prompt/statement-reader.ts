import { limits } from '../limits.js';
import { parseProgram } from '../syntax/parse.js';
import type { ParsedStatement, PlacedStatement } from '../syntax/parse.js';
import { StatementSplitter } from '../syntax/split-statements.js';

/** What the lines typed so far hold: a statement, or several that share a line, none of which may run. */
export type TypedStatements = readonly [ParsedStatement, ...ParsedStatement[]];

/** Shorter texts are parsed after each line, so that a mistake shows at once; longer ones when they may be finished. */
const parsedAtOnce = 4_000;

/** Puts typed lines together until they are statements. */
export class StatementReader {
    private typed = '';
    private isContinued = false;

    /** What stands before the next line. */
    get prompt(): string {
        const definitions = this.typed.split(/\s+/).filter(word => word === 'def').length;
        return this.isContinued ? `.. ${'  '.repeat(definitions)}` : '>> ';
    }

    /** Forgets an unfinished statement. */
    drop(): void {
        this.typed = '';
        this.isContinued = false;
    }

    /** The statements that a line ends. */
    add(line: string): TypedStatements[] {
        const text = this.typed + (line.trim().startsWith('#') ? '' : line);
        const groups = text.length <= parsedAtOnce || mayBeFinished(text) ? groupByLine(text) : undefined;
        const last = groups?.at(-1)?.at(-1);
        if (groups !== undefined && last !== undefined && (!isUnfinished(last.statement) || isCutOff(text, last))) {
            this.drop();
            return groups.map(statementsOf);
        }
        const pending = groups?.at(-1)?.[0].offset ?? 0;
        this.typed = separated(text.slice(pending));
        this.isContinued = true;
        return (groups ?? []).slice(0, -1).map(statementsOf);
    }

    /** Whether a statement has begun that is not finished. */
    get isPending(): boolean {
        return this.typed.trim() !== '';
    }

    /** What the statement lacks that has begun and is not finished, such as "expected `;`". */
    get unfinished(): string | undefined {
        const last = parseProgram(this.typed).at(-1)?.statement;
        const [problem] = (last?.sharesLine === true ? parseProgram(last.text).at(-1)?.statement.problems : last?.problems) ?? [];
        return problem?.message.replace(/^this statement is not finished: /, '');
    }
}

type Group = readonly [PlacedStatement, ...PlacedStatement[]];

function groupByLine(text: string): Group[] {
    const groups: [PlacedStatement, ...PlacedStatement[]][] = [];
    for (const placed of parseProgram(text)) {
        const group = groups.at(-1);
        const before = group?.at(-1);
        if (group !== undefined && before !== undefined && !text.slice(before.offset + before.statement.text.length, placed.offset).includes('\n')) {
            group.push(placed);
        } else {
            groups.push([placed]);
        }
    }
    return groups;
}

function statementsOf([first, ...rest]: Group): TypedStatements {
    return [first.statement, ...rest.map(({ statement }) => statement)];
}

/** Whether more lines can finish a statement. Those that share a line are not parsed there, so that it is done here. */
function isUnfinished(statement: ParsedStatement): boolean {
    const parsed = statement.sharesLine ? parseProgram(statement.text).at(-1)?.statement : statement;
    return parsed?.problems.length === 1 && parsed.problems[0]?.isAtEnd === true;
}

/** Whether a comment follows on the line where a statement breaks off: nothing may follow that in the same statement. */
function isCutOff(text: string, { offset, statement }: PlacedStatement): boolean {
    return /^[ \t]*#/.test(text.slice(offset + statement.text.length));
}

/** Statements that end with their line go on in it; all others keep their line breaks, for the sake of comments. */
function separated(text: string): string {
    return text === '' ? '' : text + (/^\s*(?:set|show|examples|s-op|selector|full)\b/.test(text) ? ' ' : '\n');
}

/** Whether the text may hold whole statements only, told without parsing. */
function mayBeFinished(text: string): boolean {
    if (text.length > limits.statementLength) {
        return true;
    }
    const splitter = new StatementSplitter(text);
    let end = 0;
    let count = 0;
    for (let span = splitter.next(); span !== undefined; span = splitter.next()) {
        end = span.end;
        count++;
    }
    return count !== 1 || (/[;}]$/.test(text.slice(0, end)) && !hasOpenBrace(text));
}

function hasOpenBrace(text: string): boolean {
    let open = 0;
    for (const [piece] of text.matchAll(/"[^"\n]*"|#[^\n]*|[{}]/g)) {
        open += piece === '{' ? 1 : piece === '}' ? -1 : 0;
    }
    return open > 0;
}
