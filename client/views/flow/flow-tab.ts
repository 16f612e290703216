import { findSteps } from '../../../language/drawing/find-steps';
import type { Card } from '../../../language/drawing/flow-picture';
import { layoutFlow } from '../../../language/drawing/flow-layout';
import type { FlowHead, FlowScene, FlowStep, ScenePlace, ScenePosition } from '../../../language/drawing/scene';
import { describeHead, describeStep, describeValue, traceValue } from '../../../language/drawing/trace';
import { element } from '../dom';
import { FlowCanvas } from './canvas';
import { usedOfHeads } from './heads-traced';
import { cardTowards, isDirection } from './keyboard';
import { cellKey, Marks } from './marks';
import { Minimap } from './minimap';
import { SearchBox } from './search';
import { ViewChoices } from './choices';

export interface FlowTabListener {
    reveal(place: ScenePlace): void;
    /** What is told of what the pointer is on. */
    status(text: string): void;
    openMatrix(head: FlowHead): void;
    /** Another view of the same scene was chosen. */
    changed(): void;
}

interface Cell { readonly step: number; readonly position: number }

/** The flow picture with all that can be done in it. */
export class FlowTab {
    readonly choices = new ViewChoices();
    readonly canvas = new FlowCanvas((card, drawn) => { this.cardDrawn(card, drawn); }, () => { this.moved(); });
    readonly search = new SearchBox((cards, current) => {
        this.marks.markCards('is-found', new Set(cards.map(({ key }) => key)));
        if (current !== undefined) {
            this.canvas.zoomToRead();
            this.canvas.reveal(current);
            this.listener.changed();
        }
        this.marks.markCards('is-current', new Set(current === undefined ? [] : [current.key]));
    });
    readonly body: HTMLElement;
    private readonly minimap = new Minimap(this.canvas);
    private readonly marks = new Marks();
    private scene: FlowScene | undefined;
    private steps: ReadonlyMap<number, FlowStep> = new Map();
    /** The value that is traced until another is chosen. */
    private locked: Cell | undefined;
    private hovered: Cell | undefined;
    /** The card that Tab comes to. */
    private focusKey: string | undefined;
    private cursor: { readonly uri: string; readonly at: ScenePosition } | undefined;
    private readonly scrolls = new Map<string, { readonly left: number; readonly top: number }>();

    constructor(private readonly listener: FlowTabListener) {
        this.body = element('div', { class: 'flow-tab' }, this.canvas.viewport, this.minimap.canvas);
        const { viewport } = this.canvas;
        viewport.addEventListener('pointermove', event => { this.hover(cellAt(event.target)); });
        viewport.addEventListener('pointerleave', () => { this.hover(undefined); });
        viewport.addEventListener('click', event => { this.click(event.target as Element); });
        viewport.addEventListener('dblclick', event => {
            const head = this.headOf(this.cardAt(event.target as Element));
            if (head !== undefined) {
                listener.openMatrix(head);
            }
        });
        viewport.addEventListener('keydown', event => { this.key(event); });
        viewport.addEventListener('focusin', event => { this.focused(this.cardAt(event.target as Element)); });
    }

    show(scene: FlowScene): void {
        const before = this.scene;
        if (before !== undefined && before.title !== scene.title) {
            const { scrollLeft: left, scrollTop: top } = this.canvas.viewport;
            this.scrolls.set(before.title, { left, top });
            this.choices.reset();
            this.locked = undefined;
        }
        this.scene = scene;
        this.steps = new Map(scene.steps.map(step => [step.id, step]));
        if (this.locked !== undefined && (!this.steps.has(this.locked.step) || this.locked.position >= scene.tokens.length)) {
            this.locked = undefined;
        }
        this.layOut();
        if (before?.title !== scene.title) {
            const known = this.scrolls.get(scene.title);
            if (known === undefined) {
                this.begin();
            } else {
                this.canvas.viewport.scrollTo(known);
            }
        }
    }

    /** Where one begins to read: at the inputs, in the middle. */
    private begin(): void {
        this.canvas.fitWidth();
        const first = this.canvas.picture?.cards.filter(({ layer }) => layer === 0) ?? [];
        const left = Math.min(...first.map(({ x }) => x));
        const right = Math.max(...first.map(({ x, width }) => x + width));
        const { width } = this.canvas.seen;
        this.canvas.scrollTo(right <= width ? 0 : Math.max(0, (left + right - width) / 2), 0);
    }

