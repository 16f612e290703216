import type { Card, FlowPicture } from '../../../language/drawing/flow-picture';
import type { FlowScene } from '../../../language/drawing/scene';
import { element } from '../dom';

/** A box that finds cards by what they are called or made of; Enter goes on to the next. */
export class SearchBox {
    readonly box = element('input', {
        class: 'search',
        attributes: { type: 'search', placeholder: 'Find', 'aria-label': 'Find an s-op or a selector by its name or text', spellcheck: 'false' },
        on: {
            input: () => { this.search(); this.step(0); },
            keydown: event => {
                if (event.key === 'Enter') {
                    event.preventDefault();
                    this.step(event.shiftKey ? -1 : 1);
                } else if (event.key === 'Escape') {
                    this.box.value = '';
                    this.search();
                }
            }
        }
    });
    readonly count = element('span', { class: 'count', attributes: { 'aria-live': 'polite' } });
    private found: readonly Card[] = [];
    private at = 0;
    private scene: FlowScene | undefined;
    private picture: FlowPicture | undefined;

    constructor(private readonly onFound: (cards: readonly Card[], current: Card | undefined) => void) {}

    /** Searches another picture for the same text; moves nothing. */
    show(scene: FlowScene, picture: FlowPicture): void {
        this.scene = scene;
        this.picture = picture;
        this.search();
    }

    private search(): void {
        const wanted = this.box.value.trim().toLowerCase();
        const { scene, picture } = this;
        this.found = wanted === '' || scene === undefined || picture === undefined ? [] : picture.cards.filter(card => textsOf(scene, card).some(text => text.toLowerCase().includes(wanted)));
        this.at = Math.min(this.at, Math.max(0, this.found.length - 1));
        this.count.textContent = wanted === '' ? '' : this.found.length === 0 ? 'none' : `${this.at + 1} of ${this.found.length}`;
        this.onFound(this.found, undefined);
    }

    private step(by: number): void {
        if (this.found.length > 0) {
            this.at = (this.at + by + this.found.length) % this.found.length;
            this.count.textContent = `${this.at + 1} of ${this.found.length}`;
            this.onFound(this.found, this.found[this.at]);
        }
    }
}

/** What a card can be found by: of a head also what it gives. */
function textsOf(scene: FlowScene, card: Card): string[] {
    const stepTexts = (id: number): string[] => {
        const step = scene.steps.find(each => each.id === id);
        return step === undefined ? [] : [step.name ?? '', step.source];
    };
    if (card.kind === 'step') {
        return [card.id, ...card.hidden].flatMap(stepTexts);
    }
    const head = scene.heads.find(({ id, layer }) => id === card.id && layer === card.layer);
    return head === undefined ? [] : [head.name, head.source, ...head.aggregates.flatMap(({ step }) => stepTexts(step))];
}
