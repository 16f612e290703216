/** What the process that runs models is told, and what it answers; they travel as structured clones. */

/** Where a model is to run: `auto` takes a GPU that works, else the CPU. */
export type DeviceChoice = 'auto' | 'cpu' | 'webgpu';
export const deviceChoices: readonly DeviceChoice[] = ['auto', 'cpu', 'webgpu'];

/** Inputs of one batch, each padded to the longest: rows of token ids, and 1 where a token is one of the input. */
export interface PaddedBatch {
    readonly rows: number;
    readonly columns: number;
    readonly tokens: BigInt64Array;
    readonly mask: Uint8Array;
}

export type Request =
    | { readonly id: number; readonly kind: 'load'; readonly model: Uint8Array; readonly device: DeviceChoice; readonly isNarrow: boolean }
    | { readonly id: number; readonly kind: 'run'; readonly session: number; readonly batch: PaddedBatch; readonly attention: boolean }
    | { readonly id: number; readonly kind: 'unload'; readonly session: number };

export interface Loaded {
    readonly session: number;
    readonly device: 'cpu' | 'webgpu';
    /** Why it is not the GPU, where `auto` tried that first. */
    readonly noGpu?: string;
}

/** The weights of one block's heads: [rows, heads, columns + 1, columns + 1]. */
export interface BlockAttention {
    readonly block: number;
    readonly heads: number;
    readonly weights: Float32Array;
}

export interface RunResult {
    /** [rows, columns, outputs] */
    readonly logits: Float32Array;
    readonly attention: readonly BlockAttention[];
}

export type Reply =
    | { readonly id: number; readonly value: Loaded | RunResult | undefined }
    | Refusal;

/** Why there is no answer: `missing` says that the native package is not there, `unloadable` that it does not load. */
export interface Refusal {
    readonly id: number;
    readonly error: string;
    readonly kind: 'missing' | 'unloadable' | 'other';
}
