import type { RunReport } from '../../../server/protocol/train';
import { element } from '../dom';
import { canPause, canResume, canSave, figuresOf, remarksOf, saveTitle } from './run-text';
import type { ShownRun } from './shown-run';
import { swatch } from './swatch';

export interface RunListener {
    choose(run: string): void;
    setHidden(run: string, isHidden: boolean): void;
    pause(run: string): void;
    resume(run: string): void;
    save(run: string): void;
    remove(run: string): void;
    useChoices(run: RunReport): void;
}

export const runColumns: readonly { readonly title: string; readonly hint?: string }[] = [
    { title: 'In charts' }, { title: 'Run' }, { title: 'Status' }, { title: 'Epoch' },
    { title: 'Loss', hint: 'Cross-entropy: on the test inputs once it ended, else on the validation inputs of the last epoch' },
    { title: 'Accuracy', hint: 'The part of the outputs that is right, on the same inputs as the loss' },
    { title: 'Attention', hint: 'Mass and correlation: how much attention falls on selected positions, and how it correlates with the selector, each for the best head, as means over selectors, on the test inputs' },
    { title: 'Steps/s' }, { title: 'Left', hint: 'Time until the last epoch, if none ends it earlier' }, { title: 'Actions' }
];

/** A training as a row of the table, and what is to be said of it in one below. */
export class RunRow {
    private readonly shows: HTMLInputElement;
    private readonly look = element('span');
    private readonly title: HTMLButtonElement;
    private readonly differing = element('div', { class: 'note' });
    private readonly status = element('span');
    private readonly epoch = element('span');
    private readonly done = element('progress', { attributes: { max: '1', value: '0', 'aria-label': 'Epochs done' } });
    private readonly loss = element('span');
    private readonly accuracy = element('span');
    private readonly splits = [element('small', { class: 'note' }), element('small', { class: 'note' })] as const;
    private readonly match = element('span');
    private readonly rate = element('span');
    private readonly left = element('span');
    private readonly pause: HTMLButtonElement;
    private readonly save: HTMLButtonElement;
    private readonly remove = element('span', { class: 'remove' });
    private readonly remarks = element('td', { class: 'remarks', attributes: { colspan: String(runColumns.length), role: 'cell' } });
    readonly row: HTMLTableRowElement;
    readonly below = element('tr', { class: 'below', attributes: { role: 'row' } }, this.remarks);
    private shown: ShownRun;
    private slot = -1;
    private wasChosen: boolean | undefined;
    private remarked = '';

    constructor(shown: ShownRun, private readonly listener: RunListener) {
        this.shown = shown;
        const id = (): string => this.shown.run.run;
        this.shows = element('input', { attributes: { type: 'checkbox' }, on: { change: () => { listener.setHidden(id(), !this.shows.checked); } } });
        this.title = button('', () => { listener.choose(id()); }, 'run-title');
        this.pause = button('Pause', () => {
            if (canPause(this.shown.run)) {
                listener.pause(id());
            } else if (canResume(this.shown.run)) {
                listener.resume(id());
            }
        });
        this.save = button('Save…', () => { if (canSave(this.shown.run)) { listener.save(id()); } });
        const use = button('Use These Choices', () => { listener.useChoices(this.shown.run); });
        use.title = 'Takes the choices of this training over into the form';
        this.askNothing();
        const cells: readonly (readonly Node[])[] = [
            [this.shows, this.look], [this.title, this.differing], [this.status], [this.epoch, this.done], [this.loss, this.splits[0]], [this.accuracy, this.splits[1]],
            [this.match], [this.rate], [this.left], [element('div', { class: 'actions' }, this.pause, this.save, use, this.remove)]
        ];
        this.row = element('tr', { attributes: { role: 'row' }, on: { click: event => { this.clicked(event); } } },
            ...cells.map((parts, at) => element(at === 1 ? 'th' : 'td', { attributes: { role: at === 1 ? 'rowheader' : 'cell', scope: at === 1 ? 'row' : undefined, 'data-title': runColumns[at]?.title } }, ...parts)));
        this.update(shown, false);
    }

    update(shown: ShownRun, isChosen: boolean): void {
        const before = this.shown;
        const isSame = this.wasChosen === isChosen && shown.run === before.run && shown.name === before.name && shown.differing === before.differing && shown.slot === before.slot && shown.isHidden === before.isHidden;
        if (isSame) {
            return;
        }
        this.shown = shown;
        this.wasChosen = isChosen;
        const { run, differing, isHidden, slot, name } = shown;
        const figures = figuresOf(run);
        if (slot !== this.slot) {
            this.slot = slot;
            this.look.replaceChildren(swatch(slot));
        }
        this.row.classList.toggle('is-chosen', isChosen);
        this.row.classList.toggle('is-still', figures.rate === '–' && figures.left === '–');
        this.below.classList.toggle('is-chosen', isChosen);
        this.title.setAttribute('aria-pressed', String(isChosen));
        this.shows.checked = !isHidden;
        this.shows.ariaLabel = `Draw ${name} in the charts`;
        set(this.title, run.title);
        set(this.differing, differing);
        set(this.status, figures.status);
        this.status.className = `status is-${run.status}`;
        set(this.epoch, figures.epoch);
        this.done.value = figures.done;
        set(this.loss, figures.loss);
        set(this.accuracy, figures.accuracy);
        this.splits.forEach(split => { set(split, figures.split); });
        set(this.match, figures.match);
        set(this.rate, figures.rate);
        set(this.left, figures.left);
        set(this.pause, canResume(run) ? 'Resume' : 'Pause');
        this.pause.ariaDisabled = String(!canPause(run) && !canResume(run));
        this.save.ariaDisabled = String(!canSave(run));
        this.save.title = saveTitle(run);
        const remarks = remarksOf(run, isChosen);
        const remarked = JSON.stringify(remarks);
        if (remarked !== this.remarked) {
            this.remarked = remarked;
            this.remarks.replaceChildren(...remarks.map(({ text, kind }) => element('p', { class: kind }, text)));
        }
        this.below.hidden = remarks.length === 0;
    }

    /** A click beside buttons chooses, too. */
    private clicked({ target }: MouseEvent): void {
        if (target instanceof Element && target.closest('button, input') === null) {
            this.listener.choose(this.shown.run.run);
        }
    }

    private askNothing(): void {
        this.remove.replaceChildren(button('Remove', () => {
            const no = button('No', () => {
                this.askNothing();
                this.remove.querySelector('button')?.focus();
            });
            this.remove.replaceChildren(element('span', {}, 'Remove?'), button('Yes', () => { this.listener.remove(this.shown.run.run); }), no);
            no.focus();
        }));
    }
}

/** Texts that are the same are left alone, so that nothing is laid out again. */
function set(place: HTMLElement, text: string): void {
    if (place.textContent !== text) {
        place.textContent = text;
    }
}

function button(text: string, click: () => void, name?: string): HTMLButtonElement {
    return element('button', { ...name === undefined ? {} : { class: name }, attributes: { type: 'button' }, on: { click } }, text);
}
