import type { FlowScene, SceneSchedule } from '../../../language/drawing/scene';
import type { FlowChoices, FollowState, PanelTab, PictureFormat } from '../../panels/flow-messages';
import { element } from '../dom';

export interface ToolbarListener {
    tab(tab: PanelTab): void;
    follow(follow: FollowState): void;
    input(): void;
    choose(choices: FlowChoices): void;
    /** Undefined for all layers. */
    upTo(layer: number | undefined): void;
    openAll(isOpen: boolean): void;
    foldAll(isFolded: boolean): void;
    zoom(factor: number | 'fit'): void;
    export(format: PictureFormat, copies: boolean): void;
}

const POLICIES: readonly (readonly [SceneSchedule['policy'], string])[] = [['early', 'as early as possible'], ['late', 'as late as possible'], ['fewest heads', 'fewest heads']];
const EXPORTS: readonly (readonly [string, PictureFormat, boolean])[] = [
    ['Save as SVG…', 'svg', false], ['Save as PNG…', 'png', false], ['Save as DOT…', 'dot', false], ['Copy SVG', 'svg', true], ['Copy DOT', 'dot', true]
];

/** What stands above the picture. It tells what is wanted; what is shown is told to it. */
export class Toolbar {
    readonly bar = element('div', { class: 'toolbar', attributes: { role: 'toolbar', 'aria-label': 'Picture' } });
    private readonly title = element('span', { class: 'title' });
    private readonly tabs: Readonly<Record<PanelTab, HTMLButtonElement>>;
    private readonly pin = toggle('Pin', 'Stay with this s-op wherever the cursor goes');
    private readonly pause = toggle('Pause', 'Keep this picture while the text changes');
    private readonly policy = element('select', { attributes: { 'aria-label': 'Schedule', title: 'When each head runs: the paper schedules as early as possible' } });
    private readonly shared = element('input', { attributes: { type: 'checkbox' } });
    private readonly layer = element('input', { class: 'layer', attributes: { type: 'range', min: '0', 'aria-label': 'Layers shown, from the input on' } });
    private readonly layerText = element('span', { class: 'count' });
    private readonly open = toggle('Open steps', 'Show every step, those without a name too');
    private readonly fold = toggle('Fold heads', 'Draw heads as one line each');
    private readonly zoomText = element('span', { class: 'count' });
    private readonly onlyFlow: HTMLElement[];
    private state: FollowState = { isPinned: false, isPaused: false };

    constructor(private readonly listener: ToolbarListener, search: readonly HTMLElement[]) {
        const tab = (name: PanelTab, text: string): HTMLButtonElement => element('button', { class: 'tab', attributes: { role: 'tab' }, on: { click: () => { listener.tab(name); } } }, text);
        this.tabs = { flow: tab('flow', 'Flow'), attention: tab('attention', 'Attention') };
        this.policy.append(...POLICIES.map(([value, text]) => element('option', { attributes: { value } }, text)));
        const choose = (): void => { listener.choose({ policy: this.policy.value as SceneSchedule['policy'], shared: this.shared.checked }); };
        this.policy.addEventListener('change', choose);
        this.shared.addEventListener('change', choose);
        this.pin.addEventListener('click', () => { listener.follow({ ...this.state, isPinned: !this.state.isPinned }); });
        this.pause.addEventListener('click', () => { listener.follow({ ...this.state, isPaused: !this.state.isPaused }); });
        this.layer.addEventListener('input', () => {
            listener.upTo(this.layer.value === this.layer.max ? undefined : Number(this.layer.value));
            this.tellLayer();
        });
        this.open.addEventListener('click', () => { listener.openAll(!isPressed(this.open)); });
        this.fold.addEventListener('click', () => { listener.foldAll(!isPressed(this.fold)); });
        this.onlyFlow = [
            element('label', {}, 'Layers ', this.layer, this.layerText), this.open, this.fold, element('span', { class: 'group' }, ...search),
            element('span', { class: 'group' }, button('−', 'Smaller', () => { listener.zoom(1 / 1.25); }), this.zoomText, button('+', 'Larger', () => { listener.zoom(1.25); }), button('Fit', 'See the whole picture', () => { listener.zoom('fit'); }))
        ];
        this.bar.append(
            element('span', { class: 'group', attributes: { role: 'tablist', 'aria-label': 'View' } }, this.tabs.flow, this.tabs.attention),
            this.title, this.pin, this.pause, button('Input…', 'Draw it on another input', () => { listener.input(); }), this.exports(),
            element('span', { class: 'break' }),
            element('label', {}, 'Schedule ', this.policy), element('label', { attributes: { title: 'Count equal selectors of a layer as one head' } }, this.shared, ' share equal selectors'),
            ...this.onlyFlow
        );
    }

