/** A line between two cards, as an SVG path. */
export interface Route {
    readonly path: string;
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
}

/** A vertical piece of a line. */
export interface RoutePiece {
    readonly x: number;
    readonly top: number;
    readonly bottom: number;
}

const arrow = 4;

/** Joins vertical pieces, each below the one before it, by curves, and ends in an arrow. */
export function routeThrough(pieces: readonly RoutePiece[]): Route {
    const parts: string[] = [];
    const first = pieces[0] ?? { x: 0, top: 0, bottom: 0 };
    let { x, bottom } = first;
    let [left, right] = [x, x];
    parts.push(`M${round(x)} ${round(first.top)}`);
    for (const piece of pieces) {
        if (Math.abs(x - piece.x) >= 0.5) {
            const middle = round((bottom + piece.top) / 2);
            parts.push(`V${round(bottom)}C${round(x)} ${middle} ${round(piece.x)} ${middle} ${round(piece.x)} ${round(piece.top)}`);
            x = piece.x;
            left = Math.min(left, x);
            right = Math.max(right, x);
        }
        bottom = piece.bottom;
    }
    parts.push(`V${round(bottom)}m${-arrow} ${-arrow - 1}l${arrow} ${arrow + 1}l${arrow} ${-arrow - 1}`);
    return { path: parts.join(''), x: left - arrow, y: first.top, width: right - left + 2 * arrow, height: bottom - first.top };
}

function round(value: number): number {
    return Math.round(value * 10) / 10;
}
