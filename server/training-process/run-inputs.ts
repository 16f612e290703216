import { Failure } from '../../language/evaluation/evaluation.js';
import type { Input } from '../../language/evaluation/input.js';
import { shownAtom } from '../../language/evaluation/show.js';
import { limitText } from '../../language/limits.js';
import { readCommandInput } from '../../language/program/typed-input.js';
import { isAtom } from '../../language/values/atom.js';
import { RaspError } from '../../language/values/error.js';
import { listText } from '../../transformer/model/alphabet-text.js';
import { Tokenizer } from '../../transformer/model/model-input.js';
import { atomOf, typedValueOf, valueKey } from '../../transformer/model/typed-values.js';
import type { TypedValue } from '../../transformer/model/transformer.js';
import type { Training } from '../../transformer/runtime/training-driver.js';
import type { Inspection } from '../../transformer/runtime/training-messages.js';
import { Dataset } from '../../transformer/training/data/dataset.js';
import { openSop } from '../../transformer/training/training-job.js';
import type { OpenedSop, TrainingJob } from '../../transformer/training/training-job.js';
import type { InspectAnswer, InspectedRow, LengthAccuracy, LengthsAnswer } from '../protocol/train.js';
import { sentence } from './train-choices.js';

/** Inputs that are looked at together, and those of the test split where none were typed. */
const mostInputs = 50;
const firstTests = 12;
/** Test inputs among which the first ones are looked for, as the s-op may fail on some. */
const mostLookedAt = 200;
/** Positions that may always be looked at, where they need not be learned. */
const usualPositions = 100;
/** Numbers of attention that are asked for at once: 160 MB. */
const mostCells = 40_000_000;
/** Lengths that are tried, how many more than are trained, and inputs of each. */
const lengthSteps = 20;
const beyond = 2;
const inputsOfLength = 50;
/** Stands for a class that is kept free for values that come later. */
const noValue = '–';

/** What a training's model gives on inputs of one's own. */
export class RunInputs {
    private readonly job: TrainingJob;
    private readonly opened: OpenedSop;
    private readonly dataset: Dataset;
    private readonly tokenizer: Tokenizer;

    /** @throws Error that says why the program gives nothing */
    constructor(job: TrainingJob) {
        const opened = openSop(job);
        if (!opened.ok) {
            throw new Error(opened.message);
        }
        const data = Dataset.open({ ...job.data, node: opened.value.node, name: job.sop, sample: 0 });
        if (!data.ok) {
            throw new Error(data.message);
        }
        this.job = job;
        this.opened = opened.value;
        this.dataset = data.dataset;
        const { lengths: { most }, alphabet } = job.data;
        this.tokenizer = new Tokenizer({ alphabet, maxLength: this.isBounded ? most : Math.max(most * beyond, usualPositions) });
    }

    /** @param typed none takes the first inputs of the test split */
    async inspect(training: Training, typed: readonly string[]): Promise<InspectAnswer> {
        if (typed.length > mostInputs) {
            return { ok: false, message: `${limitText(typed.length)} inputs; ${mostInputs} can be looked at together.` };
        }
        const read = typed.length === 0 ? this.tests() : this.read(typed);
        if (typeof read === 'string') {
            return { ok: false, message: read };
        }
        const [first, ...others] = read;
        if (first === undefined) {
            return { ok: false, message: 'There are no test inputs on which the s-op gives something. Type one.' };
        }
        // Alone it is not padded, so that its attention is as it is looked at.
        const seen = await training.inspect([first.ids]);
        const rows = this.rowsOf(seen, [first]);
        for (const some of this.together(others)) {
            rows.push(...this.rowsOf(await training.inspect(some.map(({ ids }) => ids)), some));
        }
        return { ok: true, inputs: read.map(({ text }) => text), rows, nLayers: seen.attention.length, nHeads: seen.nHeads, attention: seen.attention, targets: seen.targets };
    }

    /** How well it does by length, up to twice the longest that it is trained on. */
    async lengths(training: Training): Promise<LengthsAnswer> {
        const longest = this.job.data.lengths.most;
        const lengths: LengthAccuracy[] = [];
        for (const length of lengthsUpTo(longest, this.isBounded ? longest : beyond * longest)) {
            try {
                lengths.push(...await training.lengths([length], inputsOfLength));
            } catch (error) {
                // Beyond the trained lengths there may be values that are no class.
                const message = error instanceof Error ? error.message : String(error);
                return lengths.length === 0 ? { ok: false, message: sentence(message) } : { ok: true, lengths, longest, note: `None from length ${limitText(length)} on: ${sentence(message)}` };
            }
        }
        return { ok: true, lengths, longest, ...(this.isBounded ? { note: `Positions are learned: the model has none beyond ${limitText(longest)}.` } : {}) };
    }

