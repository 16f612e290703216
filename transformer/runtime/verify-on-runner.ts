import type { SOp } from '../../language/graph/nodes.js';
import { mostExhaustive, verifySteps } from '../compilation/verify.js';
import type { Verification } from '../compilation/verify.js';
import { decodeAt } from '../model/decode.js';
import { forward } from '../model/forward.js';
import type { CompiledModel } from '../model/transformer.js';

/** Runs a model on token ids. @returns for each input [tokens, outputs] */
export type RunModel = (inputs: readonly Int32Array[]) => Promise<readonly Float32Array[]>;

/** What checking a model gave, here and on a device. */
export interface DeviceVerification extends Verification {
    /** Inputs on which the device gives other values than the weights define. */
    readonly wrongOnDevice: number;
}

/** Inputs of one length and what the definition of the model gives on them. */
interface Batch {
    readonly tokens: Int32Array;
    readonly length: number;
    readonly outputs: Float32Array;
}

/**
 * Compares a model with the interpreter, and then what runs it with the model's definition.
 * @param count random inputs besides the edge cases
 * @param exhaustive up to how many inputs all are tried; `mostExhaustive` when absent
 * @yields the number of inputs done, after each batch
 */
export async function* verifyOnRunner(node: SOp, model: CompiledModel, count: number, run: RunModel, exhaustive = mostExhaustive): AsyncGenerator<number, DeviceVerification> {
    const batches: Batch[] = [];
    const steps = verifySteps(node, model, {
        count, exhaustive,
        run(tokens, length) {
            const { outputs } = forward(model.transformer, tokens, length);
            batches.push({ tokens, length, outputs });
            return outputs;
        }
    });
    let wrongOnDevice = 0;
    for (let step = steps.next(); ; step = steps.next()) {
        for (const batch of batches.splice(0)) {
            wrongOnDevice += await differences(model, batch, run);
        }
        if (step.done === true) {
            return { ...step.value, wrongOnDevice };
        }
        yield step.value;
    }
}

/** The inputs of a batch on which the runner gives other values. */
async function differences(model: CompiledModel, { tokens, length, outputs }: Batch, run: RunModel): Promise<number> {
    const { outputSize } = model.transformer;
    const inputs = Array.from({ length: tokens.length / length }, (_, i) => tokens.slice(i * length, (i + 1) * length));
    const results = await run(inputs);
    return inputs.filter((_, i) => {
        const own = results[i] ?? new Float32Array();
        return own.length !== length * outputSize || own.some(value => Number.isNaN(value))
            || Array.from({ length }, (__, p) => decodeAt(model.decoding, own, p * outputSize) === decodeAt(model.decoding, outputs, (i * length + p) * outputSize)).includes(false);
    }).length;
}
