import { denseSource, selectorSource } from '../../../language/drawing/attention-source';
import type { HeadAnswer, ModelReport } from '../../../server/protocol/compile';
import { AttentionMatrix } from '../attention/attention-matrix';
import { element } from '../dom';

/** The model's attention, head by head, beside the selectors that it was made of. */
export class HeadsSection {
    readonly element = element('section', {}, element('h2', {}, 'Attention'));
    private readonly picker = element('select', { attributes: { id: 'head' }, on: { change: () => { this.ask(); } } });
    private readonly body = element('div', { class: 'matrix' });
    private readonly matrix = new AttentionMatrix(this.body, { onCell: () => undefined });
    private tokens: readonly string[] = [];
    private names: readonly string[] = [];

    constructor(private readonly onHead: (index: number) => void) {
        this.element.append(
            element('label', { attributes: { for: 'head' } }, 'Head'), this.picker,
            element('p', { class: 'note' }, 'What a row lacks to 1 is on the beginning-of-sequence token, which is not drawn: there goes what is not selected, and a share of it where a width is counted.'),
            this.body);
        this.body.hidden = true;
    }

    /** The heads of another model. */
    show({ blocks }: ModelReport): void {
        this.names = blocks.flatMap(({ heads }) => heads);
        this.element.hidden = this.names.length === 0;
        this.body.hidden = true;
        let index = 0;
        this.picker.replaceChildren(...blocks.filter(({ heads }) => heads.length > 0).map(({ layer = 0, heads }) =>
            element('optgroup', { attributes: { label: `Layer ${layer}` } }, ...heads.map((name, head) => element('option', { attributes: { value: String(index++) } }, `${head + 1}: ${name}`)))));
    }

    /** Another input was run: the chosen head is drawn on it. */
    ran(tokens: readonly string[]): void {
        this.tokens = tokens;
        this.ask();
    }

    showHead(index: number, { weights, rows, keys, queries, error }: HeadAnswer): void {
        if (index !== this.picker.selectedIndex) {
            return;
        }
        const n = this.tokens.length;
        this.body.hidden = false;
        this.matrix.show({
            tokens: this.tokens, keysTitle: keys, queriesTitle: queries, error: error === undefined ? undefined : `The selector fails: ${error}`,
            source: selectorSource({ name: this.names[index] ?? '', rows }, n), other: denseSource('model', n, weights)
        });
    }

    private ask(): void {
        if (this.tokens.length > 0 && this.names.length > 0) {
            this.onHead(this.picker.selectedIndex);
        }
    }
}
