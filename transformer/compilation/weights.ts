import type { Attention, Block, FeedForward, Transformer } from '../model/transformer.js';
import type { HiddenLayer } from './hidden-layer.js';
import type { Linear } from './linear.js';
import { headWidth } from './model-size.js';
import type { ModelSizes } from './model-size.js';
import { bosDimension } from './network-plan.js';
import { bosValues } from './network.js';
import type { Network, NetworkHead } from './network.js';
import type { ResidualLayout } from './residual-layout.js';

/** What makes the BOS position attend to itself alone, whatever its other scores are. */
const bosAttraction = 2 ** 28;

/** The weights of a network that is laid out. */
export function weightsOf(network: Network, { blocks, hidden, places }: ResidualLayout, { tokens, positions, outputs }: ModelSizes): Transformer {
    const dModel = places.length;
    const place = new Map(places.flatMap((stays, at) => stays.map(({ dimension }) => [dimension, at] as const)));
    const rows = new Rows(place, dModel, bosValues(network));
    const unembedding = new Float32Array(dModel * outputs);
    network.outputs.forEach(({ terms }, j) => { terms.forEach((weight, index) => { unembedding[rows.of(index) * outputs + j] = weight; }); });
    return {
        dModel, nPositions: positions, vocabularySize: tokens, ...embeddings(network, place, dModel, tokens, positions),
        blocks: blocks.map(({ heads }, block): Block => {
            const layer = hidden[block];
            return { ...(heads.length > 0 ? { attention: rows.attention(heads) } : {}), ...(layer !== undefined && layer.units.length > 0 ? { feedForward: rows.feedForward(layer) } : {}) };
        }),
        unembedding, unembeddingBias: Float32Array.from(network.outputs, ({ constant }) => constant), outputSize: outputs
    };
}

function embeddings({ dimensions }: Network, place: ReadonlyMap<number, number>, d: number, tokens: number, positions: number): Pick<Transformer, 'tokenEmbedding' | 'positionEmbedding'> {
    const tokenEmbedding = new Float32Array(tokens * d);
    const positionEmbedding = new Float32Array(positions * d);
    for (const [index, { embedded }] of dimensions) {
        const column = place.get(index) ?? 0;
        for (const { by, values } of embedded) {
            values.forEach((value, row) => {
                if (by === 'token') {
                    tokenEmbedding[row * d + column] = value;
                } else {
                    positionEmbedding[(row + 1) * d + column] = value;
                }
            });
        }
    }
    const bos = place.get(bosDimension);
    if (bos !== undefined) {
        tokenEmbedding[(tokens - 1) * d + bos] = 1;
    }
    return { tokenEmbedding, positionEmbedding };
}

/** Weights by the rows of the residual stream. */
class Rows {
    private readonly place: ReadonlyMap<number, number>;
    private readonly d: number;
    private readonly bosValues: ReadonlyMap<number, number>;

    constructor(place: ReadonlyMap<number, number>, d: number, values: ReadonlyMap<number, number>) {
        this.place = place;
        this.d = d;
        this.bosValues = values;
    }

    of(dimension: number): number {
        return this.place.get(dimension) ?? 0;
    }

    attention(heads: readonly NetworkHead[]): Attention {
        const { d } = this;
        const dHead = headWidth(heads);
        // A power of two at or above the root that scores are divided by: they stay whole.
        const scale = 2 ** Math.ceil(Math.log2(dHead) / 2);
        const size = heads.length * d * dHead;
        const made = {
            nHeads: heads.length, dHead,
            queryWeights: new Float32Array(size), keyWeights: new Float32Array(size), valueWeights: new Float32Array(size),
            queryBias: new Float32Array(heads.length * dHead), keyBias: new Float32Array(heads.length * dHead), valueBias: new Float32Array(heads.length * dHead),
            outputWeights: new Float32Array(size), outputBias: new Float32Array(d)
        };
        heads.forEach(({ factors, values }, h) => {
            const column = (weights: Float32Array, bias: Float32Array, j: number, { terms, constant }: Linear, factor: number): void => {
                terms.forEach((weight, index) => { weights[(h * d + this.of(index)) * dHead + j] = weight * factor; });
                bias[h * dHead + j] = constant * factor;
            };
            factors.forEach(({ query, key, isOfBos, isExact = false }, i) => {
                column(made.queryWeights, made.queryBias, i, isOfBos ? { ...query, terms: new Map([...query.terms, [bosDimension, bosAttraction]]) } : query, isExact ? Math.sqrt(dHead) : scale);
                column(made.keyWeights, made.keyBias, i, this.withBos(key), 1);
            });
            values.forEach(({ value, dimension }, j) => {
                column(made.valueWeights, made.valueBias, j, this.withBos(value), 1);
                made.outputWeights[(h * dHead + j) * d + this.of(dimension)] = 1;
            });
        });
        return made;
    }

    /** What is as it is meant to be at the BOS position too: there only the weight of the dimension that marks it counts. */
    private withBos(linear: Linear): Linear {
        const { terms, constant } = linear;
        const held = [...terms].reduce((sum, [index, weight]) => sum + (index === bosDimension ? 0 : weight * (this.bosValues.get(index) ?? 0)), constant);
        return held === 0 ? linear : { constant, terms: new Map([...terms, [bosDimension, (terms.get(bosDimension) ?? 0) - held]]) };
    }

    feedForward({ units, outputs }: HiddenLayer): FeedForward {
        const { d } = this;
        const width = units.length;
        const made = { width, inputWeights: new Float32Array(d * width), inputBias: new Float32Array(width), outputWeights: new Float32Array(width * d), outputBias: new Float32Array(d) };
        units.forEach(({ terms, bias, bosWeight }, unit) => {
            terms.forEach((weight, index) => { made.inputWeights[this.of(index) * width + unit] = weight; });
            if (bosWeight !== 0) {
                made.inputWeights[this.of(bosDimension) * width + unit] = bosWeight;
            }
            made.inputBias[unit] = bias;
        });
        outputs.forEach((weights, dimension) => { weights.forEach((weight, unit) => { made.outputWeights[unit * d + this.of(dimension)] = weight; }); });
        return made;
    }
}
