import { resolve } from 'node:path';
import { FolderRefused, readFolder } from '../files/model-folder-on-disk.js';
import { errorJson } from '../language/batch/answer-line.js';
import { readJsonInput } from '../language/batch/json-input.js';
import { compactJson } from '../language/batch/result-json.js';
import type { Column } from '../language/evaluation/column.js';
import type { Input } from '../language/evaluation/input.js';
import { shownAtom } from '../language/evaluation/show.js';
import { cutText } from '../language/program/show-value.js';
import { readCommandInput } from '../language/program/typed-input.js';
import { Float } from '../language/values/atom.js';
import { RaspError } from '../language/values/error.js';
import { capText } from '../transformer/files/card-text.js';
import { configFile } from '../transformer/files/config-file.js';
import { MissingModelFile, ModelFileError } from '../transformer/files/model-file-error.js';
import { readModelFolder } from '../transformer/files/model-folder.js';
import { isTrainedConfig } from '../transformer/files/trained-config.js';
import { readTrainedFolder } from '../transformer/files/trained-folder.js';
import { decodeOutputs } from '../transformer/model/decode-outputs.js';
import { Tokenizer } from '../transformer/model/model-input.js';
import type { CompiledModel } from '../transformer/model/transformer.js';
import type { TrainedModel } from '../transformer/training/trained-model.js';
import { jobIn } from '../transformer/runtime/checkpoint-file.js';
import { deviceChoices } from '../transformer/runtime/messages.js';
import type { DeviceChoice } from '../transformer/runtime/messages.js';
import type { Answers } from './batch-answers.js';
import { processStreams } from './batch-streams.js';
import type { BatchStreams } from './batch-streams.js';
import { openRunner, openTrainedRunner } from './model-runner.js';
import type { ModelRunner } from './model-runner.js';
import { alignResults, inputText } from './results-text.js';
import { writeAnswers } from './run-batch.js';
import { processStop } from './stop-signal.js';
import type { StopSignal } from './stop-signal.js';
import { complain, exitCodes, printable } from './terminal.js';
import type { Terminal } from './terminal.js';

/** The options as typed. */
export interface ApplyOptions {
    readonly input?: string;
    readonly device: string;
    readonly json: boolean;
}

/** Makes a model ready to run. */
export type OpenRunner<Model = CompiledModel> = (terminal: Terminal, model: Model, device: DeviceChoice) => Promise<ModelRunner>;

/** A model as far as it answers inputs. */
type Answering = Pick<CompiledModel, 'name' | 'alphabet' | 'maxLength' | 'decoding'> & { readonly outputSize: number };

/** A model that was read, and how it is made ready. */
interface ReadModel {
    readonly model: Answering;
    ready(terminal: Terminal, device: DeviceChoice, signal: StopSignal): Promise<ModelRunner | number>;
}

/** `rasp apply`: runs a compiled or trained model on one input, or on each line of standard input. @returns the exit code */
export async function apply(terminal: Terminal, folder: string, options: ApplyOptions, open: OpenRunner = openRunner, streams?: BatchStreams, openTrained: OpenRunner<TrainedModel> = openTrainedRunner): Promise<number> {
    const device = readDevice(terminal, options.device);
    const input = options.input === undefined ? undefined : readInput(terminal, options.input);
    if (device === undefined || (input === undefined && options.input !== undefined)) {
        return exitCodes.usage;
    }
    const read = await readModel(terminal, folder, open, openTrained);
    if (read === undefined) {
        return exitCodes.problems;
    }
    const { model } = read;
    if (input === undefined) {
        const lines = streams ?? processStreams();
        return withRunner(terminal, read, device, lines, runner => writeAnswers(terminal, answersOfModel(model, runner), lines));
    }
    const stop = processStop();
    return withRunner(terminal, read, device, stop, runner => stop.signal.orStop(applyOnce(terminal, model, runner, input, options.json)));
}

async function withRunner(terminal: Terminal, read: ReadModel, device: DeviceChoice, stop: Pick<BatchStreams, 'signal' | 'close'>, work: (runner: ModelRunner) => Promise<number>): Promise<number> {
    try {
        const runner = await read.ready(terminal, device, stop.signal);
        if (typeof runner === 'number') {
            return runner;
        }
        try {
            return await work(runner);
        } finally {
            runner.close();
        }
    } finally {
        stop.close();
    }
}

/** The device that was typed, or undefined when it is none, which is told. */
export function readDevice(terminal: Terminal, typed: string): DeviceChoice | undefined {
    const choice = deviceChoices.find(device => device === typed);
    if (choice === undefined) {
        complain(terminal, `--device takes ${deviceChoices.join(', ')}; found ${typed === '' ? '""' : typed}`);
    }
    return choice;
}

/** The model on a device, or the exit code when that cannot be had, which is told, or when the user asks to stop. */
export async function readyRunner<Model>(terminal: Terminal, model: Model, device: DeviceChoice, open: OpenRunner<Model>, signal: StopSignal): Promise<ModelRunner | number> {
    const opening = open(terminal, model, device).catch((error: unknown) => {
        complain(terminal, error instanceof Error ? error.message : String(error));
        return exitCodes.problems;
    });
    const opened = await signal.orStop(opening);
    if (typeof opened === 'number') {
        void opening.then(late => { if (typeof late !== 'number') { late.close(); } });
    }
    return opened;
}

