/** The page inside the result panel: a compiled model, what it gives, and what it is made of. */
import './compile-page.css';
import type { ToCompilePage } from '../../panels/compile-messages';
import { element } from '../dom';
import { architecture } from './architecture';
import { host } from './compile-host';
import { DimensionsSection } from './dimensions-section';
import { HeadsSection } from './heads-section';
import { RunSection } from './run-section';

const title = element('h1', {}, 'RASP');
const source = element('pre', { class: 'source', attributes: { tabindex: '0', 'aria-label': 'The statement that is compiled' } });
const told = element('p', { attributes: { role: 'status', 'aria-live': 'polite' } });
const body = element('div');
const run = new RunSection(input => { host.postMessage({ type: 'run', input }); });
const heads = new HeadsSection(index => { host.postMessage({ type: 'head', index }); });
const dimensions = new DimensionsSection();
const save = element('button', { attributes: { type: 'button' }, on: { click: () => { host.postMessage({ type: 'save' }); } } }, 'Save…');
const again = element('button', { attributes: { type: 'button' }, on: { click: () => { host.postMessage({ type: 'again' }); } } }, 'Compile Again…');

function receive(message: ToCompilePage): void {
    switch (message.type) {
        case 'model': {
            const { model, file } = message;
            title.textContent = `${model.name} as a transformer · ${file}`;
            source.textContent = model.source;
            told.textContent = '';
            save.hidden = model.verification.wrong > 0;
            body.replaceChildren(...architecture(model, place => { host.postMessage({ type: 'reveal', place }); }));
            heads.show(model);
            dimensions.show(model);
            run.begin(model.firstInput);
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

document.body.append(element('header', {}, title, save, again), told, source, element('main', {}, body, run.element, heads.element, dimensions.element));
window.addEventListener('message', ({ data }: MessageEvent<ToCompilePage>) => { receive(data); });
host.postMessage({ type: 'ready' });
