import { candidateCount } from '../language/batch/candidate-inputs.js';
import { compareSteps } from '../language/batch/compare.js';
import type { Comparison, CompareOptions, Difference } from '../language/batch/compare.js';
import { compactJson } from '../language/batch/result-json.js';
import { BitMatrix } from '../language/evaluation/bit-matrix.js';
import type { Column } from '../language/evaluation/column.js';
import type { Input } from '../language/evaluation/input.js';
import { shownAtom } from '../language/evaluation/show.js';
import { isSelector, isSOp } from '../language/graph/nodes.js';
import type { GraphNode } from '../language/graph/nodes.js';
import { limits, limitText } from '../language/limits.js';
import { cutText } from '../language/program/show-value.js';
import { readCommandInput } from '../language/program/typed-input.js';
import { inputJson } from '../language/program/value-json.js';
import { RaspError } from '../language/values/error.js';
import { atomText } from '../language/values/python-text.js';
import { messageOf } from './evaluate.js';
import { noGraphNode } from './names.js';
import { openNames } from './open-names.js';
import { noProgress, progressLine } from './progress.js';
import type { Progress } from './progress.js';
import { alignResults, inputText } from './results-text.js';
import type { TextResult } from './results-text.js';
import { processStop } from './stop-signal.js';
import type { ProcessStop, StopSignal } from './stop-signal.js';
import { complain, counted, exitCodes, paint, printable } from './terminal.js';
import type { Terminal } from './terminal.js';

/** The options as typed. */
export interface CompareCommandOptions {
    readonly alphabet: string;
    readonly maxLength: string;
    readonly samples: string;
    readonly seed: string;
    readonly prefix?: string;
    readonly strict: boolean;
    readonly json: boolean;
}

/** `rasp compare`: the first input on which two s-ops differ. @returns the exit code: 0 when none was found, 1 when one was, 2 when there was nothing to compare */
export async function compare(terminal: Terminal, file: string, names: readonly [string, string], typed: CompareCommandOptions, stop: ProcessStop = processStop()): Promise<number> {
    try {
        return await findDifference(terminal, file, names, typed, stop.signal);
    } finally {
        stop.close();
    }
}

async function findDifference(terminal: Terminal, file: string, names: readonly [string, string], typed: CompareCommandOptions, signal: StopSignal): Promise<number> {
    const options = readOptions(typed);
    if (typeof options === 'string') {
        complain(terminal, options);
        return exitCodes.usage;
    }
    const opened = await openNames(terminal, file, names);
    if (opened === undefined || opened.isIncomplete) {
        return exitCodes.usage;
    }
    const found = [...new Set(names)].map((name): [string, GraphNode | undefined] => {
        const entry = opened.chosen.find(chosen => chosen.name === name);
        const value = entry !== undefined && 'value' in entry ? entry.value : undefined;
        if (value !== undefined && (isSOp(value) || isSelector(value))) {
            return [name, value];
        }
        complain(terminal, value === undefined ? `${name} is missing` : noGraphNode(name, value));
        return [name, undefined];
    });
    const nodes = new Map(found);
    const [a, b] = names.map(name => nodes.get(name));
    if (a === undefined || b === undefined) {
        return exitCodes.usage;
    }
    try {
        const progress = terminal.colours.err ? progressLine(text => { terminal.err(text); }, candidateCount(options)) : noProgress;
        const comparison = await run(a, b, options, progress, signal);
        if ('stopped' in comparison) {
            complain(terminal, `stopped after ${counted(comparison.stopped, 'input')}: no difference so far`);
            return comparison.exitCode;
        }
        terminal.out(typed.json ? `${comparisonJson(names, comparison)}\n` : comparisonText(names, comparison, options, terminal.colours.out));
        return comparison.difference !== undefined ? exitCodes.problems : comparison.failed > 0 && comparison.failed === comparison.tried ? exitCodes.usage : exitCodes.ok;
    } catch (error) {
        if (error instanceof RaspError) {
            complain(terminal, error.message);
            return exitCodes.usage;
        }
        throw error;
    }
}

/** Milliseconds of work after which signals are heard. */
const slice = 50;

async function run(a: GraphNode, b: GraphNode, options: CompareOptions, progress: Progress, signal: StopSignal): Promise<Comparison | { readonly stopped: number; readonly exitCode: number }> {
    const steps = compareSteps(a, b, options);
    let end = performance.now() + slice;
    try {
        for (let step = steps.next(); ; step = steps.next()) {
            if (step.done === true) {
                return step.value;
            }
            if (performance.now() > end) {
                await new Promise(resolve => setImmediate(resolve));
                end = performance.now() + slice;
            }
            if (signal.exitCode !== undefined) {
                return { stopped: step.value, exitCode: signal.exitCode };
            }
            progress.show(step.value, 0, step.value);
        }
    } finally {
        progress.clear();
    }
}

