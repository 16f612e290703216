import type { PlannedFit } from './network-plan.js';
import type { Network, NetworkHead } from './network.js';

/** What a block does: attention first, then the feed-forward. A block without heads is there for its feed-forward alone. */
export interface PlannedBlock {
    readonly heads: readonly NetworkHead[];
    readonly fits: readonly PlannedFit[];
}

/**
 * The blocks of a network, as few as there can be: one for each layer with attention, and feed-forwards of their own
 * only where numbers that are computed of each other do not fit in between.
 * @param isLate whether feed-forwards compute as late as possible, rather than as early
 */
export function schedule(network: Network, isLate: boolean): PlannedBlock[] {
    const layers = [...new Set(network.heads.map(({ layer }) => layer))].sort((a, b) => a - b);
    const gaps = new Gaps(network, layers);
    const { counts, places } = gaps.spread(isLate);
    const blocks: { heads: NetworkHead[]; fits: PlannedFit[] }[] = [];
    const starts = counts.map((count, gap) => {
        const start = blocks.length;
        for (let i = 0; i < count; i++) {
            blocks.push({ heads: i === 0 && gap > 0 ? network.heads.filter(({ layer }) => layer === layers[gap - 1]) : [], fits: [] });
        }
        return start;
    });
    network.fits.forEach((fit, i) => {
        const { gap, step } = places[i] ?? { gap: 0, step: 0 };
        blocks[(starts[gap] ?? 0) + step]?.fits.push(fit);
    });
    return blocks;
}

/** A feed-forward: which of those behind a layer with attention, or before the first. */
interface Place {
    readonly gap: number;
    readonly step: number;
}

/** Gaps between layers with attention, each with some feed-forwards. Gap 0 is before the first. */
class Gaps {
    private readonly network: Network;
    /** For each fit those that write what it reads, and the gap before which that is not there. */
    private readonly inputs: readonly { readonly fits: readonly number[]; readonly from: number }[];
    /** For each fit the last gap in which it is of use. */
    private readonly ends: readonly number[];

    constructor(network: Network, layers: readonly number[]) {
        this.network = network;
        const gapOf = new Map(layers.map((layer, i) => [layer, i + 1]));
        const writers = new Map<number, number>();
        network.fits.forEach(({ outputs }, i) => { outputs.forEach(index => writers.set(index, i)); });
        const brought = new Map(network.heads.flatMap(({ layer, values }) => values.map(({ dimension }) => [dimension, gapOf.get(layer) ?? 0] as const)));
        this.inputs = network.fits.map(({ input: { terms } }) => {
            const read = [...terms.keys()];
            return {
                fits: read.flatMap(index => { const fit = writers.get(index); return fit === undefined ? [] : [fit]; }),
                from: read.reduce((latest, index) => Math.max(latest, brought.get(index) ?? 0), 0)
            };
        });
        const ends = network.fits.map(() => layers.length);
        for (const { layer, factors, values } of network.heads) {
            for (const { terms } of [...factors.flatMap(({ query, key }) => [query, key]), ...values.map(({ value }) => value)]) {
                for (const index of terms.keys()) {
                    const fit = writers.get(index);
                    if (fit !== undefined) {
                        ends[fit] = Math.min(ends[fit] ?? 0, (gapOf.get(layer) ?? 1) - 1);
                    }
                }
            }
        }
        this.ends = ends;
    }

    spread(isLate: boolean): { counts: readonly number[]; places: readonly Place[] } {
        const { network: { heads }, ends } = this;
        const counts = [0, ...Array.from(new Set(heads.map(({ layer }) => layer)), () => 1)];
        for (;;) {
            const places = this.early(counts);
            // The first that comes too late; a feed-forward right before it is needed helps most of what comes later, too.
            const late = ends.reduce((least, end, i) => ((places[i]?.gap ?? 0) > end ? Math.min(least, end) : least), Infinity);
            if (late === Infinity) {
                return { counts, places: isLate ? this.late(counts) : places };
            }
            counts[late] = (counts[late] ?? 0) + 1;
        }
    }

    /** Each fit in the first feed-forward in which what it reads is there; a gap too many where there is none. */
    private early(counts: readonly number[]): Place[] {
        const places: Place[] = [];
        for (const { fits, from } of this.inputs) {
            let place: Place = { gap: from, step: 0 };
            for (const fit of fits) {
                const { gap, step } = places[fit] ?? place;
                place = isBefore(place, { gap, step: step + 1 }) ? { gap, step: step + 1 } : place;
            }
            while (place.gap < counts.length && place.step >= (counts[place.gap] ?? 0)) {
                place = { gap: place.gap + 1, step: 0 };
            }
            places.push(place);
        }
        return places;
    }

    private late(counts: readonly number[]): Place[] {
        const places = this.ends.map((gap): Place => ({ gap, step: (counts[gap] ?? 0) - 1 }));
        for (let i = places.length - 1; i >= 0; i--) {
            let place = places[i] ?? { gap: 0, step: 0 };
            while (place.step < 0 && place.gap > 0) {
                place = { gap: place.gap - 1, step: (counts[place.gap - 1] ?? 0) - 1 };
            }
            places[i] = place;
            for (const fit of this.inputs[i]?.fits ?? []) {
                const before: Place = { gap: place.gap, step: place.step - 1 };
                places[fit] = isBefore(before, places[fit] ?? before) ? before : places[fit] ?? before;
            }
        }
        return places;
    }
}

function isBefore(a: Place, b: Place): boolean {
    return a.gap < b.gap || (a.gap === b.gap && a.step < b.step);
}
