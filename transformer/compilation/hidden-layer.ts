import type { Linear } from './linear.js';
import { bosDimension } from './network-plan.js';
import type { PlannedFit } from './network-plan.js';

/** A hidden unit: a ReLU of a sum of dimensions and a bias. */
export interface HiddenUnit {
    readonly terms: ReadonlyMap<number, number>;
    readonly bias: number;
    /** The weight of the dimension that marks BOS, which switches the unit off there. */
    readonly bosWeight: number;
}

/** The hidden units of a feed-forward, each once, and what they write. */
export interface HiddenLayer {
    readonly units: readonly HiddenUnit[];
    /** For each dimension that is written the units and their weights. */
    readonly outputs: ReadonlyMap<number, ReadonlyMap<number, number>>;
}

/** Dimensions that hold no number below 0, or none above. */
export type Signs = ReadonlyMap<number, 1 | -1>;

/**
 * @param emptied dimensions whose value is taken away: x - relu(x) + relu(-x) is 0 exactly
 * @param bosValues what dimensions hold at the BOS position; undefined where nobody reads that any more
 */
export function hiddenLayer(fits: readonly PlannedFit[], emptied: readonly number[], signs: Signs, bosValues: ReadonlyMap<number, number> | undefined): HiddenLayer {
    const layer = new Layer();
    for (const { input, fit: { direction, knots, weights }, outputs } of fits) {
        outputs.forEach((dimension, f) => {
            for (const [index, weight] of weights[f] ?? []) {
                const { unit, size } = layer.unit(input.terms, direction, direction * (input.constant - (knots[index] ?? 0)), bosValues);
                layer.write(unit, dimension, weight * size);
            }
        });
    }
    for (const index of emptied) {
        for (const direction of signsOf(index, signs)) {
            const { unit, size } = layer.unit(new Map([[index, 1]]), direction, 0, undefined);
            layer.write(unit, index, -direction * size);
        }
    }
    return layer;
}

/** The signs of the units that empty a dimension. */
export function signsOf(index: number, signs: Signs): readonly (1 | -1)[] {
    const sign = signs.get(index);
    return sign === undefined ? [1, -1] : [sign];
}

class Layer implements HiddenLayer {
    readonly units: HiddenUnit[] = [];
    readonly outputs = new Map<number, Map<number, number>>();
    private readonly known = new Map<string, { readonly unit: number; readonly size: number }>();

    /** The unit, and how many times its value is to be taken: units that differ by a power of two are one. */
    unit(linear: Linear['terms'], direction: 1 | -1, bias: number, bosValues: ReadonlyMap<number, number> | undefined): { unit: number; size: number } {
        const terms = [...linear].map(([index, weight]) => [index, direction * weight] as const).sort(([a], [b]) => a - b);
        const size = 2 ** Math.floor(Math.log2(Math.abs(terms[0]?.[1] ?? 1)));
        const bosWeight = bosValues === undefined ? 0 : weightAtBos(terms, bias, bosValues);
        const key = `${terms.map(([index, weight]) => `${weight / size} ${index}`).join(' ')} ${bias / size} ${bosWeight === 0 ? '' : 'off at BOS'}`;
        const found = this.known.get(key) ?? { unit: this.units.push({ terms: new Map(terms), bias, bosWeight }) - 1, size };
        this.known.set(key, found);
        return { unit: found.unit, size: size / found.size };
    }

    write(unit: number, dimension: number, weight: number): void {
        const own = this.outputs.get(dimension) ?? new Map<number, number>();
        own.set(unit, (own.get(unit) ?? 0) + weight);
        this.outputs.set(dimension, own);
    }
}

/** What makes the sum 0 or less at the BOS position, in whatever order float32 adds it up: a power of two, or nothing where it is so anyway. */
function weightAtBos(terms: readonly (readonly [number, number])[], bias: number, bosValues: ReadonlyMap<number, number>): number {
    const held = terms.reduce((sum, [index, weight]) => sum + Math.abs(weight * (bosValues.get(index) ?? 0)), 0);
    return held === 0 && bias <= 0 ? 0 : -(2 ** (1 + Math.ceil(Math.log2(held + Math.abs(bias)))));
}

/** Whether some unit reads the dimension that marks BOS. */
export function readsBos({ units }: HiddenLayer): boolean {
    return units.some(({ bosWeight, terms }) => bosWeight !== 0 || terms.has(bosDimension));
}
