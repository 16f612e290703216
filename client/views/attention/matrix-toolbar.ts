import { element } from '../dom';
import type { MatrixMode, MatrixShown } from './matrix-model';

export interface ToolbarListener {
    onMode(mode: MatrixMode): void;
    onNumbers(isOn: boolean): void;
    onTable(isOn: boolean): void;
    /** Steps larger or smaller; 0 to fit. */
    onZoom(steps: number): void;
}

export interface ToolbarState {
    readonly mode: MatrixMode;
    readonly numbers: boolean;
    readonly table: boolean;
    readonly isFitted: boolean;
    readonly canGrow: boolean;
    readonly canShrink: boolean;
}

const allModes: readonly MatrixMode[] = ['first', 'second', 'difference'];

/** The switches above a matrix. */
export class MatrixToolbar {
    private readonly modes: Readonly<Record<MatrixMode, HTMLButtonElement>>;
    private readonly modeGroup = element('span', { class: 'rasp-modes', attributes: { role: 'group', 'aria-label': 'Which attention' } });
    private readonly numbers = button('Numbers', 'Print the weights in the cells');
    private readonly table = button('Table', 'Show the matrix as a table');
    private readonly shrink = button('−', 'Smaller cells');
    private readonly fit = button('Fit', 'Cells of the size with which all fit');
    private readonly grow = button('+', 'Larger cells');
    private readonly zoomGroup = element('span', { attributes: { role: 'group', 'aria-label': 'Zoom' } }, this.shrink, this.fit, this.grow);
    readonly element = element('div', { class: 'rasp-toolbar', attributes: { role: 'group', 'aria-label': 'Attention matrix' } }, this.modeGroup, this.numbers, this.table, this.zoomGroup);

    constructor(listener: ToolbarListener) {
        const mode = (wanted: MatrixMode): HTMLButtonElement => {
            const made = button('', '');
            made.dataset['mode'] = wanted;
            made.addEventListener('click', () => { listener.onMode(wanted); });
            this.modeGroup.append(made);
            return made;
        };
        this.modes = { first: mode('first'), second: mode('second'), difference: mode('difference') };
        this.numbers.addEventListener('click', () => { listener.onNumbers(!isPressed(this.numbers)); });
        this.table.addEventListener('click', () => { listener.onTable(!isPressed(this.table)); });
        for (const [control, steps] of [[this.shrink, -1], [this.fit, 0], [this.grow, 1]] as const) {
            control.addEventListener('click', () => { if (control.ariaDisabled !== 'true') { listener.onZoom(steps); } });
        }
    }

    show({ source, other, modes = allModes }: MatrixShown, state: ToolbarState): void {
        const offered = modes.map(mode => this.modes[mode]);
        if (offered.length !== this.modeGroup.childElementCount || offered.some((control, i) => control !== this.modeGroup.children[i])) {
            this.modeGroup.replaceChildren(...offered);
        }
        this.modeGroup.hidden = other === undefined || offered.length < 2;
        setText(this.modes.first, source.label, `First: ${source.label}`);
        setText(this.modes.second, other?.label ?? '', `Second: ${other?.label ?? ''}`);
        setText(this.modes.difference, 'Difference', `Difference: ${other?.label ?? ''} less ${source.label}`);
        for (const [mode, control] of Object.entries(this.modes)) {
            press(control, mode === state.mode);
        }
        press(this.numbers, state.numbers);
        press(this.table, state.table);
        press(this.fit, state.isFitted);
        // Disabled for assistive technology alone: a button that is disabled under the keyboard loses the focus.
        this.grow.ariaDisabled = String(state.table || !state.canGrow);
        this.shrink.ariaDisabled = String(state.table || !state.canShrink);
        this.fit.ariaDisabled = this.numbers.ariaDisabled = String(state.table);
    }
}

function button(text: string, title: string): HTMLButtonElement {
    return element('button', { attributes: { type: 'button', title } }, text);
}

function setText(control: HTMLButtonElement, text: string, title: string): void {
    control.textContent = text;
    control.title = title;
}

function press(control: HTMLButtonElement, isOn: boolean): void {
    control.setAttribute('aria-pressed', String(isOn));
}

function isPressed(control: HTMLButtonElement): boolean {
    return control.getAttribute('aria-pressed') === 'true';
}
