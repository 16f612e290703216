import type { Input } from './input.js';

/** Inputs of one length that are evaluated together: their columns stand one behind the other. */
export class InputBatch {
    readonly inputs: readonly Input[];
    /** Tokens of each input. */
    readonly length: number;

    /** @param inputs at least one, all of one length */
    constructor(inputs: readonly Input[]) {
        this.inputs = inputs;
        this.length = inputs[0]?.length ?? 0;
    }

    /** Values in each column. */
    get rows(): number {
        return this.inputs.length * this.length;
    }
}
