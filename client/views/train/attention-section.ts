import type { InspectAnswer, RunReport } from '../../../server/protocol/train';
import { element } from '../dom';
import { evenNote, firstToLookAt, headFor, headName, headsOf, isSameHead, lengthNote, matchOnInput, weightsOfHead } from './attention-on-input';
import type { HeadPlace, Inspected, Target } from './attention-on-input';
import { HeadPictures } from './head-pictures';
import { MatrixTrio } from './matrix-trio';
import { messageOf } from './questions';
import { Refresher } from './refresher';
import { sampleTable } from './sample-table';
import { columnLetters } from './sample-text';

/** The attention of a run's heads on an input, beside the selectors; it follows the training. */
export class AttentionSection {
    private readonly input = element('input', { attributes: { type: 'text', id: 'attention-input', spellcheck: 'false', autocomplete: 'off' } });
    private readonly selector = element('select', { attributes: { id: 'attention-selector' }, on: { change: () => { this.chooseSelector(this.selector.selectedIndex); } } });
    private readonly selectorLabel = element('label', { attributes: { for: 'attention-selector' } }, 'Selector');
    private readonly head = element('select', { attributes: { id: 'attention-head' }, on: { change: () => { this.chooseHeadAt(this.head.selectedIndex); } } });
    private readonly message = element('p', { class: 'note', attributes: { 'aria-live': 'polite' } });
    private readonly match = element('p', { class: 'note match' });
    private readonly pictures = new HeadPictures(place => { this.chooseHead(place); });
    private readonly trio = new MatrixTrio();
    private readonly pickers = element('div', { class: 'switches' },
        element('span', { class: 'pair' }, this.selectorLabel, this.selector), element('span', { class: 'pair' }, element('label', { attributes: { for: 'attention-head' } }, 'Head'), this.head));
    private readonly outputs = element('div', { class: 'scrolled', attributes: { tabindex: '0', role: 'region', 'aria-label': 'Outputs on this input' } });
    private readonly content = element('div', {}, this.outputs, this.pickers, this.pictures.element, this.match, this.trio.element);
    private readonly title = element('h2', {}, 'Attention');
    readonly element = element('section', { class: 'attention-section' }, this.title,
        element('form', { class: 'line', on: { submit: event => { event.preventDefault(); this.refresher.now(); } } },
            element('label', { attributes: { for: 'attention-input' } }, 'Input'), this.input, element('button', { attributes: { type: 'submit' } }, 'Show')),
        this.message, this.content);
    private readonly refresher: Refresher = new Refresher(() => this.refresh());
    private run: RunReport | undefined;
    private inspected: Inspected | undefined;
    /** What is chosen is kept by name, as programs and models change. */
    private chosenSelector: string | undefined;
    private chosenHead: HeadPlace | undefined;

    constructor(private readonly inspect: (run: string, inputs: readonly string[]) => Promise<InspectAnswer>) {
        this.content.hidden = true;
    }

    /** Another program, or the same read again; then `firstInput` is missing, and what is chosen stays. */
    begin(firstInput?: string): void {
        this.run = undefined;
        if (firstInput !== undefined) {
            this.input.value = firstInput;
            this.inspected = this.chosenSelector = this.chosenHead = undefined;
            this.content.hidden = true;
            this.tell('', false);
        }
    }

    /** The run that is looked at, as it stands now. */
    look(run: RunReport | undefined, name: string): void {
        const before = this.run;
        this.run = run;
        this.title.textContent = run === undefined ? 'Attention' : `Attention of ${name}`;
        if (run === undefined) {
            this.content.hidden = true;
            this.tell('Choose a run above to see its attention.', false);
        } else if (run.run !== before?.run) {
            // A run that is free has its best heads elsewhere.
            this.chosenHead = before === undefined ? this.chosenHead : undefined;
            this.refresher.now();
        } else if (run.epochs.length !== before.epochs.length || run.status !== before.status) {
            this.refresher.due();
        }
    }

    private async refresh(): Promise<void> {
        const { run } = this;
        if (run === undefined || run.status === 'opening') {
            this.tell(run === undefined ? 'Choose a run above to see its attention.' : 'The training is being prepared.', false);
            this.content.hidden = true;
            return;
        }
        try {
            const answer = await this.inspect(run.run, [this.input.value]);
            if (run.run === this.run?.run) {
                this.show(answer);
            }
        } catch (error) {
            this.tell(messageOf(error), true);
        }
    }

