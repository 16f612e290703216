import { Failure } from '../../language/evaluation/evaluation.js';
import { BitMatrix } from '../../language/evaluation/bit-matrix.js';
import type { Column } from '../../language/evaluation/column.js';
import type { Input } from '../../language/evaluation/input.js';
import { shownAtom } from '../../language/evaluation/show.js';
import { matrixRows } from '../../language/drawing/scene-values.js';
import { nodesBelow } from '../../language/graph/below.js';
import { isSelector } from '../../language/graph/nodes.js';
import type { Selector } from '../../language/graph/nodes.js';
import { readCommandInput } from '../../language/program/typed-input.js';
import { isAtom } from '../../language/values/atom.js';
import type { Atom } from '../../language/values/atom.js';
import { equalAtoms } from '../../language/values/comparison.js';
import { RaspError } from '../../language/values/error.js';
import { decodeOutputs } from '../../transformer/model/decode-outputs.js';
import { Tokenizer } from '../../transformer/model/model-input.js';
import type { CompiledModel } from '../../transformer/model/transformer.js';
import type { ModelOutput } from '../../transformer/runtime/padded-batches.js';
import type { HeadAnswer, RunAnswer } from '../protocol/compile.js';
import type { ModelRunner } from './model-runner.js';
import type { OpenedProgram } from './opened-program.js';

/** Runs inputs through a model and through the interpreter. */
export class ModelInputs {
    private readonly tokenizer: Tokenizer;
    private readonly selectors: ReadonlyMap<number, Selector>;
    private last: { readonly input: Input; readonly output: ModelOutput } | undefined;

    constructor(private readonly opened: OpenedProgram, private readonly model: CompiledModel, private readonly runner: ModelRunner) {
        this.tokenizer = new Tokenizer(model);
        this.selectors = new Map(nodesBelow(opened.node).filter(isSelector).map(selector => [selector.id, selector]));
    }

    /** What model and interpreter give on an input as typed. */
    async run(typed: string): Promise<RunAnswer> {
        try {
            const input = readCommandInput(typed);
            const [output] = await this.runner.run([this.tokenizer.idsOf(input.items)], { attention: true });
            if (output === undefined) {
                return { ok: false, message: 'the model gave no answer' };
            }
            this.last = { input, output };
            const column = decodeOutputs(this.model.decoding, this.model.transformer.outputSize, output.logits);
            const expected = this.opened.program.evaluationOn(input).result(this.opened.node);
            return {
                ok: true, input: input.text, tokens: input.items.map(item => (isAtom(item) ? shownAtom(item) : item.text)),
                model: column.values.map(shownAtom), ...compared(column, expected)
            };
        } catch (error) {
            if (error instanceof RaspError) {
                return { ok: false, message: error.message };
            }
            throw error;
        }
    }

    /** A head on the last input: what the model attends to, and what the selector selects. */
    head(index: number): HeadAnswer | undefined {
        const label = this.model.heads[index];
        if (label === undefined || this.last === undefined) {
            return undefined;
        }
        const { input, output } = this.last;
        const block = output.attention.find(({ block: of }) => of === label.block);
        const { weights, bos } = withBosApart(block?.weights ?? new Float32Array(), label.head, input.length);
        const selector = this.selectors.get(label.selectorId);
        const matrix = selector === undefined ? undefined : this.opened.program.evaluationOn(input).result(selector);
        return matrix instanceof BitMatrix ? { weights, bos, rows: matrixRows(matrix) }
            : { weights, bos, rows: [], error: matrix instanceof Failure ? matrix.error.message : 'the program has no selector for this head' };
    }
}

function compared(model: Column, expected: Column | BitMatrix | Failure): Pick<Extract<RunAnswer, { ok: true }>, 'expected' | 'differs'> {
    if (expected instanceof Failure || expected instanceof BitMatrix) {
        return { expected: expected instanceof Failure ? expected.error.message : 'a selector', differs: model.values.map(() => false) };
    }
    return { expected: expected.values.map(shownAtom), differs: model.values.map((value, position) => !isSame(value, expected.values[position])) };
}

/** Numbers are compared as numbers; a bool is none. */
function isSame(value: Atom, expected: Atom | undefined): boolean {
    return expected !== undefined && equalAtoms(value, expected) && (typeof value === 'boolean') === (typeof expected === 'boolean');
}

/** The rows and columns of the input's tokens in one head's [length + 1, length + 1], and the column of BOS beside them. */
function withBosApart(weights: Float32Array, head: number, length: number): Pick<HeadAnswer, 'weights' | 'bos'> {
    const kept = new Float32Array(length * length);
    const bos = new Float32Array(length);
    const size = length + 1;
    for (let query = 0; query < length; query++) {
        const from = (head * size + query + 1) * size + 1;
        kept.set(weights.subarray(from, from + length), query * length);
        bos[query] = weights[from - 1] ?? 0;
    }
    return { weights: kept, bos };
}
