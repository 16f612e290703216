import { resolve } from 'node:path';
import { FolderRefused, reasonAgainst, writeFolder } from '../files/model-folder-on-disk.js';
import { NamedNodes } from '../language/insight/named-nodes.js';
import { namesInModel } from '../language/insight/names-in-model.js';
import { isSOp } from '../language/graph/nodes.js';
import type { SOp } from '../language/graph/nodes.js';
import { programTexts } from '../language/program/program-texts.js';
import { compile as compileNode } from '../transformer/compilation/compile.js';
import type { CompileOptions } from '../transformer/compilation/compile.js';
import { mostProgram } from '../transformer/files/config-file.js';
import { writeModelFolder } from '../transformer/files/model-folder.js';
import { tellingStages } from '../transformer/runtime/compile-progress.js';
import { refusalOfFailing } from '../transformer/runtime/failing-inputs.js';
import type { DeviceChoice } from '../transformer/runtime/messages.js';
import { WorkerGone } from '../transformer/runtime/worker-process.js';
import { readDevice, readyRunner } from './apply.js';
import type { OpenRunner } from './apply.js';
import { readOptions } from './compile-options.js';
import type { CompileCommandOptions } from './compile-options.js';
import { compiledJson, compiledText } from './compiled-text.js';
import type { CompileResult } from './compiled-text.js';
import { openRunner } from './model-runner.js';
import { openNames } from './open-names.js';
import type { OpenedNames } from './open-names.js';
import { RefusalLines } from './refusal-lines.js';
import { stageLine } from './stage-line.js';
import type { StageLine } from './stage-line.js';
import { processStop, StopSignal } from './stop-signal.js';
import type { ProcessStop } from './stop-signal.js';
import { complain, counted, exitCodes } from './terminal.js';
import type { Terminal } from './terminal.js';
import { tellWrong, verifyModel } from './verify-model.js';

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
    const line = stageLine(terminal, name);
    const made = await make(terminal, opened, node, { ...options, name, ...textsOf(opened, name) }, device, open, line).finally(() => { line.clear(); });
    if (typeof made === 'number') {
        return made;
    }
    const stopping = stop();
    try {
        return await finish(terminal, made, target, typed, stopping.signal);
    } finally {
        stopping.close();
    }
}

/**
 * Compiles and checks. That may hold the thread for long and writes nothing, so that Ctrl+C may simply end the process
 * meanwhile: signals are heard only from the writing on.
 * @returns the exit code when there is no model
 */
async function make(terminal: Terminal, opened: OpenedNames, node: SOp, options: CompileOptions & { readonly verify: number }, device: DeviceChoice, open: OpenRunner, line: StageLine): Promise<CompileResult | number> {
    const names = new NamedNodes(opened.program);
    const lines = new RefusalLines(terminal, opened, names, node);
    const compiled = compileHere(names, lines, node, options, line);
    if (compiled === undefined) {
        return exitCodes.problems;
    }
    line.show('preparing the device');
    const runner = await readyRunner(terminal, compiled.model, device, open, new StopSignal());
    if (typeof runner === 'number') {
        return runner;
    }
    try {
        const verified = await verifyModel(node, compiled.model, options.verify, runner, text => { line.show(text); });
        line.clear();
        const { verification } = verified;
        const failing = verification && refusalOfFailing(node, verification, part => names.place(part) !== undefined);
        lines.warn(compiled.report.assumptions, failing);
        if (verification !== undefined) {
            tellWrong(terminal, verification, runner.device);
        }
        if (failing !== undefined) {
            lines.tell(failing, 'error');
            return exitCodes.problems;
        }
        return { ...compiled, ...verified, device: runner.device };
    } catch (error) {
        if (error instanceof WorkerGone) {
            line.clear();
            complain(terminal, `${error.message}; nothing was written. Run the command again, or with --device cpu`);
            return exitCodes.problems;
        }
        throw error;
    } finally {
        runner.close();
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

/** The statement that gives the name its value, and the whole program. */
function textsOf({ program }: OpenedNames, name: string): Pick<CompileOptions, 'source' | 'program'> {
    const texts = programTexts(program, mostProgram);
    return { source: program.results.findLast(({ bindings }) => bindings.has(name))?.statement.text ?? name, ...texts === undefined ? {} : { program: texts } };
}

function compileHere(names: NamedNodes, lines: RefusalLines, node: SOp, options: CompileOptions, line: StageLine): Pick<CompileResult, 'model' | 'report' | 'seconds'> | undefined {
    const start = performance.now();
    let stage = '';
    const checkpoint = (): void => { line.show(stage); };
    const compiled = compileNode(node, tellingStages({ ...options, names: namesInModel(names, node), checkpoint }, reached => { line.show(stage = reached); }));
    const seconds = (performance.now() - start) / 1_000;
    line.clear();
    if (compiled.ok) {
        return { model: compiled.model, report: compiled.report, seconds };
    }
    compiled.refusals.forEach(refusal => { lines.tell(refusal, 'error'); });
    return undefined;
}
