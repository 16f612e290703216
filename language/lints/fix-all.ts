import type { Program } from '../program/program.js';
import type { Edit } from '../syntax/edit.js';
import { doOverlap } from '../syntax/edit.js';
import type { Fix } from './lint.js';
import { fixesOf } from './placed-findings.js';
import type { PlacedFinding } from './placed-findings.js';
import { lints } from './registry.js';
import type { LintId } from './registry.js';

/** The first fix of every finding of one kind, where those keep what the program means and there are several. Of fixes that touch each other the first is taken. */
export function fixAll(program: Program, placed: readonly PlacedFinding[], id: LintId): Fix | undefined {
    const own = placed.filter(({ finding }) => finding.id === id);
    if (!lints[id].isSafe || own.length < 2) {
        return undefined;
    }
    const edits: Edit[] = [];
    let last: readonly Edit[] = [];
    let count = 0;
    for (const { finding } of own) {
        const [fix] = fixesOf(program, finding);
        if (fix !== undefined && !doOverlap(last, fix.edits)) {
            edits.push(...fix.edits);
            last = fix.edits;
            count++;
        }
    }
    return count < 2 ? undefined : { title: `Fix all ${count} \`${id}\` in this file`, edits };
}
