import type { GraphNode, SOp } from '../../language/graph/nodes.js';
import { atomRepr } from '../../language/values/python-text.js';
import { helpAgainstFailure } from '../compilation/failure-help.js';
import type { Refusal } from '../compilation/refusal.js';
import type { Verification } from '../compilation/verify.js';
import { atomOf } from '../model/typed-values.js';
import type { TypedValue } from '../model/transformer.js';

/**
 * Why there is no model of a program that fails on inputs: a model has an output for each input, and none is equal to
 * what is not there. Undefined where it failed on none.
 * @param isInText whether a node stands in a text; what the language itself defines does not, and the s-op stands for it
 */
export function refusalOfFailing(target: SOp, { inputs, isExhaustive, failed, failure }: Verification, isInText: (node: GraphNode) => boolean): Refusal | undefined {
    if (failure === undefined) {
        return undefined;
    }
    const count = (n: number): string => n.toLocaleString('en-US');
    const tried = isExhaustive && failed === inputs ? (inputs === 1 ? 'the only input' : `all ${count(inputs)} inputs`) : isExhaustive ? `${count(failed)} of all ${count(inputs)} ${inputs === 1 ? 'input' : 'inputs'}` : `${count(failed)} of ${count(inputs)} inputs that were tried`;
    return {
        node: isInText(failure.node) ? failure.node : target,
        message: `on ${verifiedInputText(failure.input)} this fails: ${failure.message}`,
        help: `The program fails on ${tried}, so the model is not written. ${helpAgainstFailure(failure.node)}`
    };
}

/** An input as it would be typed: `"abc"` or a list. */
export function verifiedInputText(input: readonly TypedValue[]): string {
    return input.every(({ value }) => typeof value === 'string' && [...value].length === 1) ? JSON.stringify(input.map(({ value }) => value).join(''))
        : `[${input.map(value => atomRepr(atomOf(value))).join(', ')}]`;
}
