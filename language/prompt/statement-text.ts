import { BitMatrix } from '../evaluation/bit-matrix.js';
import { Failure } from '../evaluation/evaluation.js';
import type { Session, StatementResult } from '../program/session.js';
import { Missing, Shown } from '../program/value.js';
import type { Value } from '../program/value.js';
import type { Draw, ShowExample } from '../syntax/generated/ast.js';
import { drawnBy, variableOf } from './drawn.js';
import { errorText, failureText } from './error-text.js';
import { ValuePrinter } from './value-printer.js';

/** What the prompt prints for a statement that has run. */
export function statementText(session: Session, result: StatementResult): string {
    const { tree } = result.statement;
    if (tree?.$type === 'Load' && (result.notes.length > 0 || !hasErrors(result))) {
        return loadText(session, result);
    }
    const error = result.problems.find(problem => problem.severity === 'error');
    if (error !== undefined) {
        return errorText(error);
    }
    switch (tree?.$type) {
        // A variable shows under its name, everything else as `out`.
        case 'ExpressionStatement': return result.value === undefined ? '' : namedText(session, [[variableOf(tree.expression) ?? 'out', result.value]]);
        case 'Assignment': return namedText(session, valuesOf(session, tree.targets));
        case 'FunctionDefinition': return namedText(session, valuesOf(session, [tree.name]));
        case 'Draw': return drawText(session, tree);
        case 'ShowExample': return exampleText(session, tree);
        default: return '';
    }
}

function hasErrors({ problems }: StatementResult): boolean {
    return problems.some(problem => problem.severity === 'error');
}

function valuesOf(session: Session, names: readonly string[]): [string, Value][] {
    return names.flatMap(name => {
        const value = session.globals.get(name);
        return value === undefined || value instanceof Missing ? [] : [[name, value] as [string, Value]];
    });
}

function namedText(session: Session, values: readonly (readonly [string, Value])[]): string {
    const printer = new ValuePrinter(session);
    return values.map(([name, value]) => (value instanceof Shown ? printer.shown(value) : printer.named(name, value))).join('');
}

/** The last value of each name that the files made, in their order, among their errors. */
function loadText(session: Session, { notes }: StatementResult): string {
    const printer = new ValuePrinter(session, { ...session.switches, sOpExamples: false, selectorExamples: false });
    const last = new Map<string, number>();
    notes.forEach((note, i) => {
        if ('name' in note) {
            last.set(note.name, i);
        }
    });
    return notes.map((note, i) => {
        if ('problem' in note) {
            return note.sharesLine ? failureText(note.problem.message) : errorText(note.problem);
        }
        return last.get(note.name) === i ? printer.named(note.name, note.value) : '';
    }).join('');
}

/** The value of what was drawn, as the reference shows it beside the drawing. */
function drawText(session: Session, tree: Draw): string {
    const drawn = drawnBy(session, tree);
    const column = drawn === undefined ? undefined : session.evaluationOn(drawn.input).result(drawn.sop);
    return drawn === undefined || column === undefined || column instanceof Failure || column instanceof BitMatrix ? ''
        : new ValuePrinter(session).shown(new Shown(drawn.sop, drawn.input, column));
}

function exampleText({ examples }: Session, { kind }: ShowExample): string {
    return (['s-op', 'selector'] as const).filter(which => kind === undefined || kind === which)
        .map(which => `\t${which} example: ${examples[which].pythonText}\n`).join('');
}