/** The options, or what is wrong with them. */
function readOptions(typed: CompareCommandOptions): CompareOptions | string {
    const maxLength = wholeNumber(typed.maxLength);
    const samples = wholeNumber(typed.samples);
    const seed = wholeNumber(typed.seed);
    if (maxLength === undefined || maxLength < 1 || maxLength > limits.size) {
        return `--max-length takes a number from 1 to ${limitText(limits.size)}; found ${typed.maxLength}`;
    }
    if (samples === undefined || seed === undefined) {
        return `${samples === undefined ? '--samples' : '--seed'} takes a whole number; found ${(samples === undefined ? typed.samples : typed.seed) || '""'}`;
    }
    if (/^\s*(?:""|\[\s*\])?\s*$/.test(typed.alphabet)) {
        return 'the alphabet must not be empty';
    }
    let option = `--alphabet ${typed.alphabet || '""'}`;
    try {
        const alphabet = [...new Map(readCommandInput(typed.alphabet).items.map(item => [`${typeof item} ${typeof item === 'object' ? JSON.stringify(item) : item}`, item])).values()];
        option = `--prefix ${typed.prefix || '""'}`;
        const prefix = typed.prefix === undefined ? [] : readCommandInput(typed.prefix).items;
        return { alphabet, maxLength, prefix, samples, seed, strict: typed.strict };
    } catch (error) {
        return `${option}: ${messageOf(error)}`;
    }
}

function wholeNumber(text: string): number | undefined {
    return /^\d{1,15}$/.test(text.trim()) ? Number(text) : undefined;
}

function comparisonText(names: readonly [string, string], comparison: Comparison, { maxLength }: CompareOptions, colours: boolean): string {
    const [first, second] = names;
    const { bold } = paint(colours);
    const { tried, failed, failure, inFullTo, same, difference, typesDifferOn } = comparison;
    if (same) {
        return `${first} and ${second} are the ${bold('same')} computation\n`;
    }
    const scope = inFullTo >= maxLength ? `all inputs of up to ${tokens(maxLength)}`
        : `${inFullTo > 0 ? `all inputs of up to ${tokens(inFullTo)} and ` : ''}random ones of up to ${tokens(maxLength)}`;
    if (difference === undefined) {
        if (failure !== undefined && failed === tried) {
            return `nothing was compared: neither ${first} nor ${second} has a value on any of ${count(tried)} inputs (on ${inputText(failure.input)}: ${printable(failure.error.message)})\nchoose another --alphabet or --prefix\n`;
        }
        const failing = failed === 0 ? '' : `, of which ${count(failed)} ${failed === 1 ? 'fails' : 'fail'} in both`;
        const types = typesDifferOn === undefined ? '' : `\ntheir types differ, on ${inputText(typesDifferOn)} for one; --strict counts that as a difference`;
        return `${first} and ${second} are ${bold('equal')} on ${count(tried)} inputs tried${failing}: ${scope}${types}\n`;
    }
    const { input } = difference;
    const where = difference.position === undefined ? '' : `, first at ${difference.first instanceof BitMatrix ? 'query' : 'position'} ${difference.position}`;
    const which = difference.sampled ? `found at random on try ${count(tried)} and shortened` : `the first of ${count(tried)} tried`;
    const shown = (exact: boolean): TextResult[] => [textOf(first, input, difference.first, exact), textOf(second, input, difference.second, exact)];
    const rounded = shown(false);
    // Three decimal places can hide what differs.
    const results = rounded[0]?.value === rounded[1]?.value ? shown(true) : rounded;
    return `${first} and ${second} ${bold('differ')} on ${inputText(input)}${where} (${which})\n${alignResults(results, colours, '  ')}`;
}

function textOf(name: string, input: Input, result: Difference['first'], exact: boolean): TextResult {
    const label = `${name}(${inputText(input)})`;
    return result instanceof RaspError ? { label, value: `fails: ${printable(result.message)}`, type: '', drawing: [] }
        : result instanceof BitMatrix ? { label, value: undefined, type: 'selector', drawing: rowsOf(result) }
        : { label, value: columnShown(result, exact), type: result.type, drawing: [] };
}

function columnShown({ values }: Column, exact: boolean): string {
    return printable(cutText(`[${values.map(exact ? atomText : shownAtom).join(', ')}]`, 2_000));
}

const mostRows = 64;

function rowsOf(matrix: BitMatrix): string[] {
    return Array.from({ length: Math.min(matrix.length, mostRows) }, (_, query) => matrix.rowText(query).replaceAll('0', '·'));
}

function comparisonJson(names: readonly [string, string], { tried, failed, inFullTo, same, difference, typesDifferOn }: Comparison): string {
    const members = [`"equal": ${difference === undefined && (tried === 0 || failed < tried)}`, `"tried": ${tried}`, `"failed": ${failed}`, `"allUpToLength": ${inFullTo}`, `"same": ${same}`];
    if (difference !== undefined) {
        const { input, first, second, position, sampled } = difference;
        members.push(`"input": ${inputJson(input)}`, `"position": ${position ?? 'null'}`, `"sampled": ${sampled}`);
        members.push(`"results": {${[first, second].map((result, i) => `${JSON.stringify(names[i])}: ${result instanceof RaspError ? `{"error": ${JSON.stringify(result.message)}}` : compactJson(result)}`).join(', ')}}`);
    }
    if (typesDifferOn !== undefined) {
        members.push(`"typesDifferOn": ${inputJson(typesDifferOn)}`);
    }
    return `{${members.join(', ')}}`;
}

function tokens(n: number): string {
    return counted(n, 'token');
}

function count(n: number): string {
    return n.toLocaleString('en-US');
}