    show(scene: FlowScene, file: string): void {
        const { schedule: { layers, heads, leastHeads, policy } } = scene;
        const proof = policy === 'fewest heads' && leastHeads < heads ? ` (at least ${leastHeads})` : '';
        const size = layers === 0 ? 'no attention' : `L${layers} H${heads}${proof}`;
        this.title.replaceChildren(element('b', {}, scene.title), ` · ${size} · on ${scene.input}`);
        this.title.title = `${scene.title} of ${file}: ${size}, on ${scene.input}`;
        const wasAll = this.layer.value === this.layer.max;
        this.layer.max = String(layers);
        if (wasAll || Number(this.layer.value) > layers) {
            this.layer.value = this.layer.max;
        }
        this.layer.disabled = layers === 0;
        this.tellLayer();
    }

    showTab(tab: PanelTab): void {
        for (const [name, each] of Object.entries(this.tabs)) {
            each.setAttribute('aria-selected', String(name === tab));
            each.tabIndex = name === tab ? 0 : -1;
        }
        this.onlyFlow.forEach(part => { part.hidden = tab !== 'flow'; });
    }

    showState(follow: FollowState, { policy, shared }: FlowChoices): void {
        this.state = follow;
        press(this.pin, follow.isPinned);
        press(this.pause, follow.isPaused);
        this.policy.value = policy;
        this.shared.checked = shared;
    }

    showView(view: { readonly areStepsOpen: boolean; readonly areHeadsFolded: boolean; readonly upTo: number | undefined; readonly zoom: number }): void {
        press(this.open, view.areStepsOpen);
        press(this.fold, view.areHeadsFolded);
        this.layer.value = String(view.upTo ?? this.layer.max);
        this.zoomText.textContent = `${Math.round(view.zoom * 100)}%`;
        this.tellLayer();
    }

    private tellLayer(): void {
        const { value, max } = this.layer;
        this.layerText.textContent = value === max ? `all ${max}` : `0–${value} of ${max}`;
        this.layer.setAttribute('aria-valuetext', value === max ? 'all layers' : `layers 0 to ${value} of ${max}`);
    }

    private exports(): HTMLSelectElement {
        const select = element('select', { class: 'export', attributes: { 'aria-label': 'Save or copy the picture' } }, element('option', { attributes: { value: '' } }, 'Save or copy…'),
            ...EXPORTS.map(([text], i) => element('option', { attributes: { value: String(i) } }, text)));
        select.addEventListener('change', () => {
            const chosen = EXPORTS[Number(select.value)];
            select.value = '';
            if (chosen !== undefined) {
                this.listener.export(chosen[1], chosen[2]);
            }
        });
        return select;
    }
}

function button(text: string, title: string, click: () => void): HTMLButtonElement {
    return element('button', { attributes: { title, 'aria-label': title }, on: { click } }, text);
}

function toggle(text: string, title: string): HTMLButtonElement {
    return element('button', { attributes: { title, 'aria-pressed': 'false' } }, text);
}

function isPressed(button: HTMLElement): boolean {
    return button.getAttribute('aria-pressed') === 'true';
}

function press(button: HTMLElement, pressed: boolean): void {
    button.setAttribute('aria-pressed', String(pressed));
}
