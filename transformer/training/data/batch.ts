import type { BitMatrix } from '../../../language/evaluation/bit-matrix.js';
import type { Supervision } from './supervision.js';

/** What the heads of a layer shall attend to. */
export interface AttentionTarget {
    /** [rows, heads, n, n]: queries down, keys across; each supervised row sums to 1, all others are 0. */
    readonly target: Float32Array;
    /** [rows, heads, n]: 1 for the queries that are supervised; those that select nothing are free, as is all padding. */
    readonly queries: Uint8Array;
}

/** Examples padded to the longest of them, laid out for a training step: see `trainingStep`. */
export interface Batch {
    /** Examples. */
    readonly rows: number;
    /** n: positions of the longest, BOS included. */
    readonly length: number;
    readonly nHeads: number;
    /** Which examples of the split these are. */
    readonly examples: Uint32Array;
    /** [rows, n] each; 0 for padding. */
    readonly tokens: BigInt64Array;
    readonly mask: Uint8Array;
    readonly labels: BigInt64Array;
    readonly labelMask: Uint8Array;
    /** By the model's layer, from 0. */
    readonly attention: ReadonlyMap<number, AttentionTarget>;
}

/** An example that is ready to be laid out. */
export interface LabelledExample {
    readonly index: number;
    /** Token ids, without BOS. */
    readonly tokens: Int32Array;
    /** Classes of its last positions: of all, or of all but BOS. */
    readonly labels: Int32Array;
    /** What selectors select, by `Selector.shared`: at all positions, or at all but BOS. */
    readonly matrices: ReadonlyMap<number, BitMatrix>;
}

/** How examples are laid out. */
export interface BatchLayout {
    /** The id of BOS, where inputs begin with it. */
    readonly bos?: number;
    readonly nHeads: number;
    readonly supervision: Supervision;
}

/** @param examples at least one */
export function layOut(examples: readonly LabelledExample[], { bos, nHeads, supervision }: BatchLayout): Batch {
    const before = bos === undefined ? 0 : 1;
    const rows = examples.length;
    const length = before + examples.reduce((longest, { tokens }) => Math.max(longest, tokens.length), 0);
    const tokens = new BigInt64Array(rows * length);
    const mask = new Uint8Array(rows * length);
    const labels = new BigInt64Array(rows * length);
    const labelMask = new Uint8Array(rows * length);
    const attention = new Map(supervision.layers.map((layer): [number, AttentionTarget] => [layer, {
        target: new Float32Array(rows * nHeads * length * length), queries: new Uint8Array(rows * nHeads * length)
    }]));
    examples.forEach((example, row) => {
        const start = row * length;
        const end = start + before + example.tokens.length;
        mask.fill(1, start, end);
        if (bos !== undefined) {
            tokens[start] = BigInt(bos);
        }
        const firstLabel = end - example.labels.length;
        labelMask.fill(1, firstLabel, end);
        example.tokens.forEach((id, i) => { tokens[start + before + i] = BigInt(id); });
        example.labels.forEach((label, i) => { labels[firstLabel + i] = BigInt(label); });
        for (const { layer, head, selector } of supervision.heads) {
            const own = attention.get(layer);
            const matrix = example.matrices.get(selector.shared);
            if (own !== undefined && matrix !== undefined) {
                fillHead(own, matrix, row * nHeads + head, length, end - start - matrix.length);
            }
        }
    });
    return { rows, length, nHeads, examples: Uint32Array.from(examples, ({ index }) => index), tokens, mask, labels, labelMask, attention };
}

/** @param shift positions before the first that the selector knows */
function fillHead({ target, queries }: AttentionTarget, matrix: BitMatrix, head: number, length: number, shift: number): void {
    for (let query = 0; query < matrix.length; query++) {
        const count = matrix.count(query);
        if (count > 0) {
            const place = head * length + shift + query;
            queries[place] = 1;
            const start = place * length + shift;
            const weight = 1 / count;
            matrix.forEachInRow(query, key => { target[start + key] = weight; });
        }
    }
}

/** A tensor for a session. */
export interface BatchFeed {
    readonly name: string;
    readonly type: 'int64' | 'bool' | 'float32';
    readonly shape: readonly number[];
    readonly data: BigInt64Array | Uint8Array | Float32Array;
}

/** A batch as the inputs of `trainingStep` and `evaluationStep`. */
export function feedsOf({ rows, length, nHeads, tokens, mask, labels, labelMask, attention }: Batch): BatchFeed[] {
    const shape = [rows, length];
    return [
        { name: 'tokens', type: 'int64', shape, data: tokens },
        { name: 'mask', type: 'bool', shape, data: mask },
        { name: 'labels', type: 'int64', shape, data: labels },
        { name: 'label_mask', type: 'bool', shape, data: labelMask },
        ...[...attention].flatMap(([layer, { target, queries }]): BatchFeed[] => [
            { name: `attention_target.${layer}`, type: 'float32', shape: [rows, nHeads, length, length], data: target },
            { name: `attention_rows.${layer}`, type: 'bool', shape: [rows, nHeads, length], data: queries }
        ])
    ];
}
