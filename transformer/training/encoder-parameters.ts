/** Whether positions are told by sines and cosines or by rows that are learned. */
export type PositionKind = 'sinusoidal' | 'learned';
export const positionKinds: readonly PositionKind[] = ['sinusoidal', 'learned'];

/** How attention and feed-forward sub-layers follow each other. */
export type LayerOrder = 'interleaved' | 'attention-first' | 'feed-forward-first';
export const layerOrders: readonly LayerOrder[] = ['interleaved', 'attention-first', 'feed-forward-first'];

/** The sizes of an encoder that is trained. Its layers all have the same number of heads. */
export interface EncoderShape {
    readonly nLayers: number;
    readonly nHeads: number;
    readonly dModel: number;
    /** The width of the feed-forward sub-layers. */
    readonly dMlp: number;
    /** Token ids, those of BOS and padding included. */
    readonly vocabularySize: number;
    /** Classes that it tells apart. */
    readonly outputSize: number;
    /** The longest input, BOS included. */
    readonly nPositions: number;
    readonly positions: PositionKind;
    readonly order: LayerOrder;
}

/** How a parameter begins. */
export type Beginning =
    | { readonly kind: 'zeros' | 'ones' | 'normal' }
    | { readonly kind: 'uniform'; readonly bound: number };

/** Where a parameter lies among all numbers that are trained. */
export interface TrainedParameter {
    readonly name: string;
    readonly shape: readonly number[];
    readonly offset: number;
    readonly size: number;
    readonly beginning: Beginning;
}

const mostOf = { nLayers: 64, nHeads: 256, dModel: 8_192, dMlp: 65_536, vocabularySize: 1_000_000, outputSize: 1_000_000, nPositions: 1_000_000 } as const;
const namesOf: Readonly<Record<keyof typeof mostOf, string>> = {
    nLayers: 'the number of layers', nHeads: 'the number of heads', dModel: 'd_model', dMlp: 'd_mlp', vocabularySize: 'the size of the vocabulary', outputSize: 'the number of classes', nPositions: 'the number of positions'
};
/** Beyond it, float32s of one tensor no longer fit what runtimes take in one piece. */
const mostParameters = 500_000_000;

/** What is wrong with these sizes, for people; undefined where nothing is. */
export function shapeProblem(shape: EncoderShape): string | undefined {
    for (const [name, most] of Object.entries(mostOf)) {
        const size = shape[name as keyof typeof mostOf];
        // A table of one position would be repeated for all instead of refusing a second.
        const least = name === 'nPositions' ? 2 : 1;
        if (!Number.isInteger(size) || size < least || size > most) {
            return `${namesOf[name as keyof typeof mostOf]} is ${size}; it can be an int from ${least} to ${most}`;
        }
    }
    if (shape.dModel % shape.nHeads !== 0) {
        return `${shape.nHeads} heads cannot share ${shape.dModel} dimensions: d_model must be a multiple of the number of heads`;
    }
    const count = trainedCount(shape);
    return count > mostParameters ? `${count} parameters are more than ${mostParameters}` : undefined;
}

/**
 * All parameters that are trained, in the order in which they lie in one list of numbers.
 *
 * They begin as PyTorch's `nn.Embedding`, `nn.MultiheadAttention`, `nn.Linear` and `nn.LayerNorm` do. Weights are
 * [inputs, outputs]; queries, keys and values of all heads lie side by side.
 */
export function trainedParameters({ nLayers, dModel, dMlp, vocabularySize, outputSize, nPositions, positions }: EncoderShape): TrainedParameter[] {
    const parameters: TrainedParameter[] = [];
    let offset = 0;
    const parameter = (name: string, shape: readonly number[], beginning: Beginning): void => {
        const size = shape.reduce((product, length) => product * length, 1);
        parameters.push({ name, shape, offset, size, beginning });
        offset += size;
    };
    const linear = (name: string, letter: string, inputs: number, outputs: number): void => {
        const beginning: Beginning = { kind: 'uniform', bound: 1 / Math.sqrt(inputs) };
        parameter(`${name}.W_${letter}`, [inputs, outputs], beginning);
        parameter(`${name}.b_${letter}`, [outputs], beginning);
    };
    const layerNorm = (name: string): void => {
        parameter(`${name}.w`, [dModel], { kind: 'ones' });
        parameter(`${name}.b`, [dModel], { kind: 'zeros' });
    };
    parameter('embed.W_E', [vocabularySize, dModel], { kind: 'normal' });
    if (positions === 'learned') {
        parameter('pos_embed.W_pos', [nPositions, dModel], { kind: 'normal' });
    }
    // Xavier's bound for the three projections as the one matrix, three times as high as wide, that PyTorch makes of them.
    const projection: Beginning = { kind: 'uniform', bound: Math.sqrt(6 / (dModel + 3 * dModel)) };
    for (let layer = 0; layer < nLayers; layer++) {
        const block = `blocks.${layer}`;
        for (const letter of ['Q', 'K', 'V']) {
            parameter(`${block}.attn.W_${letter}`, [dModel, dModel], projection);
            parameter(`${block}.attn.b_${letter}`, [dModel], { kind: 'zeros' });
        }
        parameter(`${block}.attn.W_O`, [dModel, dModel], { kind: 'uniform', bound: 1 / Math.sqrt(dModel) });
        parameter(`${block}.attn.b_O`, [dModel], { kind: 'zeros' });
        layerNorm(`${block}.ln1`);
        linear(`${block}.mlp`, 'in', dModel, dMlp);
        linear(`${block}.mlp`, 'out', dMlp, dModel);
        layerNorm(`${block}.ln2`);
    }
    linear('unembed', 'U', dModel, outputSize);
    return parameters;
}

/** How many numbers are trained. */
export function trainedCount(shape: EncoderShape): number {
    const { dModel, dMlp, nLayers, vocabularySize, outputSize, nPositions, positions } = shape;
    const layer = 4 * dModel * (dModel + 1) + 4 * dModel + 2 * dModel * dMlp + dMlp + dModel;
    return (vocabularySize + (positions === 'learned' ? nPositions : 0)) * dModel + nLayers * layer + (dModel + 1) * outputSize;
}
