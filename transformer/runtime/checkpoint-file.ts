import { createHash } from 'node:crypto';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { limitText } from '../../language/limits.js';
import { ModelFileError } from '../files/model-file-error.js';
import { systemReason } from '../files/system-reason.js';
import { readSafetensors, safetensorsMetadata, writeSafetensors } from '../files/safetensors.js';
import type { Parameter } from '../files/parameters.js';
import { trainedCount } from '../training/encoder-parameters.js';
import type { EncoderShape } from '../training/encoder-parameters.js';
import { jobDifference } from '../training/training-job.js';
import type { KnownData, TrainingJob } from '../training/training-job.js';
import type { RunState } from '../training/training-run.js';
import { totalNames } from '../training/training-step.js';
import type { DeviceKind } from './training-device.js';
import type { TrainingTensors } from './training-session.js';

/** All that a training needs to go on as if nothing had happened. */
export interface Checkpoint {
    readonly job: TrainingJob;
    readonly shape: EncoderShape;
    readonly state: RunState;
    /** Which classes the data have met, and the size of batches, which may have been halved. */
    readonly known: KnownData;
    readonly device: DeviceKind;
    readonly tensors: TrainingTensors;
    /** The parameters of the best epoch. */
    readonly best?: Float32Array;
}

/** A checkpoint that cannot be gone on from; the message says why. */
export class CheckpointRefused extends Error { }

export const checkpointFile = 'checkpoint.safetensors';
/** The one before: what there is when the last cannot be read. */
export const previousCheckpointFile = 'checkpoint.previous.safetensors';
const format = 'rasp-checkpoint';
const version = 1;

/** The bytes of a checkpoint: tensors as safetensors, all else and a digest of everything in its metadata. */
export function checkpointBytes({ job, shape, state, known, device, tensors, best }: Checkpoint): Uint8Array {
    const text = JSON.stringify({ format, version, job, shape, state, known, device });
    const parameters: Parameter[] = [
        ['parameters', tensors.parameters], ['first_moment', tensors.firstMoment], ['second_moment', tensors.secondMoment], ['totals', tensors.totals],
        ...(best === undefined ? [] : [['best', best] as const])
    ].map(([name, values]) => ({ name: String(name), shape: [values?.length ?? 0], values: values as Float32Array }));
    return writeSafetensors(parameters, { checkpoint: text, digest: digestOf(text, parameters) });
}

/**
 * Reads a checkpoint for a job.
 * @throws CheckpointRefused where it is damaged, or of another training
 */
export function readCheckpoint(file: string, bytes: Uint8Array, job: TrainingJob): Checkpoint {
    const read = wholeCheckpoint(file, bytes);
    const different = jobDifference(read.job, job);
    if (different !== undefined) {
        throw new CheckpointRefused(`${file} is of another training: another ${different}`);
    }
    return { ...read, job };
}

/** A checkpoint whose job need not be known. @throws CheckpointRefused where it is damaged */
export function wholeCheckpoint(file: string, bytes: Uint8Array): Checkpoint {
    try {
        const metadata = safetensorsMetadata(file, bytes);
        const text = metadata.member('checkpoint').text(Infinity);
        const tensors = readSafetensors(file, bytes);
        if (digestOf(text, [...tensors.values()]) !== metadata.member('digest').value) {
            throw new CheckpointRefused(`${file} is damaged: its digest does not fit`);
        }
        // With the digest it is what was written here, whole.
        const { format: foundFormat, version: foundVersion, ...rest } = JSON.parse(text) as Omit<Checkpoint, 'tensors' | 'best'> & { format: string; version: number };
        if (foundFormat !== format || foundVersion !== version) {
            throw new CheckpointRefused(`${file} is of another version of rasp (${foundFormat} ${foundVersion}); this one reads ${format} ${version}`);
        }
        const count = trainedCount(rest.shape);
        const take = (name: string, size: number): Float32Array => {
            const found = tensors.get(name)?.values;
            if (found?.length !== size) {
                throw new CheckpointRefused(`${file} holds ${found === undefined ? 'no' : limitText(found.length)} ${name}; expected ${limitText(size)} numbers`);
            }
            return found;
        };
        return {
            ...rest,
            tensors: { parameters: take('parameters', count), firstMoment: take('first_moment', count), secondMoment: take('second_moment', count), totals: take('totals', totalNames.length) },
            ...(tensors.has('best') ? { best: take('best', count) } : {})
        };
    } catch (error) {
        if (error instanceof ModelFileError || error instanceof SyntaxError) {
            throw new CheckpointRefused(`the checkpoint is damaged: ${error.message}`, { cause: error });
        }
        throw error;
    }
}

