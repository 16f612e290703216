import { Linter } from '../../../language/lints/linter';
import { fixesOf, placeFindings } from '../../../language/lints/placed-findings';
import type { PlacedFinding } from '../../../language/lints/placed-findings';
import type { LintId, LintLevels } from '../../../language/lints/registry';
import type { Program } from '../../../language/program/program';
import { applyEdits } from '../../../language/syntax/edit';

/** What the lints find in a program, in its order. */
export function findingsOf(program: Program, levels: LintLevels = {}): PlacedFinding[] {
    return placeFindings(program, new Linter().find(program), levels);
}

/** All findings of a program, each drawn under the line on which it begins. */
export function drawFindings(program: Program, levels: LintLevels = {}): string {
    const { text } = program;
    return findingsOf(program, levels).map(({ start, end, severity, finding: { id, message } }) => {
        const lineStart = text.lastIndexOf('\n', start - 1) + 1;
        const lineEnd = text.indexOf('\n', start) < 0 ? text.length : text.indexOf('\n', start);
        const mark = '^'.repeat(Math.max(1, Math.min(end, lineEnd) - start)) + (end > lineEnd ? '…' : '');
        return `${text.slice(lineStart, lineEnd).trimEnd()}\n${' '.repeat(start - lineStart)}${mark} ${severity} [${id}]: ${message}`;
    }).join('\n');
}

/** The program after each of the fixes of its first finding of a kind, by the fix's title. */
export function fixedBy(program: Program, id: LintId): Record<string, string> {
    const [first] = findingsOf(program).filter(({ finding }) => finding.id === id);
    const fixes = first === undefined ? [] : fixesOf(program, first.finding);
    return Object.fromEntries(fixes.map(({ title, edits }) => [title, applyEdits(program.text, edits)]));
}
