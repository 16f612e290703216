import type { Relation } from './relation.js';

/** Which values of each variable some functions tell apart. */
export interface MergedValues {
    /** For each variable and each value of its domain the class, from 0. */
    readonly classes: readonly Int32Array[];
    readonly counts: readonly number[];
}

/**
 * Puts the values of each variable together that make no difference to the functions.
 * @param outcome for each row a number for what all functions give there; -1 where it does not matter
 * @param isFree whether any classes of the variable will do; else it matters only whether there is more than one
 */
export function mergeValues(relation: Relation, outcome: Int32Array, isFree: (variable: number) => boolean, checkpoint: () => void): MergedValues {
    const { variables, columns, size } = relation;
    const classes = variables.map(({ domain }) => Int32Array.from(domain.keys()));
    const counts = variables.map(({ domain }) => domain.length);
    variables.forEach(({ domain }, i) => {
        checkpoint();
        const rows: number[][] = domain.map(() => []);
        columns[i]?.forEach((value, row) => rows[value]?.push(row));
        const others = new Float64Array(size);
        variables.forEach((_, j) => {
            checkpoint();
            if (j !== i) {
                const column = columns[j];
                for (let row = 0; row < size; row++) {
                    others[row] = (others[row] ?? 0) * (counts[j] ?? 1) + (classes[j]?.[column?.[row] ?? 0] ?? 0);
                }
            }
        });
        const groups: Map<number, number>[] = [];
        // Where it only matters whether there is more than one class, two are enough to know.
        const most = isFree(i) ? Infinity : 2;
        const merged = domain.map((_, value) => {
            checkpoint();
            const own = new Map<number, number>();
            for (const row of rows[value] ?? []) {
                const found = outcome[row] ?? -1;
                if (found >= 0) {
                    own.set(others[row] ?? 0, found);
                }
            }
            let group = groups.findIndex(known => agrees(own, known));
            if (group < 0 && groups.length >= most) {
                return 0;
            }
            if (group < 0) {
                group = groups.push(new Map()) - 1;
            }
            own.forEach((found, key) => groups[group]?.set(key, found));
            return group;
        });
        if (isFree(i) || groups.length === 1) {
            classes[i] = Int32Array.from(merged);
            counts[i] = groups.length;
        }
    });
    return { classes, counts };
}

function agrees(own: ReadonlyMap<number, number>, known: ReadonlyMap<number, number>): boolean {
    for (const [key, found] of own) {
        if ((known.get(key) ?? found) !== found) {
            return false;
        }
    }
    return true;
}
