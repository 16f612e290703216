import type { TrainChoices } from '../../../server/protocol/train';
import { element } from '../dom';
import type { FormField } from './form-fields';

/** A field with its label, and below it what it means or what is wrong with it. */
export class FieldInput {
    readonly element: HTMLElement;
    private readonly input: HTMLInputElement | HTMLSelectElement;
    private readonly hint: HTMLElement;

    constructor(private readonly field: FormField, onInput: () => void) {
        const { field: name, label, kind, usual } = field;
        const id = `choice-${name}`;
        const attributes = { id, 'aria-describedby': `${id}-hint`, autocomplete: 'off', spellcheck: 'false' };
        this.input = typeof kind !== 'string'
            ? element('select', { attributes: { id, 'aria-describedby': `${id}-hint` }, on: { change: onInput } }, ...kind.map(option => element('option', { attributes: { value: option } }, option)))
            : element('input', { attributes: { ...attributes, type: kind === 'check' ? 'checkbox' : 'text', ...kind === 'number' ? { inputmode: 'numeric' } : {}, placeholder: kind === 'check' ? undefined : usual }, on: { input: onInput } });
        this.hint = element('small', { class: 'note', attributes: { id: `${id}-hint` } }, field.hint);
        const caption = element('label', { attributes: { for: id } }, label);
        this.element = element('div', { class: kind === 'check' ? 'field is-check' : 'field' }, ...kind === 'check' ? [this.input, caption] : [caption, this.input], this.hint);
    }

    /** A select has no empty value: there what is usual is chosen. */
    set(choices: TrainChoices): void {
        const value = choices[this.field.field];
        if (typeof value === 'boolean') {
            (this.input as HTMLInputElement).checked = value;
        } else {
            this.input.value = value === '' && this.input instanceof HTMLSelectElement ? this.field.usual : value;
        }
    }

    get value(): string | boolean {
        return this.field.kind === 'check' ? (this.input as HTMLInputElement).checked : this.input.value;
    }

    /** What is wrong takes the place of the hint, so that nothing moves. */
    setProblem(message: string | undefined): void {
        this.hint.textContent = message ?? this.field.hint;
        this.hint.className = message === undefined ? 'note' : 'problem';
        this.input.setAttribute('aria-invalid', String(message !== undefined));
    }

    focus(): void {
        this.input.focus();
    }
}
