import type { Weights } from './matrix-model';

/** The class and strength of a cell, by its weight. */
export function weightLook(weights: Pick<Weights, 'isDifference' | 'top'>, weight: number): { class: string; 'fill-opacity': number | undefined } {
    if (weight === 0) {
        return { class: 'rasp-pair', 'fill-opacity': undefined };
    }
    const kind = !weights.isDifference ? 'is-selected' : weight < 0 ? 'is-negative' : 'is-positive';
    const opacity = Math.round(Math.min(1, Math.abs(weight) / weights.top) * 1000) / 1000;
    return { class: `rasp-pair ${kind}`, 'fill-opacity': opacity === 1 ? undefined : opacity };
}
