import type { Card, FlowEdge, FlowPicture } from '../../../language/drawing/flow-picture';
import { drawBands, drawCard, drawEdge } from '../../../language/drawing/flow-cards';
import type { FlowScene } from '../../../language/drawing/scene';
import { element } from '../dom';
import { svgDom } from '../svg-dom';

/** Drawn around what is seen, in pixels of the page, so that scrolling shows no holes. */
const MARGIN = 400;
/** A zoom at which values can still be read. */
const LEAST_READABLE = 0.7;
export const ZOOM = { least: 0.01, most: 4 } as const;

interface Box { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/** A scrolled, zoomed picture of which only what is seen is in the page: it can hold thousands of cards. */
export class FlowCanvas {
    readonly viewport = element('div', { class: 'viewport', attributes: { tabindex: '-1', role: 'application', 'aria-label': 'Flow of values through layers and heads. Arrow keys move between cards.' } });
    private readonly sheet = svgDom({ name: 'svg', attributes: { class: 'rasp-picture sheet' }, children: [] });
    private readonly layers = { bands: group('bands'), edges: group('edges'), cards: group('cards'), labels: group('labels') };
    private readonly drawn = new Map<Card | FlowEdge, SVGElement>();
    private scene: FlowScene | undefined;
    private shown: FlowPicture | undefined;
    private factor = 1;
    /** Whether the reader has zoomed. */
    private isChosen = false;
    private frame: number | undefined;
    private readonly resized = new ResizeObserver(() => { this.draw(); });

    /**
     * @param onDrawn called for each card that comes into the page
     * @param onMoved called when another part is seen
     */
    constructor(private readonly onDrawn: (card: Card, element: SVGElement) => void, private readonly onMoved: () => void) {
        this.sheet.append(this.layers.bands, this.layers.edges, this.layers.cards, this.layers.labels);
        this.viewport.append(this.sheet);
        this.viewport.addEventListener('scroll', () => { this.draw(); }, { passive: true });
        this.viewport.addEventListener('wheel', event => {
            if (event.ctrlKey || event.metaKey) {
                event.preventDefault();
                this.zoomTo(this.factor * Math.exp(-event.deltaY / 300), event);
            }
        }, { passive: false });
        this.resized.observe(this.viewport);
    }

    get picture(): FlowPicture | undefined {
        return this.shown;
    }

    get zoom(): number {
        return this.factor;
    }

    /** Shows another picture where the old one was; scroll and zoom stay. */
    show(scene: FlowScene, picture: FlowPicture): void {
        this.scene = scene;
        this.shown = picture;
        this.drawn.clear();
        this.layers.bands.replaceChildren(svgDom(drawBands(scene, picture)));
        // The names of layers stay at the left edge, over what is scrolled below them.
        this.layers.labels.replaceChildren(...this.layers.bands.querySelectorAll('text'));
        this.layers.edges.replaceChildren();
        this.layers.cards.replaceChildren();
        this.resize();
        this.drawNow();
    }

    /** @param around the point of the page that stays where it is; the middle unless told */
    zoomTo(factor: number, around?: { readonly clientX: number; readonly clientY: number }): void {
        const { viewport } = this;
        const { left, top, width, height } = viewport.getBoundingClientRect();
        const x = around === undefined ? width / 2 : around.clientX - left;
        const y = around === undefined ? height / 2 : around.clientY - top;
        const before = this.factor;
        this.isChosen = true;
        this.factor = Math.min(ZOOM.most, Math.max(ZOOM.least, factor));
        const ratio = this.factor / before;
        this.resize();
        viewport.scrollLeft = (viewport.scrollLeft + x) * ratio - x;
        viewport.scrollTop = (viewport.scrollTop + y) * ratio - y;
        this.draw();
    }

    /** As large as the width allows, but readable; until the reader zooms. */
    fitWidth(): void {
        if (this.shown !== undefined && !this.isChosen) {
            this.zoomTo(Math.min(1, Math.max(LEAST_READABLE, this.viewport.clientWidth / this.shown.width)));
            this.isChosen = false;
        }
    }

