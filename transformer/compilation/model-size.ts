import type { HiddenLayer } from './hidden-layer.js';
import type { NetworkHead } from './network.js';
import type { PlannedBlock } from './schedule.js';

/** The sizes that do not depend on how a network is laid out. */
export interface ModelSizes {
    /** Tokens and positions, BOS included. */
    readonly tokens: number;
    readonly positions: number;
    readonly outputs: number;
}

/** The width of the heads of a block: that of the widest one. */
export function headWidth(heads: readonly NetworkHead[]): number {
    return heads.reduce((most, { factors, values }) => Math.max(most, factors.length, values.length), 1);
}

/** The weights and biases of a model. @param hidden for each block the units of its feed-forward */
export function parameterCount({ tokens, positions, outputs }: ModelSizes, dModel: number, blocks: readonly PlannedBlock[], hidden: readonly number[]): number {
    return blocks.reduce((sum, { heads }, block) => {
        const width = headWidth(heads);
        const units = hidden[block] ?? 0;
        return sum + (heads.length === 0 ? 0 : heads.length * width * (4 * dModel + 3) + dModel) + (units === 0 ? 0 : units * (2 * dModel + 1) + dModel);
    }, (tokens + positions) * dModel + outputs * (dModel + 1));
}

export function widths(layers: readonly HiddenLayer[]): number[] {
    return layers.map(({ units }) => units.length);
}
