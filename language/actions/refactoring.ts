import type { Program, ProgramStatement } from '../program/program.js';
import type { Edit } from '../syntax/edit.js';
import type { Expression } from '../syntax/generated/ast.js';
import { rangeOf } from '../syntax/ranges.js';
import { isExpression, walk } from './tree.js';

/** A change of a file that keeps what its names give. Offsets in the file. */
export interface Refactoring {
    readonly kind: 'extract' | 'inline' | 'rewrite';
    readonly title: string;
    readonly edits: readonly Edit[];
    /** Where a name that was made up is used, which its author will want to change. Offset in the text after the edits. */
    readonly newName?: number;
}

/** A refactoring that somebody may look for at a place, and why it cannot be had there. */
export interface Refusal {
    readonly kind: Refactoring['kind'];
    readonly title: string;
    readonly reason: string;
}

/** A selected part of a program's text, or the cursor where both ends are one. Offsets in the file. */
export interface Selection {
    readonly program: Program;
    readonly start: number;
    readonly end: number;
}

/** An expression in its top-level statement. */
export interface SelectedExpression {
    readonly statement: ProgramStatement;
    readonly tree: Expression;
}

/** The selection without the blanks at its ends. */
export function trimmed({ program, start, end }: Selection): Selection {
    const { text } = program;
    let [from, to] = [Math.max(0, Math.min(start, text.length)), Math.max(0, Math.min(end, text.length))];
    while (from < to && /\s/.test(text[from] ?? '')) {
        from++;
    }
    while (to > from && /\s/.test(text[to - 1] ?? '')) {
        to--;
    }
    return { program, start: from, end: to };
}

/** A statement that has run and has no syntax error. */
export function soundStatementAt(program: Program, offset: number): ProgramStatement | undefined {
    const statement = program.statementAt(offset);
    return statement === undefined || statement.statement.problems.length > 0 || offset > statement.offset + statement.statement.text.length ? undefined : statement;
}

/** The largest expression that is exactly what is selected. */
export function selectedExpression(selection: Selection): SelectedExpression | undefined {
    const { program, start, end } = trimmed(selection);
    return start === end ? undefined : expressionWhere(program, start, range => range.start === start && range.end === end, 'outermost');
}

/** The smallest expression around a place that is as asked. */
export function expressionAround({ program, start, end }: Selection, isAsked: (tree: Expression) => boolean): SelectedExpression | undefined {
    return expressionWhere(program, start, (range, tree) => range.start <= start && end <= range.end && isAsked(tree), 'innermost');
}

function expressionWhere(program: Program, offset: number, isIt: (range: { start: number; end: number }, tree: Expression) => boolean, which: 'outermost' | 'innermost'): SelectedExpression | undefined {
    const statement = soundStatementAt(program, offset);
    const found: Expression[] = [];
    if (statement?.statement.tree === undefined) {
        return undefined;
    }
    walk(statement.statement.tree, part => {
        if (isExpression(part)) {
            const { start, end } = rangeOf(part);
            if (isIt({ start: start + statement.offset, end: end + statement.offset }, part)) {
                found.push(part);
            }
        }
        return true;
    });
    const tree = which === 'outermost' ? found[0] : found.at(-1);
    return tree === undefined ? undefined : { statement, tree };
}

/** Whether a program looks at the last value by its name `out`, which any rearrangement may change. */
export function usesOut({ text }: Program): boolean {
    return /(?<![A-Za-z0-9_])out(?![A-Za-z0-9_])/.test(text.replace(/#.*|"[^"\r\n]*"/g, ''));
}

/** The blanks before the line's first other character. */
export function indentationAt(text: string, offset: number): string {
    const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
    return /^[ \t]*/.exec(line)?.[0] ?? '';
}
