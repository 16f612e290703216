import type { SOp } from '../language/graph/nodes.js';
import { atomRepr } from '../language/values/python-text.js';
import { verifySteps } from '../transformer/compilation/verify.js';
import type { Verification } from '../transformer/compilation/verify.js';
import { decodeAt } from '../transformer/model/decode.js';
import { forward } from '../transformer/model/forward.js';
import { atomOf } from '../transformer/model/typed-values.js';
import type { CompiledModel, TypedValue } from '../transformer/model/transformer.js';
import type { ModelRunner } from './model-runner.js';
import { noProgress, progressLine } from './progress.js';
import type { StopSignal } from './stop-signal.js';
import { complain, counted } from './terminal.js';
import type { Terminal } from './terminal.js';

/** What checking a model gave. */
export interface Verified {
    readonly verified: number;
    readonly isExhaustive: boolean;
    readonly wrong: number;
}

/** Inputs of one length and what the definition of the model gives on them. */
interface Batch {
    readonly tokens: Int32Array;
    readonly length: number;
    readonly outputs: Float32Array;
}

/** Milliseconds of work after which signals are heard. */
const slice = 50;

/**
 * Compares a model with the interpreter, and then what runs it here with the model's definition: an output is wrong where
 * either differs. Tells what it finds on standard error.
 * @param count random inputs besides the edge cases; 0 checks nothing
 * @returns the exit code when the user asks to stop
 */
export async function verifyModel(terminal: Terminal, node: SOp, model: CompiledModel, count: number, runner: ModelRunner, signal: StopSignal): Promise<Verified | number> {
    if (count === 0) {
        return { verified: 0, isExhaustive: false, wrong: 0 };
    }
    const progress = terminal.colours.err ? progressLine(text => { terminal.err(text); }, undefined) : noProgress;
    const batches: Batch[] = [];
    const steps = verifySteps(node, model, {
        count,
        run(tokens, length) {
            const { outputs } = forward(model.transformer, tokens, length);
            batches.push({ tokens, length, outputs });
            return outputs;
        }
    });
    try {
        let end = performance.now() + slice;
        let wrongOnDevice = 0;
        for (let step = steps.next(); ; step = steps.next()) {
            for (const batch of batches.splice(0)) {
                const differing = await signal.orStop(differences(model, batch, runner));
                if (signal.exitCode !== undefined) {
                    return signal.exitCode;
                }
                wrongOnDevice += differing;
            }
            if (step.done === true) {
                tell(terminal, step.value);
                if (wrongOnDevice > 0) {
                    complain(terminal, `on ${runner.device}, ${counted(wrongOnDevice, 'input')} gave other outputs than the weights define`);
                }
                return { verified: step.value.inputs, isExhaustive: step.value.isExhaustive, wrong: Math.max(step.value.wrong, wrongOnDevice) };
            }
            if (performance.now() > end) {
                await new Promise(resolve => setImmediate(resolve));
                end = performance.now() + slice;
            }
            if (signal.exitCode !== undefined) {
                return signal.exitCode;
            }
            progress.show(step.value, 0, step.value);
        }
    } finally {
        progress.clear();
    }
}

/** The inputs of a batch on which the runner gives other values. */
async function differences(model: CompiledModel, { tokens, length, outputs }: Batch, runner: ModelRunner): Promise<number> {
    const { outputSize } = model.transformer;
    const inputs = Array.from({ length: tokens.length / length }, (_, i) => tokens.slice(i * length, (i + 1) * length));
    const results = await runner.run(inputs);
    return inputs.filter((_, i) => {
        const own = results[i] ?? new Float32Array();
        return own.length !== length * outputSize || own.some(value => Number.isNaN(value))
            || Array.from({ length }, (__, p) => decodeAt(model.decoding, own, p * outputSize) === decodeAt(model.decoding, outputs, (i * length + p) * outputSize)).includes(false);
    }).length;
}

function tell(terminal: Terminal, { examples, failed, failure }: Verification): void {
    for (const { input, position, expected, found } of examples) {
        complain(terminal, `on ${inputText(input)}, position ${position}: expected ${atomRepr(expected)}, found ${found === undefined ? 'nothing' : atomRepr(atomOf(found))}`);
    }
    if (failure !== undefined) {
        complain(terminal, `the program itself fails on ${counted(failed, 'input')} that ${failed === 1 ? 'was' : 'were'} tried, where the model's answer means nothing; the first is ${inputText(failure.input)}: ${failure.message}`);
    }
}

function inputText(input: readonly TypedValue[]): string {
    return input.every(({ value }) => typeof value === 'string' && [...value].length === 1) ? JSON.stringify(input.map(({ value }) => value).join(''))
        : `[${input.map(value => atomRepr(atomOf(value))).join(', ')}]`;
}
