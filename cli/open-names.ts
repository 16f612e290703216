import type { Program } from '../language/program/program.js';
import { chooseNames } from './names.js';
import type { NamedValue, NamelessValue } from './names.js';
import { openProgram } from './open-program.js';
import { reportProblems } from './problem-report.js';
import { readSource, UnreadableFile } from './source-file.js';
import type { SourceFile } from './source-file.js';
import { complain, printable } from './terminal.js';
import type { Terminal } from './terminal.js';

/** A program that has run, with the names that a command is about. */
export interface OpenedNames {
    readonly source: SourceFile;
    readonly program: Program;
    readonly chosen: readonly (NamedValue | NamelessValue)[];
    /** Whether something that was asked for is missing: a name, or, where the whole file was asked for, one of its statements. */
    readonly isIncomplete: boolean;
}

/**
 * Runs a file for `rasp run` and `rasp cost`, and tells on standard error what is wrong with it and with the names.
 * @param names none means the file's own s-ops and selectors
 * @returns undefined when the file cannot be read
 */
export async function openNames(terminal: Terminal, file: string, names: readonly string[]): Promise<OpenedNames | undefined> {
    let source: SourceFile;
    try {
        source = await readSource(terminal, file);
    } catch (error) {
        if (!(error instanceof UnreadableFile)) {
            throw error;
        }
        complain(terminal, error.message);
        return undefined;
    }
    const program = openProgram(terminal, source);
    const report = reportProblems(terminal, source, program, { warnings: false, colours: terminal.colours.err });
    terminal.err(report.text);
    const chosen = chooseNames(program, names);
    const nameless = chosen.filter(entry => 'problem' in entry);
    for (const { problem } of nameless) {
        complain(terminal, `${source.label}: ${problem}`);
    }
    return { source, program, chosen, isIncomplete: nameless.length > 0 || (names.length === 0 && report.errors > 0) };
}

/** Says that a file has nothing of its own to print. */
export function tellNothingSet(terminal: Terminal, source: SourceFile): void {
    terminal.err(`${printable(source.label)} sets no s-ops or selectors of its own; names that it loads, or that begin with \`_\`, can be given behind the file\n`);
}
