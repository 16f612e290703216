import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { batch } from './batch.js';
import type { BatchOptions } from './batch.js';
import { compare } from './compare.js';
import type { CompareCommandOptions } from './compare.js';
import { decode } from './decode.js';
import type { DecodeCommandOptions } from './decode.js';
import { manyInputsHelp } from './many-inputs-help.js';
import type { Terminal } from './terminal.js';

type End = (exitCode: number) => void;
/** Options of which some switches were perhaps not given. */
type Loose<T, Switches extends keyof T> = Omit<T, Switches> & Partial<Pick<T, Switches>>;

/** Registers `rasp batch`. */
export function addBatch(program: Command, terminal: Terminal, end: End): void {
    program.command('batch')
        .summary('evaluate s-ops on each line of standard input')
        .description('Reads inputs from standard input, a JSON line each, and writes the values of s-ops, a JSON line each.')
        .argument('<file>', 'a .rasp file')
        .requiredOption('-s, --sop <name>', 'an s-op or selector; may be given several times', append)
        .option('--selectors', 'add the matrices of the selectors that the s-ops use')
        .option('-j, --jobs <n>', 'threads that work on it, or all for one per processor', '1')
        .addHelpText('after', manyInputsHelp.batch)
        .action(async (file: string, options: Loose<BatchOptions, 'selectors'>) => {
            end(await batch(terminal, file, { ...options, selectors: options.selectors ?? false }));
        });
}

/** Registers `rasp decode`. */
export function addDecode(program: Command, terminal: Terminal, end: End): void {
    program.command('decode')
        .summary('append what an s-op gives to its input, again and again')
        .description('A decoder loop: evaluates an s-op, appends its last value to the input, and repeats.')
        .argument('<file>', 'a .rasp file')
        .requiredOption('-s, --sop <name>', 'the s-op', once('--sop'))
        .option('-i, --input <text>', 'the input: hello, or a list such as ["the", "cat"]', once('--input'))
        .option('--batch', 'read inputs from standard input, a JSON line each')
        .option('-u, --until <token>', 'stop after this token', once('--until'))
        .option('-m, --max <n>', 'append at most this many tokens', '100')
        .option('-a, --append <position>', 'append the value at this position: last, or an index (-1 is the last)', 'last')
        .option('--json', 'print JSON (--batch always does)')
        .option('-j, --jobs <n>', 'threads that work on a batch, or all', '1')
        .addHelpText('after', manyInputsHelp.decode)
        .action(async (file: string, options: Loose<DecodeCommandOptions, 'batch' | 'json'>) => {
            end(await decode(terminal, file, { ...options, batch: options.batch ?? false, json: options.json ?? false }));
        });
}

/** Registers `rasp compare`. */
export function addCompare(program: Command, terminal: Terminal, end: End): void {
    program.command('compare')
        .summary('find an input on which two s-ops differ')
        .description('Tries inputs over an alphabet, and prints the first on which two s-ops, or two selectors, differ.')
        .argument('<file>', 'a .rasp file, or - for standard input')
        .argument('<first>', 'an s-op or selector')
        .argument('<second>', 'another one')
        .requiredOption('-a, --alphabet <tokens>', 'the tokens: abc, or a list such as ["the", "cat"] or [1, 2]')
        .requiredOption('-n, --max-length <n>', 'the longest input to try')
        .option('--samples <m>', 'random inputs of each length that has too many to try all', '1000')
        .option('--seed <n>', 'another number gives other random inputs', '1')
        .option('--prefix <input>', 'what every input begins with, such as a beginning-of-sequence token')
        .option('--strict', 'types must be equal too: 1 is not 1.0')
        .option('--json', 'print JSON')
        .addHelpText('after', manyInputsHelp.compare)
        .action(async (file: string, first: string, second: string, options: Loose<CompareCommandOptions, 'strict' | 'json'>) => {
            end(await compare(terminal, file, [first, second], { ...options, strict: options.strict ?? false, json: options.json ?? false }));
        });
}

function append(value: string, before: readonly string[] = []): string[] {
    return [...before, value];
}

/** Refuses an option that is given twice, where one of the two would be forgotten. */
function once(option: string): (value: string, before?: string) => string {
    return (value, before) => {
        if (before !== undefined) {
            throw new InvalidArgumentError(`decode takes one ${option}.`);
        }
        return value;
    };
}
