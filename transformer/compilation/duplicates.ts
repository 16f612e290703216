import { combination, dimension } from './linear.js';
import type { Linear } from './linear.js';
import type { PlannedFit } from './network-plan.js';
import { withReadings } from './network.js';
import type { Network, NetworkHead } from './network.js';

/** What is written twice, or in two sizes that differ by a power of two, is written once; and heads of one layer that attend alike are one. */
export function withoutDuplicates(network: Network): Network {
    let result = network;
    for (;;) {
        const heads = joinedHeads(result.heads);
        const { copies, written } = writtenTwice({ ...result, heads });
        if (copies.size === 0) {
            return { ...result, heads };
        }
        const change = (linear: Linear): Linear => ([...linear.terms.keys()].some(index => copies.has(index))
            ? combination([[{ terms: new Map(), constant: linear.constant }, 1], ...[...linear.terms].map(([index, weight]) => [copies.get(index) ?? dimension(index), weight] as const)]) : linear);
        // What reads copies may be equal now.
        result = withReadings({ ...written, dimensions: new Map([...result.dimensions].filter(([index]) => !copies.has(index))) }, change);
    }
}

function joinedHeads(heads: readonly NetworkHead[]): NetworkHead[] {
    const joined = new Map<string, NetworkHead>();
    for (const head of heads) {
        const key = `${head.layer}: ${head.factors.map(({ query, key: ofKey, ...rest }) => `${textOf(query)} × ${textOf(ofKey)} ${JSON.stringify(rest)}`).sort().join('; ')}`;
        const before = joined.get(key);
        joined.set(key, before === undefined ? head : { ...before, values: [...before.values, ...head.values] });
    }
    return [...joined.values()];
}

/** The network without what is written twice, and the dimension, with its factor, that holds the same. */
function writtenTwice(network: Network): { copies: ReadonlyMap<number, Linear>; written: Network } {
    const copies = new Map<number, Linear>();
    const known = new Map<string, { readonly index: number; readonly size: number }>();
    const isNew = (index: number, key: string, size: number): boolean => {
        const first = known.get(key);
        if (first === undefined) {
            known.set(key, { index, size });
            return true;
        }
        copies.set(index, { terms: new Map([[first.index, size / first.size]]), constant: 0 });
        return false;
    };
    const heads = network.heads.map((head, at) => ({
        ...head, values: head.values.filter(({ value, dimension: index }) => {
            const size = sizeOf([...value.terms.values()]);
            return isNew(index, `head ${at}: ${textOf(combination([[value, 1 / size]]))}`, size);
        })
    }));
    const fits = network.fits.flatMap(planned => {
        const { fit, input, outputs } = planned;
        const kept = outputs.flatMap((index, f) => {
            const weights = [...fit.weights[f] ?? []].sort(([a], [b]) => a - b);
            const size = sizeOf(weights.map(([, weight]) => weight));
            const units = weights.map(([unit, weight]) => `${fit.knots[unit] ?? 0} ${weight / size}`).sort().join();
            return isNew(index, `fit: ${textOf(input)} ${fit.direction} ${units}`, size) ? [f] : [];
        });
        return kept.length === 0 ? [] : [chosenFunctions(planned, kept)];
    });
    return { copies, written: { ...network, heads, fits } };
}

function chosenFunctions(planned: PlannedFit, chosen: readonly number[]): PlannedFit {
    const { fit, outputs } = planned;
    const pick = <T>(items: readonly T[]): T[] => items.filter((_, i) => chosen.includes(i));
    return chosen.length === outputs.length ? planned
        : { ...planned, outputs: pick(outputs), fit: { ...fit, weights: pick(fit.weights), bases: pick(fit.bases), errors: pick(fit.errors) } };
}

/** A power of two, with a sign, by which numbers that differ by such a factor become equal. */
function sizeOf(numbers: readonly number[]): number {
    const first = numbers[0] ?? 1;
    return Math.sign(first) * 2 ** Math.floor(Math.log2(Math.abs(first)));
}

function textOf({ terms, constant }: Linear): string {
    return `${[...terms].sort(([a], [b]) => a - b).map(([index, weight]) => `${weight} ${index}`).join(' ')} ${constant}`;
}
