import type { Signs } from './hidden-layer.js';
import type { Linear } from './linear.js';
import { bosDimension } from './network-plan.js';
import { bosValues } from './network.js';
import type { Network } from './network.js';

/** The dimensions of which float32 holds no number below 0, or none above, whatever it rounds. */
export function signsIn(network: Network): Signs {
    const signs = new Map<number, 1 | -1>([[bosDimension, 1]]);
    const learn = (index: number, sign: 1 | -1 | undefined): void => { if (sign !== undefined) { signs.set(index, sign); } };
    network.dimensions.forEach(({ embedded }, index) => {
        if (embedded.length > 0) {
            learn(index, signOf(embedded.flatMap(({ values }) => [...values])));
        }
    });
    network.fits.forEach(({ fit: { weights }, outputs }) => {
        outputs.forEach((index, f) => { learn(index, signOf((weights[f] ?? []).map(([, weight]) => weight))); });
    });
    const held = bosValues(network);
    // A head's means have the sign of what it averages, which is known once that of what it reads is.
    for (const { values } of [...network.heads].sort((a, b) => a.layer - b.layer)) {
        values.forEach(({ value, dimension }) => { learn(dimension, signOfSum(value, signs, held)); });
    }
    return signs;
}

function signOfSum({ terms, constant }: Linear, signs: Signs, held: ReadonlyMap<number, number>): 1 | -1 | undefined {
    const parts = [constant];
    for (const [index, weight] of terms) {
        const sign = signs.get(index);
        // Where BOS holds something, that is taken from what a key brings by a sum that may be rounded.
        if (sign === undefined || (index !== bosDimension && (held.get(index) ?? 0) !== 0)) {
            return undefined;
        }
        parts.push(sign * weight);
    }
    return signOf(parts);
}

function signOf(numbers: readonly number[]): 1 | -1 | undefined {
    return numbers.every(number => number >= 0) ? 1 : numbers.every(number => number <= 0) ? -1 : undefined;
}