    /** Lays the same scene out anew, after another view of it was chosen. */
    layOut(): void {
        const { scene } = this;
        if (scene === undefined) {
            return;
        }
        let picture = layoutFlow(scene, this.choices.viewOf(scene));
        if (this.choices.foldIfHigh(picture.height)) {
            picture = layoutFlow(scene, this.choices.viewOf(scene));
        }
        this.marks.forget();
        const hadFocus = this.canvas.viewport.contains(document.activeElement);
        const focus = picture.cards.find(({ key }) => key === this.focusKey) ?? picture.cards[0];
        this.focusKey = focus?.key;
        this.canvas.show(scene, picture);
        this.search.show(scene, picture);
        this.trace();
        this.markCursor();
        if (hadFocus && focus !== undefined) {
            this.focus(focus);
        }
        this.listener.changed();
    }

    /** Marks what stands at a place in the text. */
    cursorAt(uri: string, at: ScenePosition): void {
        this.cursor = { uri, at };
        this.markCursor();
    }

    /** Shows the layer that a reader steps to. */
    revealLayer(layer: number): void {
        const band = this.canvas.picture?.bands.find(each => each.layer === layer);
        if (band !== undefined) {
            this.canvas.reveal({ x: this.canvas.seen.x, y: band.y, width: 0, height: band.height });
        }
    }

    private markCursor(): void {
        const { scene, cursor } = this;
        const ids = scene === undefined || cursor === undefined ? new Set<number>() : new Set(findSteps(scene, cursor.uri, cursor.at));
        const isMarked = (card: Card): boolean => ids.has(card.id) || card.hidden.some(id => ids.has(id)) || (this.headOf(card)?.aggregates.some(({ step }) => ids.has(step)) ?? false);
        this.marks.markCards('is-cursor', new Set((this.canvas.picture?.cards ?? []).filter(isMarked).map(({ key }) => key)));
    }

    private moved(): void {
        const { picture } = this.canvas;
        if (picture !== undefined) {
            this.minimap.draw(picture);
        }
    }

    private cardDrawn(card: Card, drawn: SVGElement): void {
        drawn.setAttribute('tabindex', card.key === this.focusKey ? '0' : '-1');
        drawn.setAttribute('role', 'group');
        drawn.setAttribute('aria-label', this.sentenceOf(card));
        this.marks.drawn(card, drawn);
    }

    private sentenceOf(card: Card): string {
        const { scene } = this;
        const head = this.headOf(card);
        return scene === undefined ? '' : head === undefined ? describeStep(scene, card.id) : describeHead(scene, head);
    }

    private hover(cell: Cell | undefined): void {
        if (cell?.step !== this.hovered?.step || cell?.position !== this.hovered?.position) {
            this.hovered = cell;
            this.trace();
        }
    }

    /** Marks where a value came from, back to the tokens, and says it. */
    private trace(): void {
        const { scene } = this;
        const cell = this.hovered ?? this.locked;
        if (scene === undefined || cell === undefined || !this.steps.has(cell.step)) {
            this.marks.markCells(new Map());
            this.listener.status('');
            return;
        }
        const cells = traceValue(scene, cell.step, cell.position);
        const marks = new Map(cells.map(({ step, position, role }) => [cellKey(step, position), `is-${role}`]));
        marks.set(cellKey(cell.step, cell.position), 'is-traced');
        const used = usedOfHeads(scene, cells);
        this.marks.markCells(marks, (card, place, step, position) => {
            const head = card.kind === 'head' ? used.get(card.key) : undefined;
            return card.kind === 'step' || (head !== undefined && (place === 'query' ? head.queries : place === 'key' ? head.keys : head.results.has(step) ? head.queries : head.keys).has(position));
        });
        this.listener.status(describeValue(scene, cell.step, cell.position));
    }