async function readModel(terminal: Terminal, folder: string, open: OpenRunner, openTrained: OpenRunner<TrainedModel>): Promise<ReadModel | undefined> {
    try {
        const files = await readFolder(resolve(terminal.cwd, folder));
        const config = files.get(configFile);
        if (config !== undefined && isTrainedConfig(config)) {
            const trained = readTrainedFolder(files);
            return { model: { ...trained, outputSize: trained.shape.outputSize }, ready: (at, device, signal) => readyRunner(at, trained, device, openTrained, signal) };
        }
        const compiled = readModelFolder(files);
        return { model: { ...compiled, outputSize: compiled.transformer.outputSize }, ready: (at, device, signal) => readyRunner(at, compiled, device, open, signal) };
    } catch (error) {
        if (error instanceof ModelFileError || error instanceof FolderRefused) {
            const at = resolve(terminal.cwd, folder);
            const job = error instanceof MissingModelFile ? await jobIn(at) : undefined;
            complain(terminal, job !== undefined ? `${folder}: this training is not finished: rasp train FILE ${job.sop} -o ${folder} --resume goes on with it`
                : error instanceof MissingModelFile ? `${folder} is no compiled or trained model: it has no ${error.file}`
                : error instanceof ModelFileError ? `${folder}/${error.message}` : error.message);
            return undefined;
        }
        throw error;
    }
}

function readInput(terminal: Terminal, typed: string): Input | undefined {
    try {
        return readCommandInput(typed);
    } catch (error) {
        if (error instanceof RaspError) {
            complain(terminal, `--input ${typed === '' ? '""' : typed}: ${error.message}`);
            return undefined;
        }
        throw error;
    }
}

async function applyOnce(terminal: Terminal, model: Answering, runner: ModelRunner, input: Input, json: boolean): Promise<number> {
    const [answer = new Error('the model gave no answer')] = await answerAll(model, runner, [input]);
    if (answer instanceof Error) {
        complain(terminal, answer.message);
        return exitCodes.problems;
    }
    if (json) {
        terminal.out(`${compactJson(answer)}\n`);
        return exitCodes.ok;
    }
    const { decoding } = model;
    const capped = decoding.kind === 'argmax' && [...answer.values].some(given => typeof given !== 'string' && Number(given instanceof Float ? given.value : given) === decoding.cap) ? decoding.cap : undefined;
    const value = printable(cutText(`[${answer.values.map(shownAtom).join(', ')}]`, 2_000));
    terminal.out(alignResults([{ label: `${model.name}(${inputText(input)})`, value, type: `${answer.type}   ${runner.device}${capped === undefined ? '' : `   ${capText(capped)}`}`, drawing: [] }], terminal.colours.out, ''));
    return exitCodes.ok;
}

/** Answers lines of JSON with what the model gives. */
export function answersOfModel(model: Answering, runner: ModelRunner): Answers {
    return async function* (blocks) {
        for await (const block of blocks) {
            const read = block.map(line => (typeof line === 'string' ? readLine(line) : new Error(line.problem)));
            const given = await answerAll(model, runner, read);
            const failed = given.filter(answer => answer instanceof Error).length;
            const text = given.map(answer => `${answer instanceof Error ? errorJson(answer.message) : compactJson(answer)}\n`).join('');
            yield { text, lines: block.length, failed };
        }
    };
}

function readLine(line: string): Input | Error {
    try {
        return readJsonInput(line);
    } catch (error) {
        if (error instanceof RaspError) {
            return error;
        }
        throw error;
    }
}

/** What the model gives on each input, or why it gives nothing there. */
async function answerAll(model: Answering, runner: ModelRunner, inputs: readonly (Input | Error)[]): Promise<(Column | Error)[]> {
    const tokenizer = new Tokenizer(model);
    const read = inputs.map(input => (input instanceof Error ? input : attempt(() => tokenizer.idsOf(input.items))));
    const ids = read.flatMap(tokens => (tokens instanceof Error ? [] : [tokens]));
    let outputs: Float32Array[] | Error;
    try {
        outputs = ids.length === 0 ? [] : await runner.run(ids);
    } catch (error) {
        // The process that ran it ended, or ran out of memory; the next lines get another.
        outputs = error instanceof Error ? error : new Error(String(error));
    }
    let next = 0;
    return read.map(tokens => {
        if (tokens instanceof Error || outputs instanceof Error) {
            return tokens instanceof Error ? tokens : outputs as Error;
        }
        const logits = outputs[next++];
        return logits === undefined ? new Error('the model gave no answer') : attempt(() => decodeOutputs(model.decoding, model.outputSize, logits));
    });
}

function attempt<T>(work: () => T): T | RaspError {
    try {
        return work();
    } catch (error) {
        if (error instanceof RaspError) {
            return error;
        }
        throw error;
    }
}
