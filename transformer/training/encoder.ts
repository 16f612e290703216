import { add, relu, scale } from './differentiation/arithmetic.js';
import { joinHeads, reshape, splitHeads } from './differentiation/layout.js';
import { firstRows, rowsAt } from './differentiation/lookups.js';
import { layerNorm, softmax } from './differentiation/normalisation.js';
import { linear, multiplyMatrices } from './differentiation/products.js';
import type { Tape } from './differentiation/tape.js';
import type { Value } from './differentiation/value.js';
import type { EncoderShape, LayerOrder } from './encoder-parameters.js';
import { sinusoidalPositions } from './positions.js';

/** Gives the tensor of a parameter. */
export type TakeParameter = (name: string) => Value;

/** What an encoder computes. */
export interface Encoded {
    /** [batch · n, outputSize] */
    readonly logits: Value;
    /** For each layer [batch, heads, n, n]: queries down, keys across. */
    readonly attention: readonly Value[];
}

/** Names of the dimensions that the inputs decide. */
export const batchDimension = 'batch';
export const positionDimension = 'n';
export const rowDimension = `${batchDimension}*${positionDimension}`;
const n = positionDimension;

/** Scores of keys that are padding: finite, as shaders may take infinities for granted not to occur. */
const masked = -(2 ** 126);

/** A sub-layer: attention or feed-forward, with the residual connection and the layer norm behind it. */
export interface SubLayer {
    readonly kind: 'attention' | 'feed-forward';
    readonly layer: number;
}

/** The sub-layers in the order in which they are computed. */
export function subLayers(nLayers: number, order: LayerOrder): SubLayer[] {
    const layers = Array.from({ length: nLayers }, (_, layer) => layer);
    const attention = layers.map((layer): SubLayer => ({ kind: 'attention', layer }));
    const feedForward = layers.map((layer): SubLayer => ({ kind: 'feed-forward', layer }));
    switch (order) {
        case 'attention-first':
            return [...attention, ...feedForward];
        case 'feed-forward-first':
            return [...feedForward, ...attention];
        case 'interleaved':
            return layers.flatMap(layer => [...attention.slice(layer, layer + 1), ...feedForward.slice(layer, layer + 1)]);
    }
}

/**
 * The encoder of PyTorch's `nn.TransformerEncoder` with the layer norm behind each sub-layer, as the paper trains it
 * (without dropout), and a linear read-out.
 * @param tokens int64 [batch, n], BOS included if there is one
 * @param mask bool [batch, n], false where a row is padded
 */
export function encode(tape: Tape, shape: EncoderShape, take: TakeParameter, tokens: string, mask: string): Encoded {
    const sizes = tape.node('Shape', [tokens]);
    const { graph } = tape;
    tape.size(batchDimension, tape.node('Slice', [sizes, graph.ints([0]), graph.ints([1])]));
    tape.size(n, tape.node('Slice', [sizes, graph.ints([1]), graph.ints([2])]));
    const hidden = tape.given(paddingScores(tape, mask), [batchDimension, 1, 1, n]);
    const attention: Value[] = [];
    let x = embedded(tape, shape, take, tokens);
    for (const { kind, layer } of subLayers(shape.nLayers, shape.order)) {
        const block = `blocks.${layer}`;
        const part = (name: string): TakeParameter => letter => take(`${block}.${name}.${letter}`);
        if (kind === 'attention') {
            const { added, pattern } = tape.within(`${block}.attn`, () => attend(tape, shape, part('attn'), x, hidden));
            attention[layer] = pattern;
            x = normalised(tape, `${block}.ln1`, part('ln1'), add(tape, x, added));
        } else {
            const added = tape.within(`${block}.mlp`, () => feedForward(tape, part('mlp'), x));
            x = normalised(tape, `${block}.ln2`, part('ln2'), add(tape, x, added));
        }
    }
    return { logits: tape.within('unembed', () => linear(tape, x, take('unembed.W_U'), take('unembed.b_U'))), attention };
}

function embedded(tape: Tape, { nPositions, dModel, positions }: EncoderShape, take: TakeParameter, tokens: string): Value {
    const ids = tape.node('Reshape', [tokens, tape.graph.ints([-1])]);
    const ofTokens = reshape(tape, rowsAt(tape, take('embed.W_E'), ids, rowDimension), [batchDimension, n, dModel]);
    const table = positions === 'learned' ? take('pos_embed.W_pos') : sinusoidal(tape, nPositions, dModel);
    // An input that is too long finds fewer rows here than it has tokens, and is refused by the addition.
    return reshape(tape, add(tape, ofTokens, firstRows(tape, table, n)), [rowDimension, dModel]);
}

function sinusoidal(tape: Tape, nPositions: number, dModel: number): Value {
    return tape.given(tape.graph.floats('pos_embed.W_pos', [nPositions, dModel], sinusoidalPositions(nPositions, dModel)), [nPositions, dModel]);
}

function attend(tape: Tape, { nHeads, dModel }: EncoderShape, take: TakeParameter, x: Value, hidden: Value): { readonly added: Value; readonly pattern: Value } {
    const project = (letter: string): Value => splitHeads(tape, linear(tape, x, take(`W_${letter}`), take(`b_${letter}`)), batchDimension, n, nHeads);
    const [queries, keys, values] = [project('Q'), project('K'), project('V')];
    const scores = scale(tape, multiplyMatrices(tape, queries, keys, { transposeB: true }), 1 / Math.sqrt(dModel / nHeads));
    const pattern = softmax(tape, add(tape, scores, hidden));
    const mixed = joinHeads(tape, multiplyMatrices(tape, pattern, values));
    return { added: linear(tape, mixed, take('W_O'), take('b_O')), pattern };
}

function feedForward(tape: Tape, take: TakeParameter, x: Value): Value {
    return linear(tape, relu(tape, linear(tape, x, take('W_in'), take('b_in'))), take('W_out'), take('b_out'));
}

function normalised(tape: Tape, name: string, take: TakeParameter, x: Value): Value {
    return tape.within(name, () => layerNorm(tape, x, take('w'), take('b')));
}

/** What is added to the scores of keys: 0, or what makes their attention exactly 0. */
function paddingScores(tape: Tape, mask: string): string {
    const padding = tape.node('Cast', [tape.node('Not', [mask])], { to: 1 });
    return tape.node('Unsqueeze', [tape.node('Mul', [padding, tape.graph.float(masked)]), tape.graph.ints([1, 2])]);
}
