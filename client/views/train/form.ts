import type { TrainCheckAnswer, TrainChoices, TrainField, TrainTarget } from '../../../server/protocol/train';
import { element } from '../dom';
import { FieldInput } from './field-input';
import { fieldGroups, isSameChoices, withSeeds } from './form-fields';
import { counted } from './numbers';
import { messageOf } from './questions';
import { SeedsInput } from './seeds-input';

export interface FormListener {
    check(choices: TrainChoices): Promise<TrainCheckAnswer>;
    /** Begins trainings, one after the other; resolves with why one was refused. */
    start(choices: readonly TrainChoices[]): Promise<{ readonly refused: string; readonly field?: TrainField } | undefined>;
}

const checkAfter = 250;

/** What is trained, and how: checked while it is typed. */
export class TrainForm {
    private readonly presets = element('div', { class: 'presets', attributes: { role: 'group', 'aria-label': 'Choices to begin with' } });
    private readonly groups = element('div', { class: 'groups' });
    private readonly verdict = element('p', { class: 'verdict', attributes: { 'aria-live': 'polite' } });
    private readonly notes = element('ul', { class: 'note notes' });
    private readonly seeds: SeedsInput = new SeedsInput(() => { this.nameButton(); });
    private readonly train = element('button', { class: 'is-primary', attributes: { type: 'submit' } }, 'Train');
    private readonly form = element('form', { attributes: { 'aria-label': 'A training', novalidate: '' }, on: { submit: event => { event.preventDefault(); void this.start(); } } },
        this.presets, this.groups, this.verdict, this.notes,
        element('div', { class: 'go' }, ...this.seeds.elements.before, this.train, this.seeds.elements.behind));
    readonly element = element('details', { class: 'form' }, element('summary', {}, 'New training'), this.form);
    private fields = new Map<TrainField, FieldInput>();
    private offered: TrainTarget['offered'] = [];
    private timer: number | undefined;
    private asked = 0;
    private isStarting = false;

    constructor(private readonly listener: FormListener) {}

    /** Another s-op, or the same in another text; what was typed for the same s-op stays where `keeps` says so. */
    show(target: TrainTarget, keeps: boolean): void {
        const before = keeps && this.fields.size > 0 ? this.choices : undefined;
        this.offered = target.offered;
        if (!keeps) {
            this.seeds.reset();
        }
        this.fields = new Map(fieldGroups(target).flatMap(({ fields }) => fields.map(field => [field.field, new FieldInput(field, () => { this.changed(); })] as const)));
        this.groups.replaceChildren(...fieldGroups(target).map(({ title, fields }) => element('fieldset', {}, element('legend', {}, title), ...fields.flatMap(({ field }) => this.fields.get(field)?.element ?? []))));
        this.presets.replaceChildren(...target.offered.map(({ title, choices }) => element('button', { attributes: { type: 'button' }, on: { click: () => { this.take(choices); } } }, title)));
        this.presets.hidden = target.offered.length === 0;
        const first = before ?? target.offered[0]?.choices;
        if (first !== undefined) {
            this.take(first);
        } else {
            this.changed(0);
        }
    }

    /** Takes choices over into the form. */
    take(choices: TrainChoices): void {
        this.fields.forEach(field => { field.set(choices); });
        this.changed(0);
    }

    /** Opens it, with the keyboard in it. */
    open(): void {
        this.element.open = true;
        this.element.scrollIntoView({ block: 'nearest' });
        this.fields.get('seed')?.focus();
    }

    get choices(): TrainChoices {
        const text = (field: TrainField): string => String(this.fields.get(field)?.value ?? '');
        const isOn = (field: TrainField): boolean => this.fields.get(field)?.value === true;
        return {
            alphabet: text('alphabet'), lengths: text('lengths'), size: text('size'), bos: isOn('bos'), classesCap: text('classesCap'), skipFailing: isOn('skipFailing'),
            layers: text('layers'), heads: text('heads'), dModel: text('dModel'), positions: text('positions'), supervise: text('supervise'),
            epochs: text('epochs'), batch: text('batch'), lr: text('lr'), decay: text('decay'), seed: text('seed')
        };
    }

    private changed(after = checkAfter): void {
        const { choices } = this;
        this.offered.forEach((offer, at) => { this.presets.children[at]?.setAttribute('aria-pressed', String(isSameChoices(offer.choices, choices))); });
        clearTimeout(this.timer);
        this.asked++;
        this.timer = setTimeout(() => { void this.check(); }, after);
    }

    /** Only the answer to the latest question counts. */
    private async check(): Promise<void> {
        const asked = ++this.asked;
        try {
            const answer = await this.listener.check(this.choices);
            if (asked === this.asked) {
                this.showCheck(answer);
            }
        } catch (error) {
            if (asked === this.asked) {
                this.showProblem(messageOf(error));
            }
        }
    }

    private showCheck(answer: TrainCheckAnswer): void {
        if (!answer.ok) {
            this.showProblem(answer.message, answer.field);
            return;
        }
        this.showProblem(undefined);
        this.verdict.className = 'verdict';
        this.verdict.textContent = `${counted(answer.parameters, 'parameter')} · ${answer.classesAreLeast === true ? 'at least ' : ''}${answer.classes.toLocaleString('en-US')} class${answer.classes === 1 ? '' : 'es'} · ${counted(answer.stepsPerEpoch, 'step')} an epoch · ${answer.tokens}`;
        this.notes.replaceChildren(...answer.notes.map(note => element('li', {}, note)));
        this.notes.hidden = answer.notes.length === 0;
    }

    /** Beside its field where there is one, else below. */
    private showProblem(message: string | undefined, field?: TrainField): void {
        this.fields.forEach((input, name) => { input.setProblem(name === field ? message : undefined); });
        this.verdict.className = message === undefined ? 'verdict' : 'verdict problem';
        this.verdict.textContent = message === undefined ? '' : field === undefined || !this.fields.has(field) ? message : 'A field has to be corrected before it can be trained.';
        this.notes.hidden = true;
    }

    private nameButton(): void {
        const { count = 1 } = this.seeds;
        this.train.textContent = count === 1 ? 'Train' : `Train ${count} Models`;
    }

    private async start(): Promise<void> {
        const { count } = this.seeds;
        if (count === undefined) {
            this.seeds.focus();
        }
        if (this.isStarting || count === undefined) {
            return;
        }
        this.isStarting = true;
        this.train.ariaDisabled = 'true';
        try {
            const refusal = await this.listener.start(withSeeds(this.choices, count));
            if (refusal !== undefined) {
                this.asked++;
                this.showProblem(refusal.refused, refusal.field);
                this.fields.get(refusal.field ?? 'seed')?.focus();
            }
        } catch (error) {
            this.showProblem(messageOf(error));
        } finally {
            this.isStarting = false;
            this.train.ariaDisabled = 'false';
        }
    }
}
