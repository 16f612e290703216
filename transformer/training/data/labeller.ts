import { evaluateTogether } from '../../../language/batch/evaluate-together.js';
import { shortestInput } from '../../../language/batch/grow-input.js';
import { BitMatrix } from '../../../language/evaluation/bit-matrix.js';
import type { Column } from '../../../language/evaluation/column.js';
import { Failure } from '../../../language/evaluation/evaluation.js';
import type { Input } from '../../../language/evaluation/input.js';
import { Plan } from '../../../language/evaluation/plan.js';
import type { SOp } from '../../../language/graph/nodes.js';
import type { Atom } from '../../../language/values/atom.js';
import type { TypedValue } from '../../model/transformer.js';
import { atomOf } from '../../model/typed-values.js';
import type { Supervision } from './supervision.js';

/** What an s-op gives on an input, and what its selectors select there. */
export interface Evaluated {
    readonly values: Column;
    /** By `Selector.shared`. */
    readonly matrices: ReadonlyMap<number, BitMatrix>;
}

/** An input on which an s-op fails. */
export interface FailedInput {
    /** As RASP writes it. */
    readonly input: string;
    readonly message: string;
}

export interface LabellerOptions {
    readonly node: SOp;
    readonly alphabet: readonly TypedValue[];
    /** The token in front of each input, where the program sees one. */
    readonly bos?: TypedValue;
    readonly supervision: Supervision;
    /** Called before each node that is evaluated; throws `Cancelled` to stop. */
    readonly checkpoint?: () => void;
}

/** Runs the program on token ids. */
export class Labeller {
    private readonly options: LabellerOptions;
    private readonly atoms: readonly Atom[];
    private readonly before: readonly Atom[];
    private readonly plan: Plan;
    /** The selectors of the plan's further targets, by `Selector.shared`. */
    private readonly selectors: readonly number[];

    constructor(options: LabellerOptions) {
        const { node, alphabet, bos, supervision } = options;
        this.options = options;
        this.atoms = alphabet.map(atomOf);
        this.before = bos === undefined ? [] : [atomOf(bos)];
        const selectors = new Map(supervision.heads.map(({ selector }) => [selector.shared, selector]));
        this.selectors = [...selectors.keys()];
        this.plan = new Plan([node, ...selectors.values()]);
    }

    /** The input that the program gets for token ids. */
    inputOf(tokens: Int32Array): Input {
        return shortestInput([...this.before, ...Array.from(tokens, id => this.atoms[id] ?? '')]);
    }

    /** What the program gives on inputs, in their order; those of one length are evaluated together. */
    evaluate(inputs: readonly Int32Array[]): (Evaluated | FailedInput)[] {
        const read = inputs.map(tokens => this.inputOf(tokens));
        const evaluated: (Evaluated | FailedInput)[] = read.map(({ text }) => ({ input: text, message: 'it was not evaluated' }));
        for (const some of evaluateTogether(this.plan, read, this.options.checkpoint)) {
            for (const [i, [values, ...matrices]] of some) {
                const failure = [values, ...matrices].find(result => result instanceof Failure);
                if (failure instanceof Failure) {
                    evaluated[i] = { input: read[i]?.shortText ?? '', message: failure.error.message };
                } else if (values !== undefined && !(values instanceof BitMatrix) && !(values instanceof Failure)) {
                    evaluated[i] = { values, matrices: new Map(matrices.flatMap((matrix, at) => (matrix instanceof BitMatrix ? [[this.selectors[at] ?? -1, matrix]] : []))) };
                }
            }
        }
        return evaluated;
    }
}

export function isFailed(result: Evaluated | FailedInput): result is FailedInput {
    return 'message' in result;
}
