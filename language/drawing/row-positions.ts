/** Places along the rows: near what is connected, in the given order, and long lines straight. */

/** A card, or a lane in which a line passes a row. */
export interface RowItem {
    readonly width: number;
    /** The line that passes here; absent for a card. */
    readonly lane?: number;
}

/** Wants two items to stand so that `x(upper) + upperOffset` is `x(lower) + lowerOffset`, where x is an item's middle. */
export interface Pull {
    readonly upper: number;
    readonly upperOffset: number;
    readonly lower: number;
    readonly lowerOffset: number;
}

const rounds = 40;
const cardGap = 26;
const laneGap = 10;

/** A constraint: what stands at `right` is at least `gap` to the right of `left`. */
interface Separation {
    readonly left: number;
    readonly right: number;
    readonly gap: number;
}

/** The middle of each item, by its number. @param rows the numbers of items in the order in which they stand */
export function placeInRows(items: readonly RowItem[], rows: readonly (readonly number[])[], pulls: readonly (readonly Pull[])[]): number[] {
    const straight = straightLanes(items, rows, pulls);
    return solve(items, rows, pulls, straight) ?? solve(items, rows, pulls, items.map((_, i) => i)) ?? items.map(() => 0);
}

/** Joins the pieces of a line that can be one straight piece, as no other straight one crosses there. @returns for each item the first of its piece */
function straightLanes(items: readonly RowItem[], rows: readonly (readonly number[])[], pulls: readonly (readonly Pull[])[]): number[] {
    const place = new Map<number, number>();
    rows.forEach(row => { row.forEach((item, i) => place.set(item, i)); });
    const first = items.map((_, i) => i);
    for (const between of pulls) {
        const lanes = between.filter(({ upper, lower }) => items[upper]?.lane !== undefined && items[upper].lane === items[lower]?.lane)
            .sort((a, b) => (place.get(a.upper) ?? 0) - (place.get(b.upper) ?? 0));
        let furthest = -1;
        for (const { upper, lower } of lanes) {
            const at = place.get(lower) ?? 0;
            if (at > furthest) {
                furthest = at;
                first[lower] = first[upper] ?? upper;
            }
        }
    }
    return first;
}

/**
 * Moves each piece to the mean of where its neighbours want it, and then apart again, round by round.
 * @param piece for each item the piece that it belongs to
 * @returns undefined where the order of the pieces contradicts itself
 */
function solve(items: readonly RowItem[], rows: readonly (readonly number[])[], pulls: readonly (readonly Pull[])[], piece: readonly number[]): number[] | undefined {
    const separations: Separation[] = rows.flatMap(row => row.slice(1).map((right, i) => {
        const left = row[i] ?? right;
        return { left: piece[left] ?? left, right: piece[right] ?? right, gap: gapBetween(items, left, right) };
    }));
    const sorted = inOrder(items.length, separations);
    if (sorted === undefined) {
        return undefined;
    }
    const links = linksOf(items.length, pulls.flat(), piece, items);
    const x = new Float64Array(items.length);
    rows.forEach(row => {
        let at = 0;
        row.forEach((item, i) => {
            at += i === 0 ? 0 : gapBetween(items, row[i - 1] ?? item, item);
            x[item] = at;
        });
        row.forEach(item => { x[item] = (x[item] ?? 0) - at / 2; });
    });
    const moveApart = mover(items.length, sorted);
    moveApart(x);
    const upwards = links.toReversed();
    for (let round = 0; round < rounds; round++) {
        for (const { piece: moved, to } of round % 2 === 0 ? links : upwards) {
            let sum = 0;
            let weights = 0;
            for (const { other, offset, weight } of to) {
                sum += weight * ((x[other] ?? 0) + offset);
                weights += weight;
            }
            x[moved] = sum / weights;
        }
        moveApart(x);
    }
    return items.map((_, i) => x[piece[i] ?? i] ?? 0);
}

interface Links {
    readonly piece: number;
    readonly to: { readonly other: number; readonly offset: number; readonly weight: number }[];
}

function linksOf(count: number, pulls: readonly Pull[], piece: readonly number[], items: readonly RowItem[]): Links[] {
    const links: Links[] = Array.from({ length: count }, (_, i) => ({ piece: i, to: [] }));
    for (const { upper, upperOffset, lower, lowerOffset } of pulls) {
        const a = piece[upper] ?? upper;
        const b = piece[lower] ?? lower;
        if (a !== b) {
            const isLane = (item: number): boolean => items[item]?.lane !== undefined;
            const weight = isLane(upper) && isLane(lower) ? 4 : isLane(lower) ? 2 : 1;
            links[a]?.to.push({ other: b, offset: lowerOffset - upperOffset, weight });
            links[b]?.to.push({ other: a, offset: upperOffset - lowerOffset, weight });
        }
    }
    return links.filter(({ to }) => to.length > 0);
}

function gapBetween(items: readonly RowItem[], left: number, right: number): number {
    const [a, b] = [items[left], items[right]];
    const gap = a?.lane === undefined && b?.lane === undefined ? cardGap : laneGap;
    return ((a?.width ?? 0) + (b?.width ?? 0)) / 2 + gap;
}

/** The separations so that each comes after all that reach its left side; undefined where there is a circle. */
function inOrder(count: number, separations: readonly Separation[]): Separation[] | undefined {
    const waiting = new Int32Array(count);
    const from = new Map<number, Separation[]>();
    for (const separation of separations) {
        waiting[separation.right] = (waiting[separation.right] ?? 0) + 1;
        const known = from.get(separation.left);
        if (known === undefined) {
            from.set(separation.left, [separation]);
        } else {
            known.push(separation);
        }
    }
    const ready = Array.from({ length: count }, (_, i) => i).filter(i => waiting[i] === 0);
    const sorted: Separation[] = [];
    for (let item = ready.pop(); item !== undefined; item = ready.pop()) {
        for (const separation of from.get(item) ?? []) {
            sorted.push(separation);
            const left = (waiting[separation.right] ?? 0) - 1;
            waiting[separation.right] = left;
            if (left === 0) {
                ready.push(separation.right);
            }
        }
    }
    return sorted.length === separations.length ? sorted : undefined;
}

/** Moves everything apart that is too near: the mean of pushing to the right and pushing to the left, as each of the two would do. */
function mover(count: number, sorted: readonly Separation[]): (x: Float64Array) => void {
    const lefts = Int32Array.from(sorted, ({ left }) => left);
    const rights = Int32Array.from(sorted, ({ right }) => right);
    const gaps = Float64Array.from(sorted, ({ gap }) => gap);
    const leftwards = new Float64Array(count);
    return x => {
        leftwards.set(x);
        for (let i = 0; i < gaps.length; i++) {
            const right = rights[i] ?? 0;
            x[right] = Math.max(x[right] ?? 0, (x[lefts[i] ?? 0] ?? 0) + (gaps[i] ?? 0));
        }
        for (let i = gaps.length - 1; i >= 0; i--) {
            const left = lefts[i] ?? 0;
            leftwards[left] = Math.min(leftwards[left] ?? 0, (leftwards[rights[i] ?? 0] ?? 0) - (gaps[i] ?? 0));
        }
        for (let i = 0; i < count; i++) {
            x[i] = ((x[i] ?? 0) + (leftwards[i] ?? 0)) / 2;
        }
    };
}
