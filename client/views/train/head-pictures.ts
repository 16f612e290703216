import { drawPixels, sized } from '../attention/canvas-surface';
import { denseSource } from '../../../language/drawing/attention-source';
import { nextHead } from '../attention/head-matrix';
import { weightsOf } from '../attention/matrix-model';
import { onDisplayChange, paletteAt } from '../attention/theme';
import { thumbnailPixels } from '../attention/weight-image';
import { element } from '../dom';
import { headName, isSameHead } from './attention-on-input';
import type { HeadPlace } from './attention-on-input';

export interface PicturedHead {
    readonly place: HeadPlace;
    readonly weights: Float32Array;
    /** What is told below the picture. */
    readonly caption: string;
    readonly note: string;
}

const side = 56;

interface Picture {
    readonly button: HTMLButtonElement;
    readonly canvas: HTMLCanvasElement;
    readonly title: HTMLElement;
    readonly caption: HTMLElement;
    head: PicturedHead;
}

/** All heads of a model as small pictures, layer by layer, to choose one. */
export class HeadPictures {
    readonly element = element('div', { class: 'head-pictures', attributes: { role: 'group', 'aria-label': 'Heads by layer' }, on: { keydown: event => { this.walk(event); } } });
    private pictures: Picture[] = [];
    private n = 0;

    constructor(private readonly onHead: (place: HeadPlace) => void) {
        onDisplayChange(() => { this.paint(); });
    }

    /** Heads that stand already are drawn anew where they are, and the focus stays. */
    show(heads: readonly PicturedHead[], n: number, chosen: HeadPlace | undefined): void {
        this.n = n;
        if (heads.length !== this.pictures.length || heads.some(({ place }, at) => !isSameHead(place, this.pictures[at]?.head.place))) {
            this.pictures = heads.map(head => this.made(head));
            const layers = [...new Set(heads.map(({ place }) => place.layer))];
            this.element.replaceChildren(...layers.map(layer => element('section', { class: 'rasp-layer' }, element('h3', {}, `layer ${layer + 1}`),
                element('div', { class: 'rasp-layer-heads' }, ...this.pictures.filter(({ head }) => head.place.layer === layer).map(({ button }) => button)))));
        }
        this.pictures.forEach((picture, at) => {
            const head = heads[at];
            if (head !== undefined) {
                picture.head = head;
                picture.caption.textContent = head.caption;
                picture.button.title = head.note;
                picture.button.ariaLabel = `${headName(head.place)}: ${head.note}`;
            }
            const isChosen = isSameHead(picture.head.place, chosen);
            picture.button.setAttribute('aria-pressed', String(isChosen));
            picture.button.tabIndex = isChosen || (chosen === undefined && at === 0) ? 0 : -1;
        });
        this.paint();
    }

    private made(head: PicturedHead): Picture {
        const canvas = element('canvas', { class: 'rasp-thumbnail', attributes: { 'aria-hidden': 'true' } });
        const title = element('span', { class: 'rasp-head-name' }, `head ${head.place.head + 1}`);
        const caption = element('span', { class: 'rasp-head-name note' });
        const button = element('button', { class: 'rasp-head', attributes: { type: 'button' }, on: { click: () => { this.onHead(head.place); } } }, canvas, title, caption);
        return { button, canvas, title, caption, head };
    }

    private paint(): void {
        if (this.pictures.length === 0 || this.n === 0) {
            return;
        }
        const palette = paletteAt(this.element);
        const pixels = Math.min(this.n, Math.round(side * window.devicePixelRatio));
        for (const { canvas, head } of this.pictures) {
            const context = sized(canvas, side, side);
            if (context !== null) {
                drawPixels(context, thumbnailPixels(weightsOf({ source: denseSource('model', this.n, head.weights) }, 'first'), pixels, palette), pixels, 0, 0, { width: side, height: side });
            }
        }
    }

    private walk(event: KeyboardEvent): void {
        const from = this.pictures.findIndex(({ button }) => button === document.activeElement);
        const next = from < 0 || event.altKey || event.ctrlKey || event.metaKey ? undefined : nextHead(this.pictures.map(({ head }) => head.place), from, event.key);
        if (next !== undefined) {
            event.preventDefault();
            this.pictures[next]?.button.focus();
        }
    }
}
