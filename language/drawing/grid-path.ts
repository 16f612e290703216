import { selectedKeys } from './scene.js';

export interface GridSize {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
}

/**
 * All selected cells of a grid as one path: neighbours in a row are one rectangle.
 * @param most rows and columns that are drawn; where there are more positions, several share a cell, which is drawn where one is selected
 */
export function selectedPath(rows: readonly string[], { x, y, width, height }: GridSize, most: number): string {
    const n = rows.length;
    const each = Math.ceil(n / most);
    const across = width / n;
    const down = height / n;
    const inset = Math.min(across, down) > 6 ? 0.5 : 0;
    const parts: string[] = [];
    for (let top = 0; top < n; top += each) {
        const size = Math.min(each, n - top);
        const keys = new Set(each === 1 ? selectedKeys(rows[top] ?? '') : rows.slice(top, top + size).flatMap(row => selectedKeys(row)).map(key => key - key % each).sort((a, b) => a - b));
        let start = -1;
        let end = -1;
        const flush = (): void => {
            if (start >= 0) {
                parts.push(`M${round(x + start * across + inset)} ${round(y + top * down + inset)}h${round((end - start) * across - 2 * inset)}v${round(size * down - 2 * inset)}h${round(-((end - start) * across - 2 * inset))}z`);
            }
        };
        for (const key of keys) {
            if (key !== end || inset > 0) {
                flush();
                start = key;
            }
            end = Math.min(n, key + each);
        }
        flush();
    }
    return parts.join('');
}

/** The lines between the cells of a grid, where there is room for them. */
export function gridLines(n: number, { x, y, width, height }: GridSize): string {
    const across = width / n;
    const down = height / n;
    if (Math.min(across, down) < 6) {
        return '';
    }
    return Array.from({ length: n - 1 }, (_, i) => `M${round(x + (i + 1) * across)} ${round(y)}v${round(height)}M${round(x)} ${round(y + (i + 1) * down)}h${round(width)}`).join('');
}

export interface MeanLines {
    readonly path: string;
    /** Every how-manieth query is drawn: 1 for all. */
    readonly each: number;
}

/** Lines from what is averaged to the result of each query; of a great many only those of some queries. */
export function meanLines(rows: readonly string[], x: number, width: number, top: number, bottom: number, most = 1_500): MeanLines {
    const n = rows.length;
    const across = width / n;
    const keys = rows.map(row => selectedKeys(row));
    const count = keys.reduce((sum, selected) => sum + selected.length, 0);
    const each = Math.max(1, Math.ceil(count / most));
    const parts: string[] = [];
    for (let query = 0; query < n; query += each) {
        for (const key of keys[query] ?? []) {
            parts.push(`M${round(x + (key + 0.5) * across)} ${round(top)}L${round(x + (query + 0.5) * across)} ${round(bottom)}`);
        }
    }
    return { path: parts.join(''), each };
}

function round(value: number): number {
    return Math.round(value * 100) / 100;
}
