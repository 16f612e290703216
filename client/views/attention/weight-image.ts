import type { Weights } from './matrix-model';
import type { Span } from './matrix-scale';

/** Red, green and blue from 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

export interface CellColours {
    readonly empty: Rgb;
    readonly selected: Rgb;
    readonly positive: Rgb;
    readonly negative: Rgb;
}

/** The pixels of a part of the matrix, a pixel for each pair, as `ImageData` holds them. */
export function weightPixels({ n, values, top, isDifference }: Weights, queries: Span, keys: Span, colours: CellColours): Uint8ClampedArray<ArrayBuffer> {
    const width = Math.max(0, keys.to - keys.from);
    const pixels = new Uint8ClampedArray(Math.max(0, queries.to - queries.from) * width * 4);
    let at = 0;
    for (let query = queries.from; query < queries.to; query++) {
        for (let key = keys.from; key < keys.to; key++, at += 4) {
            const weight = values[query * n + key] ?? 0;
            const full = weight < 0 ? colours.negative : isDifference ? colours.positive : colours.selected;
            paint(pixels, at, colours.empty, full, Math.min(1, Math.abs(weight) / top));
        }
    }
    return pixels;
}

/**
 * The pixels of a small picture of the whole matrix. A pixel that stands for many pairs has the root of their mean:
 * a diagonal stays to be seen, and so does a gap.
 */
export function thumbnailPixels({ n, values, top }: Weights, size: number, { empty, selected }: CellColours): Uint8ClampedArray<ArrayBuffer> {
    const pixels = new Uint8ClampedArray(size * size * 4);
    for (let y = 0, at = 0; y < size; y++) {
        const queries = share(y, size, n);
        for (let x = 0; x < size; x++, at += 4) {
            const keys = share(x, size, n);
            let sum = 0;
            for (let query = queries.from; query < queries.to; query++) {
                for (let key = keys.from; key < keys.to; key++) {
                    sum += values[query * n + key] ?? 0;
                }
            }
            const mean = sum / top / ((queries.to - queries.from) * (keys.to - keys.from));
            paint(pixels, at, empty, selected, n > size ? Math.sqrt(mean) : mean);
        }
    }
    return pixels;
}

/** The positions that a pixel stands for: at least one. */
function share(pixel: number, size: number, n: number): Span {
    const from = Math.min(Math.floor(pixel * n / size), n - 1);
    return { from, to: Math.max(from + 1, Math.floor((pixel + 1) * n / size)) };
}

function paint(pixels: Uint8ClampedArray, at: number, empty: Rgb, full: Rgb, strength: number): void {
    for (let channel = 0; channel < 3; channel++) {
        const from = empty[channel] ?? 0;
        pixels[at + channel] = from + ((full[channel] ?? 0) - from) * strength;
    }
    pixels[at + 3] = 255;
}
