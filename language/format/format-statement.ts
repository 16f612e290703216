import { raspServices } from '../syntax/parse.js';
import type { ParsedStatement } from '../syntax/parse.js';
import { StatementSplitter } from '../syntax/split-statements.js';
import { print } from './document.js';
import { statementDocument } from './statement-document.js';

/** What an editor says of indentation; everything else is decided. */
export interface FormatOptions {
    /** Columns of one step of indentation. */
    readonly indentSize: number;
    readonly useTabs: boolean;
}

export const defaultFormat: FormatOptions = { indentSize: 4, useTabs: false };

/** Columns that a line keeps within where it can: as many as the programs of the paper need for their longest lines. */
const width = 120;

interface Formatted {
    readonly unit: string;
    readonly indentSize: number;
    readonly text: string | undefined;
}

const known = new WeakMap<ParsedStatement, Formatted>();

/** One step of indentation. */
export function indentUnit({ indentSize, useTabs }: FormatOptions): string {
    return useTabs ? '\t' : ' '.repeat(indentSize);
}

/** A statement in the canonical style, with `\n` between its lines; undefined when it does not parse and stays as it is. */
export function formatStatement(statement: ParsedStatement, options: FormatOptions): string | undefined {
    const unit = indentUnit(options);
    const before = known.get(statement);
    if (before?.unit === unit && before.indentSize === options.indentSize) {
        return before.text;
    }
    const text = freshFormat(statement, unit, options.indentSize);
    known.set(statement, { unit, indentSize: options.indentSize, text });
    return text;
}

function freshFormat({ text, tree, problems, sharesLine }: ParsedStatement, unit: string, indentSize: number): string | undefined {
    // A carriage return alone ends a line for some readers of the text and not for others.
    if (tree === undefined || problems.length > 0 || sharesLine || /\r(?!\n)/.test(text)) {
        return undefined;
    }
    const formatted = print(statementDocument(text, tree), { width, unit, unitWidth: indentSize });
    return formatted === text || isSameStatement(text, formatted) ? formatted : undefined;
}

/** Whether two texts have the same tokens, and the second is one whole statement: the last word before anything is changed. */
function isSameStatement(before: string, after: string): boolean {
    const splitter = new StatementSplitter(after);
    const span = splitter.next();
    if (span?.start !== 0 || span.end !== after.length || span.flaw !== undefined) {
        return false;
    }
    const [old, fresh] = [before, after].map(text => raspServices().parser.Lexer.tokenize(text));
    return old !== undefined && fresh !== undefined && old.tokens.length === fresh.tokens.length && fresh.errors.length === 0
        && old.tokens.every((token, i) => token.image === fresh.tokens[i]?.image)
        && old.hidden.filter(isComment).length === fresh.hidden.filter(isComment).length;
}

function isComment({ image }: { readonly image: string }): boolean {
    return image.startsWith('#');
}
