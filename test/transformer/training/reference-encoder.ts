import type { EncoderShape, TrainedParameter } from '../../../transformer/training/encoder-parameters';
import { trainedParameters } from '../../../transformer/training/encoder-parameters';
import { subLayers } from '../../../transformer/training/encoder';
import { normalRow, softmaxOf, sum } from './doubles';

type Rows = readonly (readonly number[])[];

/** One sequence of a batch, without padding. */
export interface Sequence {
    readonly tokens: readonly number[];
    /** The class at each position; none at some. */
    readonly labels: readonly (number | undefined)[];
    /** By layer and head, rows of [queries][keys]; a row is missing where its query is free. */
    readonly targets?: ReadonlyMap<number, readonly (readonly (readonly number[] | undefined)[])[]>;
}

export interface ReferenceResult {
    readonly logits: Rows;
    /** By layer and head. */
    readonly attention: readonly (readonly Rows[])[];
}

const known = new WeakMap<EncoderShape, ReadonlyMap<string, TrainedParameter>>();

/** Kept, as finite differences ask for them thousands of times. */
function parametersOf(shape: EncoderShape): ReadonlyMap<string, TrainedParameter> {
    const parameters = known.get(shape) ?? new Map(trainedParameters(shape).map(parameter => [parameter.name, parameter]));
    known.set(shape, parameters);
    return parameters;
}

/** What an encoder gives on one sequence, in doubles and written as PyTorch's description reads: slow, and on its own. */
export function referenceEncode(shape: EncoderShape, all: readonly number[], tokens: readonly number[]): ReferenceResult {
    const { dModel, nHeads, nLayers, order, positions } = shape;
    const found = (name: string): TrainedParameter => {
        const parameter = parametersOf(shape).get(name);
        if (parameter === undefined) {
            throw new RangeError(name);
        }
        return parameter;
    };
    const vector = (name: string): readonly number[] => { const { offset, size } = found(name); return all.slice(offset, offset + size); };
    const matrix = (name: string): Rows => { const [rows = 0, columns = 0] = found(name).shape; const values = vector(name); return Array.from({ length: rows }, (_, i) => values.slice(i * columns, (i + 1) * columns)); };
    const linear = (x: Rows, name: string, letter: string): Rows => { const weights = matrix(`${name}.W_${letter}`); const bias = vector(`${name}.b_${letter}`); return x.map(row => bias.map((b, j) => b + sum(row.map((value, i) => value * (weights[i]?.[j] ?? NaN))))); };
    const norm = (x: Rows, name: string): Rows => { const gain = vector(`${name}.w`); const bias = vector(`${name}.b`); return x.map(row => normalRow(row).map((value, i) => value * (gain[i] ?? NaN) + (bias[i] ?? NaN))); };
    const plus = (a: Rows, b: Rows): Rows => a.map((row, i) => row.map((value, j) => value + (b[i]?.[j] ?? NaN)));
    const place = (position: number, i: number): number => {
        const angle = position / 10_000 ** ((i - i % 2) / (dModel + dModel % 2));
        return i % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
    };
    const learned = positions === 'learned' ? matrix('pos_embed.W_pos') : undefined;
    const embedding = matrix('embed.W_E');
    let x: Rows = tokens.map((token, p) => (embedding[token] ?? []).map((value, i) => value + (learned === undefined ? Math.fround(place(p, i)) : learned[p]?.[i] ?? NaN)));
    const attention: Rows[][] = [];
    for (const { kind, layer } of subLayers(nLayers, order)) {
        const block = `blocks.${layer}`;
        if (kind === 'feed-forward') {
            const hidden = linear(x, `${block}.mlp`, 'in').map(row => row.map(value => Math.max(value, 0)));
            x = norm(plus(x, linear(hidden, `${block}.mlp`, 'out')), `${block}.ln2`);
            continue;
        }
        const width = dModel / nHeads;
        const [queries, keys, values] = ['Q', 'K', 'V'].map(letter => linear(x, `${block}.attn`, letter)) as [Rows, Rows, Rows];
        const heads = Array.from({ length: nHeads }, (_, head) => {
            const own = (rows: Rows): Rows => rows.map(row => row.slice(head * width, (head + 1) * width));
            const pattern = own(queries).map(query => softmaxOf(own(keys).map(key => sum(query.map((value, i) => value * (key[i] ?? NaN))) / Math.sqrt(width))));
            return { pattern, mixed: pattern.map(weights => Array.from({ length: width }, (_, i) => sum(weights.map((weight, k) => weight * (own(values)[k]?.[i] ?? NaN))))) };
        });
        attention[layer] = heads.map(({ pattern }) => pattern as Rows);
        const joined = tokens.map((_, p) => heads.flatMap(({ mixed }) => mixed[p] ?? []));
        x = norm(plus(x, linear(joined, `${block}.attn`, 'O')), `${block}.ln1`);
    }
    return { logits: linear(x, 'unembed', 'U'), attention };
}

export interface ReferenceLosses {
    readonly crossEntropy: number;
    readonly attentionError: number;
    readonly total: number;
    readonly right: number;
    readonly labelled: number;
}

/** The losses of a batch. */
export function referenceLosses(shape: EncoderShape, all: readonly number[], batch: readonly Sequence[], attentionWeight: number): ReferenceLosses {
    const mean = (values: readonly number[]): number => (values.length === 0 ? 0 : sum(values) / values.length);
    const entropies: number[] = [];
    const errors: number[] = [];
    let [right, labelled] = [0, 0];
    for (const { tokens, labels, targets } of batch) {
        const { logits, attention } = referenceEncode(shape, all, tokens);
        const labelledRows = labels.flatMap((label, p) => (label === undefined ? [] : [{ label, row: logits[p] ?? [] }]));
        if (labelledRows.length > 0) {
            entropies.push(mean(labelledRows.map(({ label, row }) => -Math.log(softmaxOf(row)[label] ?? NaN))));
        }
        labelled += labelledRows.length;
        right += labelledRows.filter(({ label, row }) => row[label] === Math.max(...row)).length;
        targets?.forEach((heads, layer) => {
            heads.forEach((rows, head) => {
                const squares = rows.flatMap((row, query) => (row ?? []).map((target, key) => (target - (attention[layer]?.[head]?.[query]?.[key] ?? NaN)) ** 2));
                if (squares.length > 0) {
                    errors.push(mean(squares));
                }
            });
        });
    }
    const [crossEntropy, attentionError] = [mean(entropies), mean(errors)];
    return { crossEntropy, attentionError, total: crossEntropy + attentionWeight * attentionError, right, labelled };
}
