import type { Scale } from './chart-scale';
import type { Point } from './curve-paths';

/** A line of a chart, and whose it is. */
export interface Line {
    readonly name: string;
    /** The run's place, which gives colour, dashes and marker. */
    readonly slot: number;
    readonly points: readonly Point[];
    /** Beside the one that counts, as training beside validation. */
    readonly isFaint?: boolean;
}

/** A place on a line that means something. */
export interface Sign {
    readonly kind: 'best' | 'restored';
    readonly slot: number;
    readonly at: Point;
    readonly title: string;
}

export interface ChartShown {
    readonly lines: readonly Line[];
    readonly signs?: readonly Sign[];
    readonly xScale: (mostTicks: number) => Scale;
    readonly yScale: (mostTicks: number) => Scale;
    /** How a value is told, and how the axis tells it. */
    readonly valueText: (value: number) => string;
    readonly tickText: (value: number) => string;
    /** Where what was trained on ends; what is beyond is shaded. */
    readonly limit?: { readonly x: number; readonly text: string } | undefined;
}
