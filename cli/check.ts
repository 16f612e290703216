import { Expectations } from '../language/expectations/expectations.js';
import { findFiles } from './find-files.js';
import { openProgram } from './open-program.js';
import { reportProblems } from './problem-report.js';
import { readSource, UnreadableFile } from './source-file.js';
import { complain, counted, exitCodes } from './terminal.js';
import type { Terminal } from './terminal.js';

/**
 * `rasp check`: prints the problems of files and of folders of files, and what the lints say of them.
 * @param isStrict whether warnings, those of lints among them, are problems too
 * @returns the exit code
 */
export async function check(terminal: Terminal, given: readonly string[], { isStrict = false }: { readonly isStrict?: boolean } = {}): Promise<number> {
    const { files, refusals } = findFiles(terminal, given);
    let errors = 0;
    let warnings = 0;
    let checked = 0;
    for (const file of files) {
        try {
            const source = await readSource(terminal, file);
            const program = openProgram(terminal, source);
            const expectations = new Expectations(program);
            expectations.update();
            expectations.check();
            const report = reportProblems(terminal, source, program, { warnings: true, lints: true, colours: terminal.colours.out, expectations: expectations.all });
            terminal.out(report.text);
            errors += report.errors;
            warnings += report.warnings;
            checked++;
        } catch (error) {
            if (!(error instanceof UnreadableFile)) {
                throw error;
            }
            refusals.push(error.message);
        }
    }
    for (const refusal of refusals) {
        complain(terminal, refusal);
    }
    if (checked > 0) {
        terminal.err(`${summary(errors, warnings)} in ${counted(checked, 'file')}\n`);
    }
    return errors > 0 || refusals.length > 0 || (isStrict && warnings > 0) ? exitCodes.problems : exitCodes.ok;
}

function summary(errors: number, warnings: number): string {
    const parts = [...(errors > 0 ? [counted(errors, 'error')] : []), ...(warnings > 0 ? [counted(warnings, 'warning')] : [])];
    return parts.length > 0 ? parts.join(', ') : 'no problems';
}
