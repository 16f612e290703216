import { denseSource, selectorSource } from '../../../language/drawing/attention-source';
import type { HeadAnswer, ModelReport } from '../../../server/protocol/compile';
import { AttentionMatrix } from '../attention/attention-matrix';
import type { MatrixListener } from '../attention/attention-matrix';
import type { MatrixShown } from '../attention/matrix-model';
import { element } from '../dom';
import { selectorNames } from './block-names';
import { expectedAttention } from './expected-attention';
import type { ExpectedAttention } from './expected-attention';

/** Pixels of a cell, and of what stands around the cells, with which two matrices stand side by side. */
const smallestBeside = 12;
const around = 90;
const narrowest = 260;

const bosNote = 'BOS is the model\'s own beginning-of-sequence position in front of the input; it is no token of the program. To it goes the attention of a query that selects nothing.';

const notes: Readonly<Record<ExpectedAttention['kind'], string>> = {
    mean: 'Each selected key gets an equal share. Difference compares with that.',
    count: 'This head counts: BOS weighs as much as each selected key, so each gets 1 / (1 + count). Difference compares with that.',
    other: 'This head counts or sums up, and shares its attention so that the result comes out: BOS fills up a row or stands for a key, or keys weigh unequally. Difference compares with equal shares, so it is not 0 here; what is verified are the outputs.'
};

/** The model's attention, head by head, beside the selectors that it was made of. */
export class HeadsSection {
    readonly element = element('section', {}, element('h2', {}, 'Attention'));
    private readonly picker = element('select', { attributes: { id: 'head' }, on: { change: () => { this.ask(); } } });
    private readonly note = element('p', { class: 'note' });
    private readonly left = element('div', { class: 'selector' }, element('h3', {}, 'Selector'));
    private readonly right = element('div', { class: 'model' }, element('h3', {}, 'Model'));
    private readonly body = element('div', { class: 'matrices' }, this.left, this.right);
    private readonly selector = new AttentionMatrix(this.left, this.linked(() => this.model));
    private readonly model: AttentionMatrix = new AttentionMatrix(this.right, this.linked(() => this.selector));
    private tokens: readonly string[] = [];
    private names: readonly string[] = [];
    private shown: MatrixShown | undefined;
    private hasChosenMode = false;

    constructor(private readonly onHead: (index: number) => void) {
        this.element.append(element('label', { attributes: { for: 'head' } }, 'Head'), this.picker, this.note, this.body);
        this.body.hidden = true;
        new ResizeObserver(() => { this.draw(); }).observe(this.element);
    }

    /** The heads of another model. */
    show({ blocks }: ModelReport): void {
        const heads = blocks.flatMap(({ layer = 0, heads: own }) => selectorNames(own).map((name, head) => ({ name, text: `layer ${layer}, head ${head + 1}: ${name}` })));
        this.names = heads.map(({ name }) => name);
        this.element.hidden = this.names.length === 0;
        this.body.hidden = true;
        this.note.textContent = '';
        this.tokens = [];
        this.shown = undefined;
        this.picker.replaceChildren(...heads.map(({ text }, index) => element('option', { attributes: { value: String(index) } }, text)));
    }

    /** Another input was run: the chosen head is drawn on it. */
    ran(tokens: readonly string[]): void {
        this.tokens = tokens;
        this.ask();
    }

    showHead(index: number, { weights, bos, rows, error }: HeadAnswer): void {
        if (index !== this.picker.selectedIndex) {
            return;
        }
        const n = this.tokens.length;
        const name = this.names[index] ?? '';
        const expected = expectedAttention(name, rows, weights, bos);
        this.note.textContent = error === undefined ? notes[expected.kind] : '';
        this.shown = {
            tokens: this.tokens, keysTitle: '', queriesTitle: '', error: error === undefined ? undefined : `The selector fails: ${error}`,
            source: selectorSource({ name, rows }, n), other: denseSource('model', n, weights),
            expected: expected.source, aside: { label: 'BOS', note: bosNote, values: bos, expected: expected.bos }
        };
        this.body.hidden = false;
        this.draw();
    }

    /** Where the panel is wide enough, both stand side by side; else the model's can be switched to the selector's. */
    private draw(): void {
        const { shown } = this;
        if (shown === undefined) {
            return;
        }
        const isBeside = this.element.clientWidth >= 2 * Math.max(narrowest, around + smallestBeside * shown.source.n) && shown.error === undefined;
        this.left.hidden = !isBeside;
        this.body.classList.toggle('is-beside', isBeside);
        if (isBeside) {
            const { tokens, source, keysTitle, queriesTitle, aside } = shown;
            this.selector.show({ tokens, source, keysTitle, queriesTitle, aside });
        }
        this.model.show({ ...shown, modes: isBeside ? ['second', 'difference'] : ['second', 'first', 'difference'], mode: this.hasChosenMode ? undefined : 'second' });
        this.hasChosenMode = true;
    }

    /** What is set and pointed at in one of the two holds in the other. */
    private linked(other: () => AttentionMatrix): MatrixListener {
        return {
            onCell: () => undefined,
            onPoint: pair => { other().follow(pair); },
            onView: view => { other().setView(view); }
        };
    }

    private ask(): void {
        if (this.tokens.length > 0 && this.names.length > 0) {
            this.onHead(this.picker.selectedIndex);
        }
    }
}