    /** The whole picture at once, no larger than drawn. */
    fit(): void {
        if (this.shown !== undefined) {
            const { width, height } = this.shown;
            this.zoomTo(Math.min(1, this.viewport.clientWidth / width, this.viewport.clientHeight / height));
            // It suited this picture alone.
            this.isChosen = false;
        }
    }

    /** What is seen, in the picture's pixels. */
    get seen(): Box {
        const { scrollLeft, scrollTop, clientWidth, clientHeight } = this.viewport;
        return { x: scrollLeft / this.factor, y: scrollTop / this.factor, width: clientWidth / this.factor, height: clientHeight / this.factor };
    }

    scrollTo(x: number, y: number): void {
        this.viewport.scrollTo({ left: x * this.factor, top: y * this.factor });
    }

    /** Makes values large enough to read. */
    zoomToRead(): void {
        if (this.factor < LEAST_READABLE) {
            this.zoomTo(LEAST_READABLE);
        }
    }

    /** Brings a card into view, in the middle if it was out of it. */
    reveal(box: Box): void {
        const { x, y, width, height } = this.seen;
        const isIn = (at: number, size: number, from: number, room: number): boolean => at >= from && at + Math.min(size, room) <= from + room;
        this.scrollTo(
            isIn(box.x, box.width, x, width) ? x : box.x + Math.min(0, (box.width - width) / 2),
            isIn(box.y, box.height, y, height) ? y : box.y + Math.min(0, (box.height - height) / 2)
        );
        this.drawNow();
    }

    elementOf(card: Card): SVGElement | undefined {
        return this.drawn.get(card);
    }

    private resize(): void {
        const { width, height } = this.shown ?? { width: 0, height: 0 };
        this.sheet.setAttribute('viewBox', `0 0 ${width} ${height}`);
        this.sheet.setAttribute('width', String(width * this.factor));
        this.sheet.setAttribute('height', String(height * this.factor));
        // Names of layers can be read however small the picture is.
        this.sheet.style.setProperty('--rasp-label-size', `${12 / Math.min(1, Math.max(0.1, this.factor))}px`);
    }

    private draw(): void {
        this.frame ??= requestAnimationFrame(() => { this.drawNow(); });
    }

    private drawNow(): void {
        if (this.frame !== undefined) {
            cancelAnimationFrame(this.frame);
            this.frame = undefined;
        }
        const { scene, shown } = this;
        if (scene === undefined || shown === undefined) {
            return;
        }
        const { x, y, width, height } = this.seen;
        this.layers.labels.setAttribute('transform', `translate(${x} 0)`);
        this.layers.labels.classList.toggle('is-scrolled', x > 0);
        const margin = MARGIN / this.factor;
        const isNear = (box: Box): boolean => box.x < x + width + margin && box.x + box.width > x - margin && box.y < y + height + margin && box.y + box.height > y - margin;
        for (const [part, drawn] of this.drawn) {
            if (!isNear(part) && !drawn.contains(document.activeElement)) {
                drawn.remove();
                this.drawn.delete(part);
            }
        }
        for (const edge of shown.edges) {
            if (!this.drawn.has(edge) && isNear(edge)) {
                this.add(this.layers.edges, edge, svgDom(drawEdge(edge)));
            }
        }
        for (const card of shown.cards) {
            if (!this.drawn.has(card) && isNear(card)) {
                this.onDrawn(card, this.add(this.layers.cards, card, svgDom(drawCard(scene, card))));
            }
        }
        this.onMoved();
    }

    private add(layer: SVGElement, part: Card | FlowEdge, drawn: SVGElement): SVGElement {
        layer.append(drawn);
        this.drawn.set(part, drawn);
        return drawn;
    }
}

function group(name: string): SVGElement {
    return svgDom({ name: 'g', attributes: { class: name }, children: [] });
}
