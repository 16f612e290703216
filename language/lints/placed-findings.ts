import type { Program } from '../program/program.js';
import type { ParsedStatement } from '../syntax/parse.js';
import { Allowances } from './allowances.js';
import type { Finding, Fix, FixContext } from './lint.js';
import { levelOf } from './registry.js';
import type { LintLevels, LintSeverity } from './registry.js';

/** A finding in a file, as loud as the settings make it. Offsets in the file. */
export interface PlacedFinding {
    readonly finding: Finding;
    readonly severity: LintSeverity;
    readonly start: number;
    readonly end: number;
    readonly related?: { readonly start: number; readonly end: number; readonly message: string };
}

/** Puts findings in their places, in the file's order, without those that are switched off, silenced or of statements that are gone. */
export function placeFindings(program: Program, findings: readonly Finding[], levels: LintLevels): PlacedFinding[] {
    const { offsetOf } = contextOf(program);
    const allowances = new Allowances(program.text);
    const placed: PlacedFinding[] = [];
    for (const finding of findings) {
        const level = levelOf(finding.id, levels);
        const offset = level === 'off' ? undefined : offsetOf(finding.statement);
        if (level === 'off' || offset === undefined || allowances.allows(finding.id, offset + finding.start) || allowances.allows(finding.id, offset)) {
            continue;
        }
        const { related } = finding;
        const relatedOffset = related === undefined ? undefined : offsetOf(related.statement);
        placed.push({
            finding, severity: finding.isMild === true && levels[finding.id] === undefined ? 'hint' : level, start: offset + finding.start, end: offset + finding.end,
            ...(related === undefined || relatedOffset === undefined ? {} : { related: { start: relatedOffset + related.start, end: relatedOffset + related.end, message: related.message } })
        });
    }
    return placed.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** The ways to mend a finding, the best one first. */
export function fixesOf(program: Program, finding: Finding): readonly Fix[] {
    return finding.fixes?.(contextOf(program)) ?? [];
}

function contextOf(program: Program): FixContext {
    let offsets: ReadonlyMap<ParsedStatement, number> | undefined;
    return {
        program,
        offsetOf: statement => (offsets ??= new Map(program.parsed.map(placed => [placed.statement, placed.offset]))).get(statement)
    };
}
