/** The page inside the flow panel: the flow of one s-op, and its attention matrices. */
import './flow-page.css';
import { attentionGridSvg } from '../../../language/drawing/attention-svg';
import { flowDot } from '../../../language/drawing/dot';
import { flowSvg } from '../../../language/drawing/flow-svg';
import type { FlowScene } from '../../../language/drawing/scene';
import type { FlowChoices, FollowState, PanelTab, PictureFormat, ToPage } from '../../panels/flow-messages';
import { AttentionGrid } from '../attention/attention-grid';
import { element } from '../dom';
import { host } from '../host';
import { pngOf } from '../raster';
import { adoptPictureStyle } from './editor-theme';
import { FlowTab } from './flow-tab';
import { Toolbar } from './toolbar';

adoptPictureStyle();
const memory = host.getState() ?? {};
let scene: FlowScene | undefined;
let file = '';
let { of } = memory;
let tab: PanelTab = memory.tab ?? 'flow';
let follow: FollowState = memory.follow ?? { isPinned: false, isPaused: false };
let choices: FlowChoices = memory.choices ?? { policy: 'early', shared: false };

const status = element('div', { class: 'status', attributes: { role: 'status', 'aria-live': 'polite' } });
const notice = element('div', { class: 'notice', attributes: { role: 'alert' } });
notice.hidden = true;
const empty = element('p', { class: 'empty' }, 'Put the cursor on an s-op or a selector.');

const flow = new FlowTab({
    reveal: place => { host.postMessage({ type: 'reveal', place }); },
    status: text => { status.textContent = text; },
    openMatrix: head => {
        showTab('attention');
        attention.choose(head.id, head.layer);
    },
    changed: () => {
        toolbar.showView({ ...viewState(), zoom: flow.canvas.zoom });
    }
});
const attentionBody = element('div', { class: 'attention-tab' });
const attention = new AttentionGrid(attentionBody, {
    onHead: head => { if (head.place !== undefined) { host.postMessage({ type: 'reveal', place: head.place }); } },
    onCell: () => undefined
});
const toolbar = new Toolbar({
    tab: showTab,
    follow: wanted => { host.postMessage({ type: 'follow', follow: wanted }); },
    input: () => { host.postMessage({ type: 'input' }); },
    choose: wanted => { host.postMessage({ type: 'choose', choices: choices = wanted }); remember(); },
    upTo: layer => {
        flow.choices.upTo = layer;
        flow.layOut();
        flow.revealLayer(layer ?? scene?.schedule.layers ?? 0);
    },
    openAll: isOpen => { flow.choices.openAll(isOpen); flow.layOut(); },
    foldAll: isFolded => { flow.choices.foldAll(isFolded); flow.layOut(); },
    zoom: factor => {
        if (factor === 'fit') {
            flow.canvas.fit();
        } else {
            flow.canvas.zoomTo(flow.canvas.zoom * factor);
        }
        toolbar.showView({ ...viewState(), zoom: flow.canvas.zoom });
        remember();
    },
    export: (format, copies) => { void exportPicture(format, copies); }
}, [flow.search.box, flow.search.count]);

function viewState(): { readonly areStepsOpen: boolean; readonly areHeadsFolded: boolean; readonly upTo: number | undefined } {
    return { areStepsOpen: flow.choices.areStepsOpen, areHeadsFolded: flow.choices.areHeadsFolded, upTo: flow.choices.upTo };
}

function showTab(wanted: PanelTab): void {
    tab = wanted;
    toolbar.showTab(tab);
    flow.body.hidden = tab !== 'flow' || scene === undefined;
    attentionBody.hidden = tab !== 'attention' || scene === undefined;
    showScene();
    remember();
}

/** Draws the tab that is seen; the other is drawn when it is. */
function showScene(): void {
    if (scene !== undefined) {
        if (tab === 'flow') {
            flow.show(scene);
        } else {
            attention.show(scene);
        }
    }
}

function remember(): void {
    host.setState({ tab, follow, choices, zoom: flow.canvas.zoom, ...of && { of } });
}

async function exportPicture(format: PictureFormat, copies: boolean): Promise<void> {
    if (scene === undefined) {
        host.postMessage({ type: 'failed', message: 'There is no picture yet. Put the cursor on an s-op.' });
        return;
    }
    const name = `${scene.title.replace(/[^A-Za-z0-9_]+/g, '-').replace(/^-+|-+$/g, '') || 'rasp'}-${tab}`;
    try {
        const svg = (): string => (scene === undefined ? '' : tab === 'flow' ? flowSvg(scene, flow.choices.viewOf(scene)) : attentionGridSvg(scene));
        const data = format === 'dot' ? flowDot(scene) : format === 'svg' ? svg() : await pngOf(svg());
        host.postMessage({ type: 'picture', format, name, data, copies });
    } catch (error) {
        host.postMessage({ type: 'failed', message: `The picture could not be made: ${error instanceof Error ? error.message : String(error)}` });
    }
}

function receive(message: ToPage): void {
    switch (message.type) {
        case 'scene':
            ({ scene, file, of } = message);
            empty.hidden = true;
            flow.body.hidden = tab !== 'flow';
            attentionBody.hidden = tab !== 'attention';
            toolbar.show(scene, file);
            showScene();
            remember();
            break;
        case 'stale':
            notice.hidden = false;
            notice.textContent = scene === undefined || message.isCurrent ? message.message : `Not up to date: ${message.message}`;
            document.body.classList.toggle('is-stale', !message.isCurrent);
            break;
        case 'fresh':
            notice.hidden = true;
            document.body.classList.remove('is-stale');
            break;
        case 'cursor': flow.cursorAt(message.uri, message.at); break;
        case 'state':
            ({ follow, choices } = message);
            toolbar.showState(follow, choices);
            remember();
            break;
        case 'tab': showTab(message.tab); break;
        case 'export': void exportPicture(message.format, message.copies); break;
    }
}

document.body.append(toolbar.bar, notice, element('main', {}, empty, flow.body, attentionBody), status);
toolbar.showState(follow, choices);
toolbar.showTab(tab);
flow.body.hidden = true;
attentionBody.hidden = true;
if (memory.zoom !== undefined) {
    flow.canvas.zoomTo(memory.zoom);
}
window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => { receive(data); });
host.postMessage({ type: 'ready', ...memory.follow && { follow: memory.follow }, ...memory.choices && { choices: memory.choices } });
