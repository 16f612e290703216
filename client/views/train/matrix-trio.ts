import { denseSource } from '../../../language/drawing/attention-source';
import { AttentionMatrix } from '../attention/attention-matrix';
import type { MatrixListener } from '../attention/attention-matrix';
import { element } from '../dom';
import { columnsIn } from './matrix-columns';

export interface Compared {
    readonly tokens: readonly string[];
    /** Missing where the program has no selector. */
    readonly selector?: { readonly name: string; readonly weights: Float32Array } | undefined;
    readonly model: Float32Array;
}

/**
 * A selector, a head of the model, and how they differ: side by side where there is room, else switched. What is set
 * and pointed at in one holds in all.
 */
export class MatrixTrio {
    private readonly places = (['Selector', 'Model', 'Difference'] as const).map(title => element('div', { class: title.toLowerCase() }, element('h3', {}, title)));
    readonly element = element('div', { class: 'matrices' }, ...this.places);
    private readonly matrices: readonly AttentionMatrix[] = this.places.map((place, at) => new AttentionMatrix(place, this.linked(at)));
    private compared: Compared | undefined;
    private hasChosenMode = false;

    constructor() {
        new ResizeObserver(() => { this.draw(); }).observe(this.element);
    }

    show(compared: Compared): void {
        this.compared = compared;
        this.draw();
    }

    private draw(): void {
        const { compared } = this;
        const width = this.element.clientWidth;
        if (compared === undefined || width === 0) {
            return;
        }
        const { tokens, selector } = compared;
        const n = tokens.length;
        const model = denseSource('model', n, compared.model);
        const columns = selector === undefined ? 1 : columnsIn(width, n, 3);
        const [inSelector, inModel, inDifference] = this.matrices;
        const isShown = [columns > 1, true, columns > 2];
        this.places.forEach((place, at) => { place.hidden = isShown[at] !== true; });
        this.element.className = `matrices is-${columns}`;
        const titles = { tokens, keysTitle: '', queriesTitle: '' };
        if (selector === undefined) {
            inModel?.show({ ...titles, source: model });
            return;
        }
        const source = denseSource(selector.name, n, selector.weights);
        const isFree = (query: number): boolean => selector.weights.subarray(query * n, (query + 1) * n).every(weight => weight === 0);
        if (columns > 1) {
            inSelector?.show({ ...titles, source });
        }
        if (columns > 2) {
            inModel?.show({ ...titles, source: model });
            inDifference?.show({ ...titles, source, other: model, isFree, modes: ['difference'], mode: 'difference' });
        } else {
            inModel?.show({ ...titles, source, other: model, isFree, modes: columns > 1 ? ['second', 'difference'] : ['second', 'first', 'difference'], mode: this.hasChosenMode ? undefined : 'second' });
            this.hasChosenMode = true;
        }
    }

    private linked(at: number): MatrixListener {
        const others = (): readonly AttentionMatrix[] => this.matrices.filter((_, other) => other !== at && this.places[other]?.hidden === false);
        return {
            onCell: () => undefined,
            onPoint: pair => { others().forEach(other => { other.follow(pair); }); },
            onView: view => { this.matrices.forEach((other, place) => { if (place !== at) { other.setView(view); } }); }
        };
    }
}
