import type { Tally } from './attention-tally.js';
import type { ColumnComparison } from './column-comparison.js';
import type { SelectorForm } from './selector-form.js';

/**
 * Counts and sums over the selected positions, pair by pair and in position order: for what `tally` cannot do.
 * Queries that compare alike share a row.
 */
export function scanRows(form: SelectorForm, comparisons: readonly ColumnComparison[], n: number, weights: Float64Array | undefined): Tally {
    const counts = new Float64Array(n);
    const places = new Float64Array(n);
    const sums = new Float64Array(n);
    const rows = new Map<string, number>();
    const outcomes = comparisons.map(() => 0);
    for (let query = 0; query < n; query++) {
        const signature = comparisons.map(comparison => comparison.queries[query]).join();
        const same = rows.get(signature);
        if (same !== undefined) {
            counts[query] = counts[same] ?? 0;
            places[query] = places[same] ?? 0;
            sums[query] = sums[same] ?? 0;
            continue;
        }
        rows.set(signature, query);
        let count = 0;
        let place = 0;
        let sum = 0;
        for (let key = 0; key < n; key++) {
            for (let i = 0; i < comparisons.length; i++) {
                outcomes[i] = comparisons[i]?.outcome(query, key) ?? 0;
            }
            if (form.holds(outcomes)) {
                count++;
                place += key;
                sum += weights?.[key] ?? 0;
            }
        }
        counts[query] = count;
        places[query] = place;
        sums[query] = sum;
    }
    return { counts, places, sums };
}
