import type { Selector } from '../../language/graph/nodes.js';
import type { Linear } from './linear.js';
import { meanings } from './meanings.js';
import type { PiecewiseFit } from './broken-lines.js';

/**
 * When something is in the residual stream: `stepsPerLayer * layer` for what the heads of a layer write (0 for the
 * embeddings), one more for each feed-forward behind them.
 */
export type Time = number;

export const stepsPerLayer = 1_000;

/** What the numbers in one dimension of the residual stream are. At the BOS position all are 0, but for the one that marks it. */
export interface PlannedDimension {
    readonly sop: string;
    readonly meaning: string;
    readonly time: Time;
    /** For what is embedded: the numbers of the tokens, or of the positions. */
    readonly embedded?: { readonly by: 'token' | 'position'; readonly values: Float64Array };
}

/** Functions of one number, by one hidden layer. */
export interface PlannedFit {
    readonly time: Time;
    readonly input: Linear;
    readonly fit: PiecewiseFit;
    /** The dimension that each function of the fit is written to. */
    readonly outputs: readonly number[];
    /** More than the input can be beyond any knot: what switches the units off at the BOS position. */
    readonly guard: number;
}

export interface PlannedHead {
    readonly layer: number;
    readonly selector: Selector;
    /** Numbers of a query and a key whose products are the score; of those that are not exact, twice as much may be taken. */
    readonly factors: readonly { readonly query: Linear; readonly key: Linear; readonly isExact?: boolean }[];
    /** The score of BOS: below what is selected, above what is not; or equal to what is selected, to count. */
    readonly bosScore: number;
    /** What it brings: a number of the key, or the mark of BOS, to a dimension. */
    readonly values: { readonly value: Linear | 'bos'; readonly dimension: number }[];
}

/** A network, before its weights are laid out. */
export class NetworkPlan {
    readonly dimensions: PlannedDimension[] = [{ sop: 'BOS', meaning: meanings.bos, time: 0 }];
    readonly fits: PlannedFit[] = [];
    readonly heads = new Map<string, PlannedHead>();
    private readonly embedded = new Map<string, number>();

    add(dimension: PlannedDimension): number {
        return this.dimensions.push(dimension) - 1;
    }

    /** The dimension with these numbers of the tokens or positions. */
    embed(by: 'token' | 'position', values: Float64Array, sop: string, meaning: string): number {
        const key = `${by} ${values.join()}`;
        let found = this.embedded.get(key);
        if (found === undefined) {
            found = this.add({ sop, meaning, time: 0, embedded: { by, values } });
            this.embedded.set(key, found);
        }
        return found;
    }
}

/** The dimension that marks the BOS position. */
export const bosDimension = 0;
