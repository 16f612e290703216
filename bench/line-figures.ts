/** Figures of drawn lines: how much they cross, and how long they are. */

export interface Point {
    readonly x: number;
    readonly y: number;
}

export interface Line {
    readonly from: string;
    readonly to: string;
    readonly points: readonly Point[];
}

const pieces = 12;
/** Crossings nearer to each other than this are seen as one. */
const nearness = 4;
const tile = 64;

/** Points along a path of the commands M, V and C; what stands behind an `m`, an arrow, is left out. */
export function splineOf(path: string): Point[] {
    const points: Point[] = [];
    let [x, y] = [0, 0];
    for (const [, command, rest] of path.replace(/m.*$/, '').matchAll(/([MVC])([^MVC]*)/g)) {
        const numbers = (rest ?? '').trim().split(/[ ,]+/).map(Number);
        if (command === 'V') {
            y = numbers[0] ?? y;
            points.push({ x, y });
            continue;
        }
        if (command === 'M') {
            [x = 0, y = 0] = numbers;
            points.push({ x, y });
            continue;
        }
        for (let i = 0; i + 5 < numbers.length; i += 6) {
            const [x1 = 0, y1 = 0, x2 = 0, y2 = 0, x3 = 0, y3 = 0] = numbers.slice(i, i + 6);
            for (let piece = 1; piece <= pieces; piece++) {
                const t = piece / pieces;
                const at = (a: number, b: number, c: number, d: number): number => a * (1 - t) ** 3 + 3 * b * t * (1 - t) ** 2 + 3 * c * t ** 2 * (1 - t) + d * t ** 3;
                points.push({ x: at(x, x1, x2, x3), y: at(y, y1, y2, y3) });
            }
            [x, y] = [x3, y3];
        }
    }
    return points;
}

interface Segment {
    readonly line: Line;
    readonly a: Point;
    readonly b: Point;
}

/** Places where lines cross that share no end, and the length of all lines, what overlaps counted once. */
export function measureLines(lines: readonly Line[]): { readonly crossings: number; readonly length: number } {
    const drawn = new Map<string, number>();
    const tiles = new Map<string, Segment[]>();
    const places = new Set<string>();
    for (const line of lines) {
        line.points.slice(1).forEach((b, i) => {
            const a = line.points[i] ?? b;
            drawn.set([a.x, a.y, b.x, b.y].map(value => Math.round(value)).join(' '), Math.hypot(b.x - a.x, b.y - a.y));
            const segment = { line, a, b };
            for (let column = Math.floor(Math.min(a.x, b.x) / tile); column <= Math.floor(Math.max(a.x, b.x) / tile); column++) {
                for (let row = Math.floor(Math.min(a.y, b.y) / tile); row <= Math.floor(Math.max(a.y, b.y) / tile); row++) {
                    const key = `${column} ${row}`;
                    const there = tiles.get(key) ?? [];
                    for (const other of there) {
                        const place = line.from === other.line.from || line.to === other.line.to ? undefined : crossing(segment, other);
                        if (place !== undefined) {
                            places.add(`${Math.round(place.x / nearness)} ${Math.round(place.y / nearness)}`);
                        }
                    }
                    there.push(segment);
                    tiles.set(key, there);
                }
            }
        });
    }
    return { crossings: places.size, length: [...drawn.values()].reduce((sum, length) => sum + length, 0) };
}

function crossing({ a, b }: Segment, { a: c, b: d }: Segment): Point | undefined {
    const [rx, ry, sx, sy] = [b.x - a.x, b.y - a.y, d.x - c.x, d.y - c.y];
    const area = rx * sy - ry * sx;
    if (Math.abs(area) < 1e-9) {
        return undefined;
    }
    const t = ((c.x - a.x) * sy - (c.y - a.y) * sx) / area;
    const u = ((c.x - a.x) * ry - (c.y - a.y) * rx) / area;
    return t > 0 && t < 1 && u > 0 && u < 1 ? { x: a.x + t * rx, y: a.y + t * ry } : undefined;
}