    private get isBounded(): boolean {
        return this.job.model.positions === 'learned';
    }

    private read(typed: readonly string[]): readonly ReadInput[] | string {
        const inputs: ReadInput[] = [];
        for (const text of typed) {
            try {
                const items = [...readCommandInput(text).items];
                const { bos } = this.job.data;
                const [first] = items;
                const value = first !== undefined && isAtom(first) ? typedValueOf(first) : undefined;
                const hasBos = bos !== undefined && value !== undefined && valueKey(value) === valueKey(bos.token);
                const ids = this.tokenizer.idsOf(hasBos ? items.slice(1) : items);
                const failure = this.failureOn(ids) ?? this.sizeProblem(ids);
                if (failure !== undefined) {
                    return `${text}: ${failure}.`;
                }
                inputs.push({ text, ids });
            } catch (error) {
                if (error instanceof RaspError) {
                    return `${text}: ${error.message}.`;
                }
                throw error;
            }
        }
        return inputs;
    }

    private tests(): readonly ReadInput[] {
        const inputs: ReadInput[] = [];
        for (let i = 0; i < Math.min(mostLookedAt, this.job.data.sizes.test) && inputs.length < firstTests; i++) {
            const ids = this.dataset.tokens('test', i);
            if (this.failureOn(ids) === undefined && this.sizeProblem(ids) === undefined) {
                inputs.push({ text: this.textOf(ids), ids });
            }
        }
        return inputs;
    }

    private failureOn(ids: Int32Array): string | undefined {
        const result = this.opened.program.evaluationOn(this.inputOf(ids)).result(this.opened.node);
        return result instanceof Failure ? result.error.message : undefined;
    }

    private sizeProblem(ids: Int32Array): string | undefined {
        return this.cells(ids.length, 1) <= mostCells ? undefined : `its attention has more than ${limitText(mostCells)} numbers`;
    }

    private inputOf(ids: Int32Array): Input {
        return this.dataset.inputOf(ids);
    }

    /** As it would be typed. */
    private textOf(ids: Int32Array): string {
        const values = Array.from(ids, id => this.job.data.alphabet[id]).filter(value => value !== undefined);
        const isPlain = values.every(({ value }) => typeof value === 'string' && [...value].length === 1 && !/[\s"[\]]/.test(value));
        return isPlain ? values.map(({ value }) => String(value)).join('') : listText(values);
    }

    private cells(length: number, rows: number): number {
        const { nLayers, nHeads } = this.job.model;
        return rows * nLayers * nHeads * (length + 1) ** 2;
    }

    /** Inputs in turn, as many together as their attention allows. */
    private* together(inputs: readonly ReadInput[]): Generator<readonly ReadInput[]> {
        let some: ReadInput[] = [];
        let longest = 0;
        for (const input of inputs) {
            longest = Math.max(longest, input.ids.length);
            if (some.length > 0 && this.cells(longest, some.length + 1) > mostCells) {
                yield some;
                some = [];
                longest = input.ids.length;
            }
            some.push(input);
        }
        if (some.length > 0) {
            yield some;
        }
    }

    private rowsOf({ length, given, wanted, classes }: Inspection, inputs: readonly ReadInput[]): InspectedRow[] {
        const { bos, alphabet } = this.job.data;
        const text = (value: TypedValue | undefined): string => (value === undefined ? '' : shownAtom(atomOf(value)));
        return inputs.map(({ ids }, row) => {
            const tokens = [...bos === undefined ? [] : [text(bos.token)], ...Array.from(ids, id => text(alphabet[id]))];
            const from = row * length;
            const right = Array.from(wanted.subarray(from, from + tokens.length));
            const own = Array.from(given.subarray(from, from + tokens.length));
            return {
                tokens, wanted: right.map(id => (id < 0 ? '' : text(classes[id]))), given: own.map((id, at) => ((right[at] ?? -1) < 0 ? '' : id < classes.length ? text(classes[id]) : noValue)),
                wrong: own.map((id, at) => (right[at] ?? -1) >= 0 && right[at] !== id)
            };
        });
    }
}

interface ReadInput {
    readonly text: string;
    /** Without BOS. */
    readonly ids: Int32Array;
}

/** Lengths from 1 on, about evenly apart, the longest trained one among them. */
export function lengthsUpTo(longest: number, most: number): number[] {
    const steps = Math.min(most, lengthSteps);
    const even = Array.from({ length: steps }, (_, i) => Math.round(1 + i * (most - 1) / Math.max(1, steps - 1)));
    return [...new Set([...even, longest])].sort((a, b) => a - b);
}
