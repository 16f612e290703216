import { availableParallelism } from 'node:os';
import { isSelector, isSOp } from '../language/graph/nodes.js';
import type { BatchStreams } from './batch-streams.js';
import { noGraphNode } from './names.js';
import { openNames } from './open-names.js';
import type { OpenedNames } from './open-names.js';
import { runBatch } from './run-batch.js';
import { complain, exitCodes } from './terminal.js';
import type { Terminal } from './terminal.js';

export interface BatchOptions {
    readonly sop: readonly string[];
    readonly selectors: boolean;
    /** As typed: a number, or `all` for one thread per processor. */
    readonly jobs: string;
}

/** `rasp batch`: the values of s-ops and selectors on each line of standard input. @returns the exit code */
export async function batch(terminal: Terminal, file: string, options: BatchOptions, streams?: BatchStreams): Promise<number> {
    const jobs = readJobs(terminal, options.jobs);
    if (jobs === undefined) {
        return exitCodes.usage;
    }
    const opened = await openForBatch(terminal, file, options.sop);
    return typeof opened === 'number' ? opened : runBatch(terminal, opened, { task: { names: [...new Set(options.sop)], selectors: options.selectors }, jobs }, streams);
}

/** The threads that are asked for, or undefined when that cannot be understood, which is told. */
export function readJobs(terminal: Terminal, typed: string): number | undefined {
    const jobs = typed === 'all' ? availableParallelism() : Number(typed);
    if (Number.isInteger(jobs) && jobs >= 1 && jobs <= 256) {
        return jobs;
    }
    complain(terminal, `--jobs takes a number from 1 to 256, or all; found ${typed}`);
    return undefined;
}

/** Runs a file whose names are all to be s-ops or selectors; tells what is wrong. @returns the exit code when it is of no use */
export async function openForBatch(terminal: Terminal, file: string, names: readonly string[]): Promise<OpenedNames | number> {
    if (file === '-') {
        complain(terminal, 'the inputs come from standard input, so the program must be a file');
        return exitCodes.usage;
    }
    const opened = await openNames(terminal, file, names);
    if (opened === undefined || opened.isIncomplete) {
        return exitCodes.problems;
    }
    for (const entry of opened.chosen) {
        if ('value' in entry && !isSOp(entry.value) && !isSelector(entry.value)) {
            complain(terminal, noGraphNode(entry.name, entry.value));
            return exitCodes.problems;
        }
    }
    return opened;
}
