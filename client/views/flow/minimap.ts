import type { FlowPicture } from '../../../language/drawing/flow-picture';
import { element } from '../dom';
import type { FlowCanvas } from './canvas';

const SIZE = { width: 110, height: 150 } as const;
/** A picture not much larger than what is seen needs no map, which would lie over it. */
const LARGE = 1.6;

/** The whole picture in small, with a frame around what is seen; pressing on it goes there. Not there when all is seen. */
export class Minimap {
    readonly canvas = element('canvas', { class: 'minimap', attributes: { 'aria-hidden': 'true' } });
    private scale = 1;

    constructor(private readonly flow: FlowCanvas) {
        const move = (event: PointerEvent): void => {
            if (event.buttons === 1) {
                const { left, top } = this.canvas.getBoundingClientRect();
                const { width, height } = flow.seen;
                flow.scrollTo((event.clientX - left) / this.scale - width / 2, (event.clientY - top) / this.scale - height / 2);
            }
        };
        this.canvas.addEventListener('pointerdown', event => {
            this.canvas.setPointerCapture(event.pointerId);
            move(event);
        });
        this.canvas.addEventListener('pointermove', move);
    }

    draw(picture: FlowPicture): void {
        const { x, y, width, height } = this.flow.seen;
        this.canvas.hidden = width * LARGE >= picture.width && height * LARGE >= picture.height;
        const context = this.canvas.getContext('2d');
        if (this.canvas.hidden || context === null) {
            return;
        }
        this.scale = Math.min(SIZE.width / picture.width, SIZE.height / picture.height);
        const ratio = window.devicePixelRatio;
        this.canvas.width = Math.ceil(picture.width * this.scale * ratio);
        this.canvas.height = Math.ceil(picture.height * this.scale * ratio);
        this.canvas.style.width = `${this.canvas.width / ratio}px`;
        this.canvas.style.height = `${this.canvas.height / ratio}px`;
        const style = getComputedStyle(this.canvas);
        context.scale(this.scale * ratio, this.scale * ratio);
        const least = 1 / this.scale;
        for (const card of picture.cards) {
            context.fillStyle = style.getPropertyValue(card.kind === 'head' ? '--rasp-head-line' : '--rasp-card-line');
            context.fillRect(card.x, card.y, Math.max(least, card.width), Math.max(least, card.height));
        }
        context.strokeStyle = style.getPropertyValue('--rasp-focus');
        context.lineWidth = 1.5 / this.scale;
        context.strokeRect(x, y, Math.min(width, picture.width), Math.min(height, picture.height));
    }
}
