/** An axis: where values lie on it, and which are labelled. */
export interface Scale {
    readonly from: number;
    readonly to: number;
    readonly isLog: boolean;
    /** On a logarithmic scale: where 0 and what is below the range is put. */
    readonly hasZero: boolean;
    readonly ticks: readonly number[];
}

/** The least ratio of a logarithmic range, so that one value is not a range of nothing. */
const leastRatio = 10;

/** A linear axis that holds all values, its ends among its ticks. What is no number is left out. */
export function linearScale(values: readonly number[], mostTicks: number, ends: { readonly least?: number; readonly most?: number } = {}): Scale {
    const [low, high] = extent(values);
    const spread = high - low;
    const pad = spread === 0 ? Math.max(Math.abs(high) * 0.05, 1e-6) : 0;
    const step = niceStep((spread + 2 * pad) / Math.max(1, mostTicks - 1));
    const from = Math.max(ends.least ?? -Infinity, Math.floor(round(low - pad, step) / step) * step);
    const to = Math.min(ends.most ?? Infinity, Math.ceil(round(high + pad, step) / step) * step);
    return { from, to, isLog: false, hasZero: false, ticks: steps(from, to, step) };
}

/** A logarithmic axis over the positive values; 0 has a place of its own below them. */
export function logScale(values: readonly number[], mostTicks: number): Scale {
    const positive = values.filter(value => value > 0 && Number.isFinite(value));
    const hasZero = values.some(value => value === 0);
    const [low, high] = positive.length === 0 ? [1e-3, 1] : extent(positive);
    const least = Math.floor(Math.log10(low) + 1e-9);
    const most = Math.max(Math.ceil(Math.log10(high) - 1e-9), least + Math.log10(leastRatio));
    // Below the lowest power of ten stands 0, half a power away.
    const from = 10 ** (hasZero ? least - 0.5 : least);
    const every = Math.max(1, Math.ceil((most - least + 1) / Math.max(2, mostTicks)));
    const powers: number[] = [];
    for (let power = most; power >= least; power -= every) {
        powers.unshift(Number(`1e${power}`));
    }
    return { from, to: Number(`1e${most}`), isLog: true, hasZero, ticks: powers };
}

/** Whole numbers from `from` to `to`, as epochs and lengths are counted. */
export function countScale(from: number, to: number, mostTicks: number): Scale {
    const last = Math.max(to, from + 1);
    const step = Math.max(1, niceStep((last - from) / Math.max(1, mostTicks)));
    // The first count has a label, too, and needs room before the next.
    return { from, to: last, isLog: false, hasZero: false, ticks: [from, ...steps(from, last, step).filter(tick => tick - from >= step * 0.6)] };
}

/** Where a value lies, from 0 at the beginning of the axis to 1 at its end; what is outside lies at the end that is nearer. */
export function placeOn({ from, to, isLog }: Scale, value: number): number {
    if (to === from) {
        return 0;
    }
    const place = isLog ? Math.log(Math.max(value, from) / from) / Math.log(to / from) : (value - from) / (to - from);
    return Math.min(1, Math.max(0, place));
}

/** The smallest of 1, 2 and 5 times a power of ten that is not below `least`. */
export function niceStep(least: number): number {
    if (!(least > 0) || !Number.isFinite(least)) {
        return 1;
    }
    const power = 10 ** Math.floor(Math.log10(least));
    return power * ([1, 2, 5].find(factor => factor * power >= least * (1 - 1e-9)) ?? 10);
}

function extent(values: readonly number[]): readonly [number, number] {
    let low = Infinity;
    let high = -Infinity;
    for (const value of values) {
        if (Number.isFinite(value)) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
    }
    return low > high ? [0, 1] : [low, high];
}

/** Rids a value of an error of arithmetic that is small beside a step. */
function round(value: number, step: number): number {
    const nearest = Math.round(value / step) * step;
    return Math.abs(nearest - value) < step * 1e-6 ? nearest : value;
}

function steps(from: number, to: number, step: number): number[] {
    const first = Math.ceil(from / step - 1e-6);
    const count = Math.floor(to / step + 1e-6) - first + 1;
    return Array.from({ length: Math.max(0, Math.min(count, 100)) }, (_, at) => Number(((first + at) * step).toPrecision(12)));
}
