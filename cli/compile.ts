import { resolve } from 'node:path';
import { FolderRefused, reasonAgainst, writeFolder } from '../files/model-folder-on-disk.js';
import { NamedNodes } from '../language/insight/named-nodes.js';
import { isSOp } from '../language/graph/nodes.js';
import type { SOp } from '../language/graph/nodes.js';
import { compile as compileNode, mostPositions } from '../transformer/compilation/compile.js';
import type { CompileOptions } from '../transformer/compilation/compile.js';
import type { Refusal } from '../transformer/compilation/refusal.js';
import { writeModelFolder } from '../transformer/files/model-folder.js';
import { readDevice, readyRunner } from './apply.js';
import type { OpenRunner } from './apply.js';
import { compiledJson, compiledText } from './compiled-text.js';
import type { CompileResult } from './compiled-text.js';
import { openRunner } from './model-runner.js';
import { openNames } from './open-names.js';
import type { OpenedNames } from './open-names.js';
import { Places, placeText } from './places.js';
import { readAlphabet } from './read-alphabet.js';
import { processStop } from './stop-signal.js';
import type { ProcessStop, StopSignal } from './stop-signal.js';
import { complain, counted, exitCodes, paint, printable } from './terminal.js';
import type { Terminal } from './terminal.js';
import { verifyModel } from './verify-model.js';
import type { Verified } from './verify-model.js';

/** The options as typed. */
export interface CompileCommandOptions {
    readonly alphabet: string;
    readonly maxLength: string;
    readonly out: string;
    readonly verify: string;
    readonly device: string;
    readonly json: boolean;
}

/** `rasp compile`: an s-op as a transformer in a folder. @returns the exit code: 1 when it cannot be compiled or a check finds a wrong output */
export async function compile(terminal: Terminal, file: string, name: string, typed: CompileCommandOptions, open: OpenRunner = openRunner, stop: () => ProcessStop = processStop): Promise<number> {
    const options = readOptions(typed);
    const device = readDevice(terminal, typed.device);
    if (typeof options === 'string' || device === undefined) {
        if (typeof options === 'string') {
            complain(terminal, options);
        }
        return exitCodes.usage;
    }
    const target = resolve(terminal.cwd, typed.out);
    const taken = await reasonAgainst(target);
    if (taken !== undefined) {
        complain(terminal, `${typed.out}: ${taken}`);
        return exitCodes.problems;
    }
    const opened = await openNames(terminal, file, [name]);
    const node = opened === undefined || opened.isIncomplete ? undefined : sopOf(terminal, opened, name);
    if (opened === undefined || node === undefined) {
        return exitCodes.problems;
    }
    // Compiling holds the thread and writes nothing, so that Ctrl+C may simply end the process until it is done.
    const compiled = compileHere(terminal, opened, node, { ...options, name, source: sourceOf(opened, name) });
    if (compiled === undefined) {
        return exitCodes.problems;
    }
    const stopping = stop();
    try {
        const runner = await readyRunner(terminal, compiled.model, device, open, stopping.signal);
        if (typeof runner === 'number') {
            return runner;
        }
        try {
            const verified = await verifyModel(terminal, node, compiled.model, options.verify, runner, stopping.signal);
            return typeof verified === 'number' ? stopped(terminal, verified)
                : verified.failed !== undefined ? refuseFailing(terminal, opened, node, verified, verified.failed)
                : await finish(terminal, { ...compiled, ...verified, device: runner.device }, target, typed, stopping.signal);
        } finally {
            runner.close();
        }
    } finally {
        stopping.close();
    }
}

/** Tells the result, and writes the folder where nothing was wrong. */
async function finish(terminal: Terminal, result: CompileResult, target: string, { out, json }: CompileCommandOptions, signal: StopSignal): Promise<number> {
    const isRight = result.wrong === 0;
    if (isRight) {
        try {
            if (!await writeFolder(target, writeModelFolder(result.model), () => signal.exitCode !== undefined)) {
                return stopped(terminal, signal.exitCode ?? exitCodes.problems);
            }
        } catch (error) {
            if (error instanceof FolderRefused) {
                complain(terminal, error.message);
                return exitCodes.problems;
            }
            throw error;
        }
    }
    terminal.out(json ? `${compiledJson(result)}\n` : compiledText(result, out, terminal.colours.out));
    if (!isRight) {
        complain(terminal, `${counted(result.wrong, 'input')} of ${result.verified.toLocaleString('en-US')} gave a wrong output, so nothing was written: this is a bug in rasp, please report it with your file`);
    }
    return isRight ? exitCodes.ok : exitCodes.problems;
}

