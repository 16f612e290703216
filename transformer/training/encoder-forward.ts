import { rowProduct } from '../model/row-product.js';
import { layerNormEpsilon } from './differentiation/normalisation.js';
import { subLayers } from './encoder.js';
import { trainedParameters } from './encoder-parameters.js';
import type { EncoderShape } from './encoder-parameters.js';
import { sinusoidalPositions } from './positions.js';
import type { TrainedModel } from './trained-model.js';

/** Gives the numbers of a parameter. */
type TakeNumbers = (name: string) => Float32Array;

/**
 * Runs a trained model on one input in float32, as its graph does (`inferenceModel`), where there is nothing to run graphs.
 * @returns the function that takes token ids without BOS, at most as many as the model has positions, and gives
 * the logits [tokens, outputSize]
 */
export function trainedForward({ shape, parameters, alphabet, bos }: TrainedModel): (tokens: Int32Array) => Float32Array {
    const places = new Map(trainedParameters(shape).map(parameter => [parameter.name, parameter]));
    const take: TakeNumbers = name => {
        const place = places.get(name);
        if (place === undefined) {
            throw new RangeError(`there is no parameter ${name}`);
        }
        return parameters.subarray(place.offset, place.offset + place.size);
    };
    const positions = shape.positions === 'learned' ? take('pos_embed.W_pos') : sinusoidalPositions(shape.nPositions, shape.dModel);
    const before = bos === undefined ? 0 : 1;
    return tokens => {
        const ids = new Int32Array(before + tokens.length).fill(alphabet.length, 0, before);
        ids.set(tokens, before);
        return encoded(shape, take, positions, ids).subarray(before * shape.outputSize);
    };
}

function encoded(shape: EncoderShape, take: TakeNumbers, positions: Float32Array, tokens: Int32Array): Float32Array {
    const { dModel: d, dMlp, outputSize } = shape;
    const n = tokens.length;
    const embedding = take('embed.W_E');
    const x = Float32Array.from({ length: n * d }, (_, i) => (embedding[(tokens[Math.floor(i / d)] ?? 0) * d + i % d] ?? 0) + (positions[i] ?? 0));
    for (const { kind, layer } of subLayers(shape.nLayers, shape.order)) {
        const block = `blocks.${layer}`;
        const linear = (input: Float32Array, name: string, letter: string, inner: number, columns: number): Float32Array =>
            rowProduct(input, n, inner, take(`${block}.${name}.W_${letter}`), 0, columns, take(`${block}.${name}.b_${letter}`), 0);
        if (kind === 'attention') {
            const mixed = attend(shape, n, linear(x, 'attn', 'Q', d, d), linear(x, 'attn', 'K', d, d), linear(x, 'attn', 'V', d, d));
            addAndNormalise(x, linear(mixed, 'attn', 'O', d, d), d, take(`${block}.ln1.w`), take(`${block}.ln1.b`));
        } else {
            const hidden = linear(x, 'mlp', 'in', d, dMlp).map(value => Math.max(value, 0));
            addAndNormalise(x, linear(hidden, 'mlp', 'out', dMlp, d), d, take(`${block}.ln2.w`), take(`${block}.ln2.b`));
        }
    }
    return rowProduct(x, n, d, take('unembed.W_U'), 0, outputSize, take('unembed.b_U'), 0);
}

/** What the heads read, side by side: [n, d_model]. */
function attend({ nHeads, dModel: d }: EncoderShape, n: number, queries: Float32Array, keys: Float32Array, values: Float32Array): Float32Array {
    const width = d / nHeads;
    const scaling = 1 / Math.sqrt(width);
    const mixed = new Float32Array(n * d);
    const weights = new Float32Array(n);
    for (let head = 0; head < nHeads; head++) {
        for (let query = 0; query < n; query++) {
            const at = query * d + head * width;
            for (let key = 0; key < n; key++) {
                let score = 0;
                for (let j = 0; j < width; j++) {
                    score += (queries[at + j] ?? 0) * (keys[key * d + head * width + j] ?? 0);
                }
                weights[key] = score * scaling;
            }
            softmaxInPlace(weights);
            for (let key = 0; key < n; key++) {
                for (let j = 0; j < width; j++) {
                    mixed[at + j] = (mixed[at + j] ?? 0) + (weights[key] ?? 0) * (values[key * d + head * width + j] ?? 0);
                }
            }
        }
    }
    return mixed;
}

function softmaxInPlace(row: Float32Array): void {
    const most = row.reduce((a, b) => Math.max(a, b), -Infinity);
    let total = 0;
    row.forEach((score, i) => { total += row[i] = Math.exp(score - most); });
    row.forEach((power, i) => { row[i] = power / total; });
}

/** The residual connection and the layer norm behind it. */
function addAndNormalise(x: Float32Array, added: Float32Array, d: number, gain: Float32Array, bias: Float32Array): void {
    for (let at = 0; at < x.length; at += d) {
        let sum = 0;
        for (let i = 0; i < d; i++) {
            sum += x[at + i] = (x[at + i] ?? 0) + (added[at + i] ?? 0);
        }
        const mean = sum / d;
        let squares = 0;
        for (let i = 0; i < d; i++) {
            squares += ((x[at + i] ?? 0) - mean) ** 2;
        }
        const inverse = 1 / Math.sqrt(squares / d + layerNormEpsilon);
        for (let i = 0; i < d; i++) {
            x[at + i] = ((x[at + i] ?? 0) - mean) * inverse * (gain[i] ?? 0) + (bias[i] ?? 0);
        }
    }
}
