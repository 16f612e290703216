import type { AttentionSource } from './attention-source.js';
import type { FlowScene } from './scene.js';
import { svg, svgText } from './svg.js';

export interface AttentionPictureOptions {
    /** A label for each position. */
    readonly tokens: readonly string[];
    /** Drawn beside the first, with the difference of the two. */
    readonly other?: AttentionSource;
}

/** A matrix as a picture of its own: rows are queries, columns keys. */
export function attentionSvg(source: AttentionSource, { tokens }: AttentionPictureOptions): string {
    return svgText(svg('svg', { xmlns: 'http://www.w3.org/2000/svg', width: tokens.length, height: source.n }));
}

/** All heads of a scene, a row for each layer. */
export function attentionGridSvg(scene: FlowScene): string {
    return svgText(svg('svg', { xmlns: 'http://www.w3.org/2000/svg', width: scene.tokens.length }));
}
