import type { CheckedExpectation } from '../language/expectations/expectations.js';
import { Linter } from '../language/lints/linter.js';
import { placeFindings } from '../language/lints/placed-findings.js';
import type { Problem, Severity } from '../language/program/problem.js';
import type { Program } from '../language/program/program.js';
import { Places, placeText } from './places.js';
import type { NamedPlace } from './places.js';
import type { SourceFile } from './source-file.js';
import { paint, printable } from './terminal.js';
import type { Terminal } from './terminal.js';

/** The problems of a file, as text and as numbers. */
export interface ProblemReport {
    readonly text: string;
    readonly errors: number;
    readonly warnings: number;
}

/** Problems of one file that are printed; the rest are counted. */
const mostPrinted = 1_000;

const severityNames: Record<Severity | 'hint', string> = { error: 'error', warning: 'warning', information: 'note', hint: 'hint' };

interface ReportOptions {
    readonly warnings: boolean;
    /** Whether what the lints find is listed, behind the rest. */
    readonly lints?: boolean;
    readonly colours: boolean;
    /** Those that do not hold are problems too. */
    readonly expectations?: readonly CheckedExpectation[];
}

/** A program's problems, each as `file:line:column: error: message` with its related places below it, then what the lints find. */
export function reportProblems(terminal: Terminal, source: SourceFile, program: Program, options: ReportOptions): ProblemReport {
    const places = new Places(terminal, source, program);
    const colours = paint(options.colours);
    const severityColours: Record<Severity | 'hint', (text: string) => string> = { error: colours.red, warning: colours.yellow, information: colours.cyan, hint: colours.dim };
    const counts: Record<Severity | 'hint', number> = { error: 0, warning: 0, information: 0, hint: 0 };
    const lines: string[] = [];
    let left = 0;
    const add = (severity: Severity | 'hint', at: NamedPlace | undefined, message: string): boolean => {
        counts[severity]++;
        if (counts.error + counts.warning + counts.information + counts.hint > mostPrinted) {
            left++;
            return false;
        }
        const place = printable(at === undefined ? source.label : placeText(at));
        lines.push(`${colours.bold(`${place}:`)} ${severityColours[severity](`${severityNames[severity]}:`)} ${printable(message)}`);
        return true;
    };
    const expectations = [...options.expectations ?? []].reverse();
    const addExpectations = (statementsAbove: number): void => {
        for (let next = expectations.at(-1); next !== undefined && next.statementsAbove <= statementsAbove; next = expectations.at(-1)) {
            expectations.pop();
            const { offset, outcome } = next;
            if (outcome?.status === 'failed' || outcome?.status === 'unreadable') {
                add('error', places.at(offset + outcome.start), outcome.status === 'failed' ? `expectation fails: ${outcome.message}` : outcome.message);
            }
        }
    };
    for (const [i, { statement, problems }] of program.statements.entries()) {
        addExpectations(i);
        const shown = problems.filter(problem => options.warnings || problem.severity === 'error').sort(byPlace);
        for (const { severity, message, start, end, related } of shown) {
            if (!add(severity, places.of({ uri: source.uri, statement }, start, end), message)) {
                continue;
            }
            for (const other of related) {
                const there = places.of(other.unit, other.start, other.end);
                if (there !== undefined) {
                    // The problem has said it already when the place is the one inside a function.
                    const what = other.message === message ? 'it happens here' : other.message;
                    lines.push(`    ${printable(placeText(there))}: ${printable(what)}`);
                }
            }
        }
    }
    addExpectations(Infinity);
    for (const { finding, severity, start, related } of options.lints === true ? placeFindings(program, new Linter().find(program), {}) : []) {
        if (add(severity, places.at(start), `${finding.message} [${finding.id}]`) && related !== undefined) {
            lines.push(`    ${printable(placeText(places.at(related.start)))}: ${printable(related.message)}`);
        }
    }
    if (left > 0) {
        lines.push(`${printable(source.label)}: and ${left.toLocaleString('en-US')} more problems, which are not listed`);
    }
    return { text: lines.map(line => `${line}\n`).join(''), errors: counts.error, warnings: counts.warning };
}

function byPlace(a: Problem, b: Problem): number {
    return a.start - b.start || a.end - b.end;
}