    private show(answer: InspectAnswer): void {
        const { run } = this;
        if (!answer.ok) {
            this.tell(answer.message, true);
            this.content.hidden = true;
            return;
        }
        const { targets, rows } = answer;
        this.tell(run === undefined ? '' : lengthNote(run, rows[0]?.tokens.length ?? 0), false);
        this.inspected = answer;
        this.outputs.replaceChildren(...rows.slice(0, 1).map(row => sampleTable(row, columnLetters([row]))));
        this.content.hidden = answer.nLayers * answer.nHeads === 0;
        fill(this.selector, targets.map(({ selector, supervised }) => (supervised === undefined ? selector : `${selector} → ${headName(supervised)}`)));
        this.selector.hidden = this.selectorLabel.hidden = targets.length === 0;
        const kept = targets.findIndex(({ selector }) => selector === this.chosenSelector);
        const at = kept >= 0 ? kept : firstToLookAt(targets, this.n);
        const isGone = this.chosenHead !== undefined && (this.chosenHead.layer >= answer.nLayers || this.chosenHead.head >= answer.nHeads);
        if (this.chosenHead === undefined || isGone) {
            this.chooseSelector(at);
        } else {
            this.selector.selectedIndex = at;
            this.draw();
        }
    }

    private get target(): Target | undefined {
        return this.inspected?.targets[this.selector.selectedIndex];
    }

    private get n(): number {
        return this.inspected?.rows[0]?.tokens.length ?? 0;
    }

    /** With a selector comes the head that is told to follow it, or that follows it best. */
    private chooseSelector(index: number): void {
        const { inspected } = this;
        if (inspected !== undefined) {
            this.selector.selectedIndex = index;
            const { target } = this;
            this.chosenSelector = target?.selector;
            this.chosenHead = target === undefined ? { layer: 0, head: 0 } : headFor(inspected, target, this.n);
            this.draw();
        }
    }

    private chooseHeadAt(index: number): void {
        const place = this.inspected === undefined ? undefined : headsOf(this.inspected)[index];
        if (place !== undefined) {
            this.chooseHead(place);
        }
    }

    /** With a head that is told to follow a selector comes that; one that is free can be compared with any. */
    private chooseHead(place: HeadPlace): void {
        const told = this.inspected?.targets.findIndex(({ supervised }) => supervised !== undefined && isSameHead(supervised, place)) ?? -1;
        this.chosenHead = place;
        if (told >= 0) {
            this.selector.selectedIndex = told;
            this.chosenSelector = this.target?.selector;
        }
        this.draw();
    }

    private draw(): void {
        const { inspected, target, chosenHead, n } = this;
        if (inspected === undefined || chosenHead === undefined || n === 0) {
            return;
        }
        const heads = headsOf(inspected).map(place => {
            const weights = weightsOfHead(inspected, place, n);
            const told = inspected.targets.find(({ supervised }) => isSameHead(supervised, place))?.selector;
            const match = target === undefined ? undefined : matchOnInput(target.weights, weights, n);
            const correlation = match === undefined || match.isEven ? '' : `correlation ${match.correlation.toFixed(2)}`;
            return { place, weights, match, told, caption: told ?? correlation, note: [...told === undefined ? [] : [`told to follow ${told}`], ...correlation === '' ? [] : [correlation]].join(', ') || 'free' };
        });
        fill(this.head, heads.map(({ place, note }) => `${headName(place)}: ${note}`));
        const at = heads.findIndex(({ place }) => isSameHead(place, chosenHead));
        this.head.selectedIndex = at;
        this.pictures.show(heads, n, chosenHead);
        const chosen = heads[at];
        this.match.textContent = target === undefined || chosen === undefined ? 'The program has no selector to compare with.'
            : chosen.match === undefined ? `${target.selector} selects nothing on this input.`
                : `On this input, ${headName(chosenHead)} and ${target.selector}: mass ${chosen.match.mass.toFixed(3)}, correlation ${chosen.match.isEven ? '–' : chosen.match.correlation.toFixed(3)}, largest difference ${chosen.match.largestDifference.toFixed(3)}.${evenNote(target, n)}${freeRows(target.weights, n)}`;
        this.trio.show({ tokens: inspected.rows[0]?.tokens ?? [], selector: target === undefined ? undefined : { name: target.selector, weights: target.weights }, model: chosen?.weights ?? new Float32Array() });
    }

    private tell(message: string, isProblem: boolean): void {
        this.message.textContent = message;
        this.message.className = isProblem ? 'problem' : 'note';
        this.message.hidden = message === '';
    }
}

/** Told where there are such queries, as at BOS. */
function freeRows(weights: Float32Array, n: number): string {
    const isSelecting = Array.from({ length: n }, (_, query) => weights.subarray(query * n, (query + 1) * n).some(weight => weight > 0));
    return isSelecting.every(each => each) ? '' : ' Queries that select nothing are free, and are not compared.';
}

/** Options whose texts are the same are left alone, so that an open list stays open. */
function fill(select: HTMLSelectElement, texts: readonly string[]): void {
    if (texts.length !== select.options.length) {
        select.replaceChildren(...texts.map(text => element('option', {}, text)));
        return;
    }
    texts.forEach((text, at) => {
        const option = select.options[at];
        if (option !== undefined && option.text !== text) {
            option.textContent = text;
        }
    });
}
