import type { GraphNode, SOp } from '../language/graph/nodes.js';
import { atomRepr } from '../language/values/python-text.js';
import type { Verification } from '../transformer/compilation/verify.js';
import { atomOf } from '../transformer/model/typed-values.js';
import type { CompiledModel, TypedValue } from '../transformer/model/transformer.js';
import { verifyOnRunner } from '../transformer/runtime/verify-on-runner.js';
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
    /** Inputs on which the program itself fails: how many, and the first. */
    readonly failed?: { readonly count: number; readonly first: string; readonly message: string; readonly node: GraphNode };
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
    const steps = verifyOnRunner(node, model, count, inputs => runner.run(inputs));
    try {
        let end = performance.now() + slice;
        for (;;) {
            const step = await signal.orStop(steps.next());
            if (typeof step === 'number' || signal.exitCode !== undefined) {
                return typeof step === 'number' ? step : signal.exitCode ?? 0;
            }
            if (step.done === true) {
                const { inputs, isExhaustive, wrong, wrongOnDevice, failed, failure } = step.value;
                tell(terminal, step.value);
                if (wrongOnDevice > 0) {
                    complain(terminal, `on ${runner.device}, ${counted(wrongOnDevice, 'input')} gave other outputs than the weights define`);
                }
                return {
                    verified: inputs, isExhaustive, wrong: Math.max(wrong, wrongOnDevice),
                    ...failure === undefined ? {} : { failed: { count: failed, first: inputText(failure.input), message: failure.message, node: failure.node } }
                };
            }
            if (performance.now() > end) {
                await new Promise(resolve => setImmediate(resolve));
                end = performance.now() + slice;
            }
            progress.show(step.value, 0, step.value);
        }
    } finally {
        progress.clear();
    }
}

function tell(terminal: Terminal, { examples }: Verification): void {
    for (const { input, position, expected, found } of examples) {
        complain(terminal, `on ${inputText(input)}, position ${position}: expected ${atomRepr(expected)}, found ${found === undefined ? 'nothing' : atomRepr(atomOf(found))}`);
    }
}

function inputText(input: readonly TypedValue[]): string {
    return input.every(({ value }) => typeof value === 'string' && [...value].length === 1) ? JSON.stringify(input.map(({ value }) => value).join(''))
        : `[${input.map(value => atomRepr(atomOf(value))).join(', ')}]`;
}
