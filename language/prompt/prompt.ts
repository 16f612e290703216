import { Cancelled } from '../values/error.js';
import type { Problem } from '../program/problem.js';
import { openSession } from '../program/open-session.js';
import type { Session } from '../program/session.js';
import type { SessionOptions } from '../program/session-options.js';
import type { Value } from '../program/value.js';
import { parseProgram } from '../syntax/parse.js';
import type { ParsedStatement } from '../syntax/parse.js';
import { failureText, syntaxErrorText } from './error-text.js';
import { StatementReader } from './statement-reader.js';
import type { TypedStatements } from './statement-reader.js';
import { statementText } from './statement-text.js';

/** What a statement that was typed gave. */
export interface Answer {
    /** What the prompt prints: the reference's text where it has one. */
    readonly printed: string;
    /** The statement, and what is wrong with it in our own words, with places. */
    readonly statement: ParsedStatement;
    readonly problems: readonly Problem[];
    /** The value of an expression. */
    readonly value: Value | undefined;
}

/** RASP's prompt without its terminal: takes lines, runs the statements that they end, and says what is printed. */
export class Prompt {
    readonly session: Session;
    private readonly reader = new StatementReader();

    constructor(options: Partial<Omit<SessionOptions, 'foundation' | 'mode'>> = {}) {
        this.session = openSession({ ...options, mode: 'prompt' });
    }

    /** What is printed before all else. */
    get banner(): string {
        const { text } = this.session.examples['s-op'];
        return `RASP 0.1\nrunning example is: ${text.startsWith('"') ? text.slice(1, -1) : this.session.examples['s-op'].pythonText}\n`;
    }

    /** What stands before the next line. */
    get prompt(): string {
        return this.reader.prompt;
    }

    /** Whether a statement has begun that is not finished. */
    get isPending(): boolean {
        return this.reader.isPending;
    }

    /** What the statement lacks that has begun and is not finished, such as "expected `;`". */
    get unfinished(): string | undefined {
        return this.reader.unfinished;
    }

    /** Whether `exit` has run. */
    get exited(): boolean {
        return this.session.exited;
    }

    /** Forgets the unfinished statement. */
    drop(): void {
        this.reader.drop();
    }

    /** Takes a line. Throws nothing but `Cancelled`; then nothing remains of the statement that ran. */
    enter(line: string): Answer[] {
        const answers: Answer[] = [];
        for (const statements of this.reader.add(line)) {
            if (this.exited) {
                break;
            }
            answers.push(statements.length > 1 ? refuse(statements) : this.run(statements[0]));
        }
        return answers;
    }

    private run(statement: ParsedStatement): Answer {
        const { length } = this.session;
        try {
            const result = this.session.run(statement);
            return { printed: statementText(this.session, result), statement, problems: result.problems, value: result.value };
        } catch (error) {
            if (error instanceof Cancelled) {
                this.session.rewind(length);
            }
            throw error;
        }
    }
}

/** Statements that share a line: none of them runs. */
function refuse(statements: TypedStatements): Answer {
    const [statement] = statements;
    const problems = statement.problems.map(problem => ({ severity: 'error', category: 'syntax', related: [], ...problem }) satisfies Problem);
    // What is no statement on its own either is told first.
    for (const { text } of statements) {
        const wrong = parseProgram(text).find(piece => piece.statement.problems.length > 0)?.statement.problems[0];
        if (wrong !== undefined) {
            return { printed: syntaxErrorText(wrong.message), statement, problems, value: undefined };
        }
    }
    return { printed: failureText(problems[0]?.message ?? ''), statement, problems, value: undefined };
}
