import { decodedJson, decodeNode, optionsProblem } from '../language/batch/decode.js';
import type { Decoded, DecodeOptions } from '../language/batch/decode.js';
import { isSelector } from '../language/graph/nodes.js';
import type { SOp } from '../language/graph/nodes.js';
import { readCommandInput } from '../language/program/typed-input.js';
import { shownAtom } from '../language/evaluation/show.js';
import type { Input } from '../language/evaluation/input.js';
import { openForBatch, readJobs } from './batch.js';
import type { BatchStreams } from './batch-streams.js';
import { messageOf } from './evaluate.js';
import { runBatch } from './run-batch.js';
import { complain, exitCodes, paint, printable } from './terminal.js';
import type { Terminal } from './terminal.js';

/** The options as typed. */
export interface DecodeCommandOptions {
    readonly sop: string;
    readonly input?: string;
    readonly batch: boolean;
    readonly until?: string;
    readonly max: string;
    readonly append: string;
    readonly json: boolean;
    readonly jobs: string;
}

/** `rasp decode`: a decoder loop on one input, or on each line of standard input. @returns the exit code */
export async function decode(terminal: Terminal, file: string, typed: DecodeCommandOptions, streams?: BatchStreams): Promise<number> {
    const options = readOptions(typed);
    const jobs = readJobs(terminal, typed.jobs);
    const problem = typeof options === 'string' ? options : typed.batch === (typed.input !== undefined) ? 'decode takes either --input or --batch' : undefined;
    if (typeof options === 'string' || problem !== undefined || jobs === undefined) {
        if (problem !== undefined) {
            complain(terminal, problem);
        }
        return exitCodes.usage;
    }
    const input = typed.input === undefined ? undefined : readInput(terminal, typed.input);
    if (input === undefined && !typed.batch) {
        return exitCodes.usage;
    }
    const opened = await openForBatch(terminal, file, [typed.sop]);
    if (typeof opened === 'number') {
        return opened;
    }
    const [entry] = opened.chosen;
    if (entry === undefined || 'problem' in entry || isSelector(entry.value)) {
        complain(terminal, `${typed.sop} is a selector: only an s-op has values to append`);
        return exitCodes.problems;
    }
    if (input === undefined) {
        return runBatch(terminal, opened, { task: { names: [typed.sop], selectors: false, decode: options }, jobs }, streams);
    }
    const decoded = decodeNode(entry.value as SOp, input, options);
    terminal.out(typed.json ? `${decodedJson(decoded)}\n` : decodedText(decoded, terminal.colours.out));
    if (decoded.error !== undefined) {
        complain(terminal, `after ${tokens(decoded.appended.length)}: ${decoded.error.message}`);
    }
    return decoded.stopped === 'error' ? exitCodes.problems : exitCodes.ok;
}

/** The options, or what is wrong with them. */
function readOptions({ until, max, append }: DecodeCommandOptions): DecodeOptions | string {
    if (!/^\d{1,15}$/.test(max.trim())) {
        return `--max takes a whole number; found ${max === '' ? '""' : max}`;
    }
    if (append !== 'last' && !/^[-+]?\d{1,15}$/.test(append.trim())) {
        return `--append takes last or an index; found ${append === '' ? '""' : append}`;
    }
    const options: DecodeOptions = { max: Number(max), append: append === 'last' ? append : Number(append), ...(until === undefined ? {} : { until }) };
    const problem = optionsProblem(options);
    return problem ?? options;
}

function readInput(terminal: Terminal, typed: string): Input | undefined {
    try {
        return readCommandInput(typed);
    } catch (error) {
        complain(terminal, `--input ${typed === '' ? '""' : typed}: ${messageOf(error)}`);
        return undefined;
    }
}

function decodedText({ appended, input, stopped }: Decoded, colours: boolean): string {
    const { bold, dim } = paint(colours);
    const characters = input.text.startsWith('"');
    const shown = appended.map(shownAtom).join(characters ? '' : ' ');
    const why = stopped === 'max' ? '   stopped at --max' : '';
    return `${bold('appended')} = ${printable(shown)}   ${dim(tokens(appended.length) + why)}\n${bold('input')}    = ${printable(input.text)}\n`;
}

function tokens(count: number): string {
    return `${count.toLocaleString('en-US')} token${count === 1 ? '' : 's'}`;
}