/** Writes a checkpoint so that there is always a whole one: under another name first, and the last one is kept beside it. */
export async function saveCheckpoint(folder: string, checkpoint: Checkpoint): Promise<void> {
    const target = join(folder, checkpointFile);
    const draft = `${target}.${process.pid}.tmp`;
    try {
        const handle = await open(draft, 'w');
        try {
            await handle.writeFile(checkpointBytes(checkpoint));
            await handle.sync();
        } finally {
            await handle.close();
        }
        await rename(target, join(folder, previousCheckpointFile)).catch(unlessMissing);
        await rename(draft, target);
    } catch (error) {
        throw new Error(`the checkpoint cannot be written: ${systemReason(error)}`, { cause: error });
    } finally {
        await rm(draft, { force: true });
    }
}

/** The checkpoint in a folder, and what is wrong with the last where it is the one before. */
export interface FoundCheckpoint {
    readonly checkpoint: Checkpoint;
    readonly note?: string;
}

/**
 * @returns undefined where there is none
 * @throws CheckpointRefused where there is none that this job can go on from
 */
export async function findCheckpoint(folder: string, job: TrainingJob): Promise<FoundCheckpoint | undefined> {
    const last = await readOrNone(join(folder, checkpointFile));
    const previous = await readOrNone(join(folder, previousCheckpointFile));
    if (last === undefined) {
        return previous === undefined ? undefined : { checkpoint: readCheckpoint(previousCheckpointFile, previous, job) };
    }
    try {
        return { checkpoint: readCheckpoint(checkpointFile, last, job) };
    } catch (error) {
        if (!(error instanceof CheckpointRefused) || previous === undefined) {
            throw error;
        }
        try {
            return { checkpoint: readCheckpoint(previousCheckpointFile, previous, job), note: `${error.message}; going on from the one before` };
        } catch {
            throw error;
        }
    }
}

/** The job of the training in a folder; undefined where there is none that can be read. */
export async function jobIn(folder: string): Promise<TrainingJob | undefined> {
    for (const file of [checkpointFile, previousCheckpointFile]) {
        const bytes = await readOrNone(join(folder, file));
        try {
            if (bytes !== undefined) {
                return wholeCheckpoint(file, bytes).job;
            }
        } catch (error) {
            // Why it is refused is told when the training is opened.
            if (!(error instanceof CheckpointRefused)) {
                throw error;
            }
        }
    }
    return undefined;
}

/** Whether a folder holds a training, whole or damaged. */
export async function holdsTraining(folder: string): Promise<boolean> {
    const files = await Promise.all([checkpointFile, previousCheckpointFile].map(file => stat(join(folder, file)).catch(unlessMissing)));
    return files.some(file => file !== undefined);
}

async function readOrNone(path: string): Promise<Uint8Array | undefined> {
    return readFile(path).catch(unlessMissing);
}

function unlessMissing(error: unknown): undefined {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) {
        return undefined;
    }
    throw error;
}

function digestOf(text: string, tensors: readonly Parameter[]): string {
    const hash = createHash('sha256').update(text);
    tensors.forEach(({ name, values }) => { hash.update(name).update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength)); });
    return hash.digest('hex');
}
