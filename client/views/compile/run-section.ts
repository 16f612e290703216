import type { RunAnswer } from '../../../server/protocol/compile';
import { element } from '../dom';
import { table } from './table';

/** An input, what the model gives on it, and what the interpreter gives. */
export class RunSection {
    readonly element: HTMLElement;
    private readonly input = element('input', { attributes: { type: 'text', id: 'input', spellcheck: 'false', autocomplete: 'off' } });
    private readonly result = element('div', { class: 'scrolled', attributes: { 'aria-live': 'polite' } });

    constructor(private readonly onRun: (input: string) => void) {
        const form = element('form', { on: { submit: event => { event.preventDefault(); this.run(); } } },
            element('label', { attributes: { for: 'input' } }, 'Input'), this.input, element('button', { attributes: { type: 'submit' } }, 'Run'));
        this.element = element('section', {}, element('h2', {}, 'Run'), form, this.result);
    }

    /** Runs an input that nobody has typed. */
    begin(input: string): void {
        this.input.value = input;
        this.run();
    }

    show(answer: RunAnswer): void {
        if (!answer.ok) {
            this.result.replaceChildren(element('p', { class: 'problem' }, answer.message));
            return;
        }
        const { tokens, model, expected, differs } = answer;
        const values = typeof expected === 'string' ? undefined : expected;
        const marked = (text: string, position: number): Node => (differs[position] === true ? element('mark', {}, `≠ ${text}`) : document.createTextNode(text));
        const wrong = differs.filter(each => each).length;
        const told = values === undefined ? `The program fails on this input, so the model's answer means nothing: ${String(expected)}`
            : wrong === 0 ? '✓ Model and interpreter give the same.' : `Model and interpreter differ at ${wrong} of ${tokens.length} positions.`;
        this.result.replaceChildren(
            element('p', { class: wrong > 0 || values === undefined ? 'problem' : 'right' }, told),
            table(`On ${answer.input}`, ['position', ...tokens.map((_, position) => String(position))], [
                ['token', ...tokens], ['model', ...model.map(marked)], ...values === undefined ? [] : [['interpreter', ...values]]
            ]));
    }

    private run(): void {
        this.onRun(this.input.value);
    }
}
