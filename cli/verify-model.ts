import type { SOp } from '../language/graph/nodes.js';
import { atomRepr } from '../language/values/python-text.js';
import { atomOf } from '../transformer/model/typed-values.js';
import type { CompiledModel } from '../transformer/model/transformer.js';
import { inputsToVerify, verifiedText } from '../transformer/runtime/compile-progress.js';
import { verifiedInputText } from '../transformer/runtime/failing-inputs.js';
import { verifyOnRunner } from '../transformer/runtime/verify-on-runner.js';
import type { DeviceVerification } from '../transformer/runtime/verify-on-runner.js';
import type { ModelRunner } from './model-runner.js';
import { complain, counted } from './terminal.js';
import type { Terminal } from './terminal.js';

/** What checking a model gave. */
export interface Verified {
    readonly verified: number;
    readonly isExhaustive: boolean;
    readonly wrong: number;
    /** All that was found; undefined where nothing was checked. */
    readonly verification?: DeviceVerification;
}

/**
 * Compares a model with the interpreter, and then what runs it here with the model's definition: an output is wrong where
 * either differs. 
 * @param count random inputs besides the edge cases; 0 checks nothing
 * @param show called with how far it is
 */
export async function verifyModel(node: SOp, model: CompiledModel, count: number, runner: ModelRunner, show: (text: string) => void): Promise<Verified> {
    if (count === 0) {
        return { verified: 0, isExhaustive: false, wrong: 0 };
    }
    const total = inputsToVerify(model.alphabet.length, model.maxLength, count);
    const steps = verifyOnRunner(node, model, count, inputs => runner.run(inputs));
    for (;;) {
        const step = await steps.next();
        if (step.done === true) {
            const { inputs, isExhaustive, wrong, wrongOnDevice } = step.value;
            return { verified: inputs, isExhaustive, wrong: Math.max(wrong, wrongOnDevice), verification: step.value };
        }
        show(verifiedText(step.value, total));
    }
}

/** Tells the wrong outputs that were found. */
export function tellWrong(terminal: Terminal, { examples, wrongOnDevice }: DeviceVerification, device: string): void {
    for (const { input, position, expected, found } of examples) {
        complain(terminal, `on ${verifiedInputText(input)}, position ${position}: expected ${atomRepr(expected)}, found ${found === undefined ? 'nothing' : atomRepr(atomOf(found))}`);
    }
    if (wrongOnDevice > 0) {
        complain(terminal, `on ${device}, ${counted(wrongOnDevice, 'input')} gave other outputs than the weights define`);
    }
}
