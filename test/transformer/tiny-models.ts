import type { Attention, Block, CompiledModel, FeedForward, Transformer, TypedValue } from '../../transformer/model/transformer';

export const letters = (text: string): TypedValue[] => [...text].map(value => ({ type: 'string', value }));

/** A model without blocks that gives its input back. */
export function identityModel(alphabet: readonly TypedValue[] = letters('abc'), maxLength = 5): CompiledModel {
    const size = alphabet.length;
    const oneHot = (rows: number): Float32Array => Float32Array.from({ length: rows * size }, (_, i) => (Math.floor(i / size) === i % size ? 1 : 0));
    return {
        transformer: {
            dModel: size, nPositions: maxLength + 1, vocabularySize: size + 1, outputSize: size, blocks: [],
            tokenEmbedding: oneHot(size + 1), positionEmbedding: new Float32Array((maxLength + 1) * size),
            unembedding: oneHot(size), unembeddingBias: new Float32Array(size)
        },
        name: 'identity', source: 'identity = tokens;', alphabet, maxLength,
        decoding: { kind: 'argmax', values: alphabet },
        dimensions: alphabet.map(({ value }) => [{ sop: 'tokens', meaning: String(value), writtenBy: 0 }]), heads: [], extraBlocks: []
    };
}

/** A model of no meaning with all kinds of blocks: both parts, attention alone, a feed-forward part alone, and neither. */
export function randomModel(seed: number, { dModel = 6, maxLength = 7, outputSize = 4, alphabet = letters('abcd') }: { dModel?: number; maxLength?: number; outputSize?: number; alphabet?: readonly TypedValue[] } = {}): CompiledModel {
    const random = generator(seed);
    const floats = (count: number): Float32Array => Float32Array.from({ length: count }, () => random() * 2 - 1);
    const attention = (nHeads: number, dHead: number): Attention => ({
        nHeads, dHead,
        queryWeights: floats(nHeads * dModel * dHead), keyWeights: floats(nHeads * dModel * dHead), valueWeights: floats(nHeads * dModel * dHead),
        queryBias: floats(nHeads * dHead), keyBias: floats(nHeads * dHead), valueBias: floats(nHeads * dHead),
        outputWeights: floats(nHeads * dHead * dModel), outputBias: floats(dModel)
    });
    const feedForward = (width: number): FeedForward => ({ width, inputWeights: floats(dModel * width), inputBias: floats(width), outputWeights: floats(width * dModel), outputBias: floats(dModel) });
    const blocks: Block[] = [{ attention: attention(3, 2), feedForward: feedForward(5) }, { attention: attention(1, 4) }, { feedForward: feedForward(3) }, {}];
    const transformer: Transformer = {
        dModel, nPositions: maxLength + 1, vocabularySize: alphabet.length + 1, outputSize, blocks,
        tokenEmbedding: floats((alphabet.length + 1) * dModel), positionEmbedding: floats((maxLength + 1) * dModel),
        unembedding: floats(dModel * outputSize), unembeddingBias: floats(outputSize)
    };
    const heads = blocks.flatMap((block, index) => Array.from({ length: block.attention?.nHeads ?? 0 }, (_, head) => ({ block: index, head, layer: index + 1, selector: `select ${head}`, selectorId: 10 * index + head })));
    return {
        transformer, name: 'noise', source: 'noise = tokens;', alphabet, maxLength,
        decoding: { kind: 'argmax', values: Array.from({ length: outputSize }, (_, value) => ({ type: 'int', value })) },
        dimensions: Array.from({ length: dModel }, (_, i) => [...i % 2 === 0 ? [] : [{ sop: `s${i} before`, meaning: '1', writtenBy: 0, emptiedBy: 1 }], { sop: `s${i}`, meaning: 'value', writtenBy: 2 + i % 3 }]), heads,
        extraBlocks: [{ block: 2, reason: 'for the test' }]
    };
}

function generator(seed: number): () => number {
    let state = seed >>> 0;
    return () => {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        return state / 2 ** 32;
    };
}
