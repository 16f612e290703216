import { placeOn } from './chart-scale';
import type { Scale } from './chart-scale';

export interface Point {
    readonly x: number;
    readonly y: number;
}

/** A rectangle of the page on which values are drawn. */
export interface Plot {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
    readonly xScale: Scale;
    readonly yScale: Scale;
}

export function pixelOf(plot: Plot, { x, y }: Point): Point {
    return { x: tenths(plot.left + placeOn(plot.xScale, x) * plot.width), y: tenths(plot.top + (1 - placeOn(plot.yScale, y)) * plot.height) };
}

/** The line through points, as the `d` of a path. It is interrupted where there is no number. */
export function pathOf(plot: Plot, points: readonly Point[]): string {
    let path = '';
    let isDown = false;
    for (const point of points) {
        if (Number.isFinite(point.y)) {
            const { x, y } = pixelOf(plot, point);
            path += `${isDown ? 'L' : 'M'}${x} ${y}`;
            isDown = true;
        } else {
            isDown = false;
        }
    }
    return path;
}

/** The points that get a marker: about every so many pixels, the last one always, and each line begins elsewhere so that markers of like lines do not cover each other. */
export function markedPoints(plot: Plot, points: readonly Point[], apart: number, line: number): Point[] {
    let next = plot.left + (line % 5) / 5 * apart;
    return points.filter((point, at) => {
        if (!Number.isFinite(point.y)) {
            return false;
        }
        const { x } = pixelOf(plot, point);
        if (x < next && at !== points.length - 1) {
            return false;
        }
        next = Math.max(next, x) + apart;
        return true;
    });
}

/** Shapes by which lines are told apart without their colours, around the origin. */
const shapes: readonly string[] = [
    'M-3 0A3 3 0 1 0 3 0A3 3 0 1 0 -3 0Z', 'M-2.7 -2.7H2.7V2.7H-2.7Z', 'M0 -3.6L3.6 2.6H-3.6Z', 'M0 -3.8L3.8 0L0 3.8L-3.8 0Z', 'M-3.6 -2.6H3.6L0 3.6Z', 'M-1.2 -3.4H1.2V-1.2H3.4V1.2H1.2V3.4H-1.2V1.2H-3.4V-1.2H-1.2Z'
];

export function markerShape(slot: number): string {
    return shapes[slot % shapes.length] ?? '';
}

/** How many colours lines have; those after them are dashed. */
export const colours = 6;

/** The classes that colour and dash the line of a run by its place. */
export function lookOf(slot: number): string {
    return `run-colour-${slot % colours} run-dash-${Math.floor(slot / colours) % 4}`;
}

/** The x of all points that is nearest to a pixel. */
export function nearestX(plot: Plot, xs: readonly number[], pixel: number): number | undefined {
    let nearest: number | undefined;
    let least = Infinity;
    for (const x of xs) {
        const distance = Math.abs(plot.left + placeOn(plot.xScale, x) * plot.width - pixel);
        if (distance < least) {
            [nearest, least] = [x, distance];
        }
    }
    return nearest;
}

function tenths(pixels: number): number {
    return Math.round(pixels * 10) / 10;
}