    private click(target: Element): void {
        const { scene } = this;
        const card = this.cardAt(target);
        if (scene === undefined) {
            return;
        }
        const fold = target.closest<SVGElement>('[data-fold]');
        if (fold !== null) {
            this.choices.toggleLayer(scene, Number(fold.dataset['fold']));
            this.layOut();
            return;
        }
        if (target.closest('[data-open]') !== null && card !== undefined) {
            this.choices.toggleStep(scene, card.id);
            this.layOut();
            return;
        }
        const edge = this.canvas.picture?.edges.find(({ from, to, step }) => `${from}>${to}` === target.getAttribute('data-edge') && [null, String(step)].includes(target.getAttribute('data-step')));
        const cell = cellAt(target);
        this.locked = cell;
        this.trace();
        const step = target.closest<SVGElement>('[data-step]')?.dataset['step'];
        this.reveal(edge === undefined ? step === undefined ? undefined : this.steps.get(Number(step)) ?? this.headOf(card) : this.steps.get(edge.step), card);
    }

    private reveal(part: FlowStep | FlowHead | undefined, card: Card | undefined): void {
        const place = (part ?? this.headOf(card) ?? (card === undefined ? undefined : this.steps.get(card.id)))?.place;
        if (place !== undefined) {
            this.listener.reveal(place);
        }
    }

    private key(event: KeyboardEvent): void {
        const { scene, canvas: { picture } } = this;
        const { key } = event;
        const card = this.cardAt(event.target as Element);
        if (scene === undefined || picture === undefined) {
            return;
        }
        if (card === undefined) {
            // Something else than a card has the focus: the keys begin at the card that Tab comes to.
            const first = picture.cards.find(each => each.key === this.focusKey);
            if (first !== undefined && isDirection(key)) {
                event.preventDefault();
                this.focus(first);
            }
            return;
        }
        if (isDirection(key)) {
            event.preventDefault();
            if (event.shiftKey && (key === 'ArrowLeft' || key === 'ArrowRight')) {
                this.walkValues(scene, card, key === 'ArrowRight' ? 1 : -1);
                return;
            }
            const next = cardTowards(picture, card, key);
            if (next !== undefined) {
                this.focus(next);
            }
        } else if (key === 'Enter') {
            this.reveal(undefined, card);
        } else if (key === ' ') {
            event.preventDefault();
            if (card.kind === 'head') {
                this.choices.toggleLayer(scene, card.layer);
            } else {
                this.choices.toggleStep(scene, card.id);
            }
            this.layOut();
        } else if (key === 'm') {
            const head = this.headOf(card);
            if (head !== undefined) {
                this.listener.openMatrix(head);
            }
        } else if (key === 'Escape') {
            this.locked = undefined;
            this.trace();
        }
    }

    /** Moves the traced value along a card's values: of a head along what it gives. */
    private walkValues(scene: FlowScene, card: Card, by: number): void {
        const step = this.headOf(card)?.aggregates[0]?.step ?? card.id;
        const n = scene.tokens.length;
        const at = this.locked?.step === step ? (this.locked.position + by + n) % n : by > 0 ? 0 : n - 1;
        this.locked = { step, position: at };
        this.trace();
    }

    private focus(card: Card): void {
        this.canvas.reveal(card);
        (this.canvas.elementOf(card) as SVGElement | undefined)?.focus({ preventScroll: true });
    }

    private focused(card: Card | undefined): void {
        const { picture } = this.canvas;
        if (card === undefined || picture === undefined || card.key === this.focusKey) {
            return;
        }
        const before = picture.cards.find(({ key }) => key === this.focusKey);
        this.focusKey = card.key;
        if (before !== undefined) {
            this.canvas.elementOf(before)?.setAttribute('tabindex', '-1');
        }
        this.canvas.elementOf(card)?.setAttribute('tabindex', '0');
    }

    private cardAt(target: Element): Card | undefined {
        const key = target.closest<SVGElement>('[data-card]')?.dataset['card'];
        return key === undefined ? undefined : this.canvas.picture?.cards.find(card => card.key === key);
    }

    private headOf(card: Card | undefined): FlowHead | undefined {
        return card?.kind === 'head' ? this.scene?.heads.find(({ id, layer }) => id === card.id && layer === card.layer) : undefined;
    }
}

function cellAt(target: EventTarget | null): Cell | undefined {
    const { step, position } = (target instanceof Element ? target.closest<SVGElement>('[data-step][data-position]')?.dataset : undefined) ?? {};
    return step === undefined || position === undefined ? undefined : { step: Number(step), position: Number(position) };
}
