import { seededRandom } from '../../language/batch/random';
import type { Transformer } from '../../transformer/model/transformer';

/**
 * The same transformer with its residual dimensions, its heads' dimensions and its hidden units in another order: what
 * it computes is the same but for the order in which float32 adds up.
 */
export function reordered(transformer: Transformer, seed: number): Transformer {
    const random = seededRandom(seed);
    const order = (size: number): number[] => {
        const items = Array.from({ length: size }, (_, i) => i);
        return items.map(item => [random(), item] as const).sort(([a], [b]) => a - b).map(([, item]) => item);
    };
    const { dModel, outputSize } = transformer;
    const d = order(dModel);
    return {
        ...transformer,
        tokenEmbedding: columns(transformer.tokenEmbedding, d),
        positionEmbedding: columns(transformer.positionEmbedding, d),
        unembedding: rows(transformer.unembedding, d, outputSize),
        blocks: transformer.blocks.map(({ attention, feedForward }) => {
            const head = order(attention?.dHead ?? 0);
            const hidden = order(feedForward?.width ?? 0);
            return {
                ...(attention === undefined ? {} : {
                    attention: {
                        ...attention,
                        queryWeights: columns(rows(attention.queryWeights, d, attention.dHead), head), keyWeights: columns(rows(attention.keyWeights, d, attention.dHead), head),
                        queryBias: columns(attention.queryBias, head), keyBias: columns(attention.keyBias, head),
                        valueWeights: rows(attention.valueWeights, d, attention.dHead),
                        outputWeights: columns(attention.outputWeights, d), outputBias: columns(attention.outputBias, d)
                    }
                }),
                ...(feedForward === undefined ? {} : {
                    feedForward: {
                        ...feedForward,
                        inputWeights: columns(rows(feedForward.inputWeights, d, feedForward.width), hidden), inputBias: columns(feedForward.inputBias, hidden),
                        outputWeights: columns(rows(feedForward.outputWeights, hidden, dModel), d), outputBias: columns(feedForward.outputBias, d)
                    }
                })
            };
        })
    };
}

/** Each row with its numbers in another order. */
function columns(values: Float32Array, order: readonly number[]): Float32Array {
    return values.map((_, i) => values[i - i % order.length + (order[i % order.length] ?? 0)] ?? 0);
}

/** The rows of each matrix of as many in another order. */
function rows(values: Float32Array, order: readonly number[], width: number): Float32Array {
    return values.map((_, i) => {
        const row = Math.floor(i / width);
        return values[(row - row % order.length + (order[row % order.length] ?? 0)) * width + i % width] ?? 0;
    });
}
