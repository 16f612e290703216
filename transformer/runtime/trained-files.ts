import { programTexts } from '../../language/program/program-texts.js';
import { mostProgram } from '../files/config-file.js';
import type { Folder } from '../files/model-folder.js';
import { writeTrainedFolder } from '../files/trained-folder.js';
import type { TypedValue } from '../model/transformer.js';
import { openSop } from '../training/training-job.js';
import type { TrainingJob } from '../training/training-job.js';
import { withoutFreeClasses } from '../training/trained-model.js';
import type { TrainedFigures, TrainedModel } from '../training/trained-model.js';
import type { Device } from './model-runtime.js';
import type { OpenedRun, RunResult } from './training-messages.js';

/** A training whose model is written. */
export interface TrainingToWrite {
    readonly job: TrainingJob;
    readonly info: Pick<OpenedRun, 'supervised'>;
    readonly device: Device;
    readonly result: RunResult;
    /** Whether the model stands beside the checkpoint. */
    readonly hasCheckpoint: boolean;
}

/** The files of a trained model: those of any model, and the losses of each epoch. */
export function trainedFiles(training: TrainingToWrite): Folder {
    return new Map([['training.json', historyJson(training)], ...writeTrainedFolder(modelOf(training), figuresOf(training))]);
}

function modelOf({ job, info, result: { shape, parameters, classes } }: TrainingToWrite): TrainedModel {
    const { sop, data } = job;
    const opened = openSop(job);
    const program = opened.ok ? opened.value.program : undefined;
    const texts = program === undefined ? undefined : programTexts(program, mostProgram);
    return {
        ...withoutFreeClasses(shape, parameters, classes.length),
        name: sop, source: program?.results.findLast(({ bindings }) => bindings.has(sop))?.statement.text ?? sop, ...(texts === undefined ? {} : { program: texts }),
        alphabet: data.alphabet, maxLength: data.lengths.most, ...(data.bos === undefined ? {} : { bos: data.bos }),
        decoding: { kind: 'argmax', values: classes, ...cappedAt(data.classes?.cap, classes) }, heads: info.supervised
    };
}

/** The cap, where a value reached it. */
function cappedAt(cap: number | undefined, values: readonly TypedValue[]): { readonly cap?: number } {
    return cap !== undefined && values.some(({ type, value }) => type !== 'string' && Number(value) === cap) ? { cap } : {};
}

function figuresOf({ job: { data, schedule, seed, attentionWeight }, device, hasCheckpoint, result: { state, test, matches, batchSize } }: TrainingToWrite): TrainedFigures {
    return {
        epochs: state.history.length, bestEpoch: state.schedule.best?.epoch, seconds: state.seconds, device: device.name, seed, batchSize,
        learningRate: schedule.learningRate, decay: schedule.decay, attentionWeight, sizes: data.sizes,
        testAccuracy: test.accuracy, testCrossEntropy: test.crossEntropy, matches, hasCheckpoint
    };
}

/** The losses and accuracies of each epoch, with what was asked for. */
function historyJson({ job: { program, ...job }, result: { state, test, tested, matches, shape, batchSize } }: TrainingToWrite): Uint8Array {
    const text = JSON.stringify({ format: 'rasp-training', version: 1, program: program.text, ...job, shape, batchSize, test: { ...test, inputs: tested }, matches, epochs: state.history, seconds: state.seconds, stopped: state.schedule.stopped }, undefined, 2);
    return new TextEncoder().encode(`${text}\n`);
}
