/** The page inside the result panel: a compiled model, what it gives, and what it is made of. */
import './compile-page.css';
import type { CompiledMemory, ToCompilePage } from '../../panels/compile-messages';
import type { TextPlace } from '../../../server/protocol/compile';
import { element } from '../dom';
import { architecture, mayBeSaved } from './architecture';
import { host } from './compile-host';
import { DimensionsSection } from './dimensions-section';
import { HeadsSection } from './heads-section';
import { refusal } from './refusal';
import { RunSection } from './run-section';

const title = element('h1', {}, 'RASP');
const source = element('pre', { class: 'source', attributes: { tabindex: '0', 'aria-label': 'The statement that is compiled' } });
const told = element('p', { attributes: { role: 'status', 'aria-live': 'polite' } });
const refused = element('section', { attributes: { 'aria-label': 'Why there is no model' } });
const body = element('div');
const run = new RunSection(input => { host.postMessage({ type: 'run', input }); });
const heads = new HeadsSection(index => { host.postMessage({ type: 'head', index }); });
const dimensions = new DimensionsSection();
const save = element('button', { attributes: { type: 'button' }, on: { click: () => { host.postMessage({ type: 'save' }); } } }, 'Save…');
const again = element('button', { attributes: { type: 'button' }, on: { click: () => { host.postMessage({ type: 'again' }); } } }, 'Compile Again…');

const content = element('main', {}, body, run.element, heads.element, dimensions.element);
content.hidden = source.hidden = save.hidden = refused.hidden = true;

function reveal(place: TextPlace): void {
    host.postMessage({ type: 'reveal', place });
}

function begin(memory: CompiledMemory, file: string): void {
    host.setState(memory);
    title.textContent = `${memory.target.name} as a transformer · ${file}`;
    told.textContent = '';
    content.hidden = source.hidden = save.hidden = refused.hidden = true;
}

function receive(message: ToCompilePage): void {
    switch (message.type) {
        case 'empty': begin(message.memory, message.file); break;
        case 'refused':
            begin(message.memory, message.file);
            refused.replaceChildren(...message.refusals.map(report => element('p', { class: 'problem' }, ...refusal(report, reveal))));
            refused.hidden = false;
            break;
        case 'model': {
            const { model } = message;
            begin(message.memory, message.file);
            content.hidden = source.hidden = false;
            source.textContent = model.source;
            save.hidden = !mayBeSaved(model);
            body.replaceChildren(...architecture(model, reveal));
            heads.show(model);
            dimensions.show(model);
            run.begin(model.firstInput);
            window.scrollTo(0, 0);
            break;
        }
        case 'ran':
            run.show(message.answer);
            if (message.answer.ok) {
                heads.ran(message.answer.tokens);
            }
            break;
        case 'head': heads.showHead(message.index, message.answer); break;
        case 'told':
            told.textContent = message.message;
            told.className = message.isProblem ? 'problem' : 'right';
            break;
    }
}

document.body.append(element('header', {}, title, save, again), told, refused, source, content);
window.addEventListener('message', ({ data }: MessageEvent<ToCompilePage>) => { receive(data); });
host.postMessage({ type: 'ready' });
