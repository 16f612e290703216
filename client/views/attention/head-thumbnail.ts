import { selectorSource } from '../../../language/drawing/attention-source';
import { describeHead } from '../../../language/drawing/describe';
import type { FlowHead, FlowScene } from '../../../language/drawing/scene';
import { element } from '../dom';
import { drawPixels, sized } from './canvas-surface';
import { largestMatrix, weightsOf } from './matrix-model';
import type { Palette } from './theme';
import { thumbnailPixels } from './weight-image';

const side = 56;

/** A head as a button with a small picture of its matrix, which is drawn when it comes into sight. */
export class HeadThumbnail {
    private readonly canvas = element('canvas', { class: 'rasp-thumbnail', attributes: { 'aria-hidden': 'true' } });
    private readonly name = element('span', { class: 'rasp-head-name' });
    readonly button = element('button', { class: 'rasp-head', attributes: { type: 'button' } }, this.canvas, this.name);
    private isInSight = false;
    private isDrawn = false;

    constructor(private scene: FlowScene, public head: FlowHead, private readonly palette: () => Palette) {
        this.canvas.style.width = this.canvas.style.height = `${side}px`;
        this.describe();
    }

    /** Shows the same head as another scene has it. */
    update(scene: FlowScene, head: FlowHead): void {
        const isSame = head.rows.length === this.head.rows.length && head.rows.every((row, query) => row === this.head.rows[query]);
        this.scene = scene;
        this.head = head;
        this.isDrawn &&= isSame;
        this.describe();
        this.draw();
    }

    setInSight(isInSight: boolean): void {
        this.isInSight = isInSight;
        this.draw();
    }

    /** Draws it again with other colours. */
    recolour(): void {
        this.isDrawn = false;
        this.draw();
    }

    private describe(): void {
        const sentence = describeHead(this.scene, this.head);
        this.name.textContent = this.head.name;
        this.button.setAttribute('aria-label', sentence);
        this.button.title = sentence;
        this.button.classList.toggle('is-failed', this.head.error !== undefined);
    }

    private draw(): void {
        if (this.isDrawn || !this.isInSight) {
            return;
        }
        this.isDrawn = true;
        const context = sized(this.canvas, side, side);
        const n = this.scene.tokens.length;
        if (context !== null && n > 0 && n <= largestMatrix && this.head.error === undefined) {
            // A small matrix has a pixel for each pair, and a large one no more pixels than can be seen.
            const pixels = Math.min(n, Math.round(side * window.devicePixelRatio));
            const weights = weightsOf({ source: selectorSource(this.head, n) }, 'first');
            drawPixels(context, thumbnailPixels(weights, pixels, this.palette()), pixels, 0, 0, { width: side, height: side });
        }
    }
}
