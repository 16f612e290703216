import { element } from '../dom';
import { mostSeeds, seedCount } from './form-fields';

const hint = `Up to ${mostSeeds} trainings alike, with the seed above and those after it, to see how much chance decides.`;

/** How many trainings are begun at once; what is out of range is said beside it. */
export class SeedsInput {
    private readonly input = element('input', { attributes: { type: 'number', id: 'seeds', min: '1', max: String(mostSeeds), value: '1', 'aria-describedby': 'seeds-hint' }, on: { input: () => { this.changed(); } } });
    private readonly hint = element('span', { class: 'note', attributes: { id: 'seeds-hint' } }, hint);
    /** Before and behind the button. */
    readonly elements = { before: [element('label', { attributes: { for: 'seeds' } }, 'Seeds'), this.input], behind: this.hint } as const;

    constructor(private readonly onInput: () => void) {}

    /** Undefined where it is none that can be taken. */
    get count(): number | undefined {
        return seedCount(this.input.value);
    }

    reset(): void {
        this.input.value = '1';
        this.changed();
    }

    focus(): void {
        this.input.focus();
    }

    private changed(): void {
        const isWrong = this.count === undefined;
        this.hint.textContent = isWrong ? `Seeds are a whole number from 1 to ${mostSeeds}.` : hint;
        this.hint.className = isWrong ? 'problem' : 'note';
        this.input.setAttribute('aria-invalid', String(isWrong));
        this.onInput();
    }
}