/** A model has an output for each input, so a program that fails on some has none that is equal to it. */
function refuseFailing(terminal: Terminal, opened: OpenedNames, target: SOp, { verified, isExhaustive }: Verified, { count, first, message, node }: NonNullable<Verified['failed']>): number {
    const inputs = isExhaustive ? `${count.toLocaleString('en-US')} of all ${counted(verified, 'input')}` : `${count.toLocaleString('en-US')} of ${counted(verified, 'input')} that were tried`;
    const names = new NamedNodes(opened.program);
    terminal.err(refusalText(terminal, opened, names, {
        // What the language itself defines stands nowhere in the text.
        node: names.place(node) === undefined ? target : node, message: `on ${first} this fails: ${message}`, help: `The program fails on ${inputs}, so nothing was written. Give it a value there, or leave tokens out of the alphabet.`
    }, 'error'));
    return exitCodes.problems;
}

function stopped(terminal: Terminal, exitCode: number): number {
    complain(terminal, 'stopped; nothing was written');
    return exitCode;
}

function sopOf(terminal: Terminal, { chosen }: OpenedNames, name: string): SOp | undefined {
    const entry = chosen.find(given => given.name === name);
    const value = entry !== undefined && 'value' in entry ? entry.value : undefined;
    if (isSOp(value)) {
        return value;
    }
    complain(terminal, `${name} is no s-op; only an s-op can be compiled`);
    return undefined;
}

/** The statement that gives the name its value. */
function sourceOf({ program }: OpenedNames, name: string): string {
    return program.results.findLast(({ bindings }) => bindings.has(name))?.statement.text ?? name;
}

function compileHere(terminal: Terminal, opened: OpenedNames, node: SOp, options: CompileOptions): Pick<CompileResult, 'model' | 'report' | 'seconds'> | undefined {
    const names = new NamedNodes(opened.program);
    const start = performance.now();
    let shown = -Infinity;
    const checkpoint = (): void => {
        const now = performance.now();
        if (terminal.colours.err && now - shown >= 1_000) {
            shown = now;
            terminal.err(`\rcompiling ${printable(options.name)}…  ${Math.round((now - start) / 1_000)} s\u001b[K`);
        }
    };
    checkpoint();
    const compiled = compileNode(node, { ...options, names: part => names.text(part), checkpoint });
    const seconds = (performance.now() - start) / 1_000;
    if (terminal.colours.err) {
        terminal.err('\r\u001b[K');
    }
    if (compiled.ok) {
        for (const assumption of compiled.report.assumptions) {
            terminal.err(refusalText(terminal, opened, names, assumption, 'warning'));
        }
        return { model: compiled.model, report: compiled.report, seconds };
    }
    compiled.refusals.forEach(refusal => { terminal.err(refusalText(terminal, opened, names, refusal, 'error')); });
    return undefined;
}

/** `file:line:column: error: why it cannot be compiled`, and what would help. */
function refusalText(terminal: Terminal, { source, program }: OpenedNames, names: NamedNodes, { node, message, help }: Refusal, severity: 'error' | 'warning'): string {
    const location = names.place(node);
    const place = location === undefined ? source.label : placeText(new Places(terminal, source, program).found(location));
    const { bold, red, yellow } = paint(terminal.colours.err);
    return `${bold(`${printable(place)}:`)} ${(severity === 'error' ? red : yellow)(`${severity}:`)} ${printable(message)}\n  ${printable(help)}\n`;
}

/** The options, or what is wrong with them. */
function readOptions(typed: CompileCommandOptions): Pick<CompileOptions, 'alphabet' | 'maxLength'> & { readonly verify: number } | string {
    const maxLength = wholeNumber(typed.maxLength);
    const verify = wholeNumber(typed.verify);
    if (maxLength === undefined || maxLength < 1 || maxLength > mostPositions) {
        return `--max-length takes a number from 1 to ${mostPositions.toLocaleString('en-US')}; found ${typed.maxLength || '""'}`;
    }
    if (verify === undefined) {
        return `--verify takes a whole number; found ${typed.verify || '""'}`;
    }
    const alphabet = readAlphabet(typed.alphabet);
    return typeof alphabet === 'string' ? alphabet : { alphabet, maxLength, verify };
}

function wholeNumber(text: string): number | undefined {
    return /^\d{1,9}$/.test(text.trim()) ? Number(text) : undefined;
}
