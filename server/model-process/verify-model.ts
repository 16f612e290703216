import { atomRepr } from '../../language/values/python-text.js';
import type { CompiledModel } from '../../transformer/model/transformer.js';
import { atomOf } from '../../transformer/model/typed-values.js';
import { inputsToVerify, verifiedText } from '../../transformer/runtime/compile-progress.js';
import { refusalOfFailing, verifiedInputText } from '../../transformer/runtime/failing-inputs.js';
import { verifyOnRunner } from '../../transformer/runtime/verify-on-runner.js';
import type { DeviceVerification } from '../../transformer/runtime/verify-on-runner.js';
import type { VerificationReport } from '../protocol/compile.js';
import type { ModelRunner } from './model-runner.js';
import { refusalReport } from './opened-program.js';
import type { OpenedProgram } from './opened-program.js';

/** Random inputs, besides the edge cases. */
const verifiedInputs = 1_000;

/** Compares a model with the interpreter, and what runs it with its definition. */
export async function verifyModel(opened: OpenedProgram, model: CompiledModel, runner: ModelRunner, progress: (text: string) => void): Promise<VerificationReport> {
    const total = inputsToVerify(model.alphabet.length, model.maxLength, verifiedInputs);
    const steps = verifyOnRunner(opened.node, model, verifiedInputs, async inputs => (await runner.run(inputs)).map(({ logits }) => logits));
    for (;;) {
        const step = await steps.next();
        if (step.done === true) {
            return verificationReport(opened, step.value, runner.device);
        }
        progress(verifiedText(step.value, total));
    }
}

function verificationReport(opened: OpenedProgram, verification: DeviceVerification, device: string): VerificationReport {
    const { inputs, isExhaustive, wrong, wrongOnDevice, examples, failed } = verification;
    const sentences = examples.map(({ input, position, expected, found }) =>
        `on ${verifiedInputText(input)}, position ${position}: expected ${atomRepr(expected)}, found ${found === undefined ? 'nothing' : atomRepr(atomOf(found))}`);
    const failing = refusalOfFailing(opened.node, verification, node => opened.names.place(node) !== undefined);
    return {
        inputs, isExhaustive, wrong: Math.max(wrong, wrongOnDevice), failed,
        examples: wrongOnDevice > 0 ? [...sentences, `${device} gave other outputs than the weights define on ${wrongOnDevice} inputs`] : sentences,
        ...failing === undefined ? {} : { failure: refusalReport(opened, failing) }
    };
}
