/** The page inside the training panel: what is trained and how, and how its trainings go. */
import './train-page.css';
import type { RunReport, TrainTarget } from '../../../server/protocol/train';
import type { AskedByPage, ToTrainPage, TrainMemory } from '../../panels/train-messages';
import { element } from '../dom';
import { AttentionSection } from './attention-section';
import { CurvesSection } from './curves-section';
import { TrainForm } from './form';
import { predictedText } from './form-fields';
import { LengthsSection } from './lengths-section';
import { messageOf, Questions } from './questions';
import { RunCollection } from './run-collection';
import { RunsTable } from './runs-table';
import { SamplesSection } from './samples-section';
import { host } from './train-host';

const runs = new RunCollection();
const questions = new Questions((id, question) => { host.postMessage({ type: 'ask', id, question }); });
const title = element('h1', {}, 'RASP');
const predicted = element('p', { class: 'note predicted' });
const source = element('pre', { class: 'source', attributes: { tabindex: '0', 'aria-label': 'The statement that is trained' } });
const told = element('p', { class: 'told', attributes: { role: 'status', 'aria-live': 'polite' } });
const again = element('button', { attributes: { type: 'button', title: 'Begins again with the program as it is in the editor; trainings are kept' }, on: { click: () => { host.postMessage({ type: 'again' }); } } }, 'Reload Program');
const form = new TrainForm({
    check: choices => questions.ask({ kind: 'check', choices }),
    start: async all => {
        // Tells of a new run can come before the answer.
        const wasEmpty = runs.isEmpty;
        for (const [at, choices] of all.entries()) {
            const answer = await questions.ask({ kind: 'start', choices });
            if ('refused' in answer) {
                return answer;
            }
            form.element.open &&= !wasEmpty;
            runs.put(answer);
            runs.chosen = at === 0 ? answer.run : runs.chosen;
            drawSoon();
        }
        return undefined;
    }
});
const table = new RunsTable({
    choose: run => { runs.chosen = run; drawSoon(); },
    setHidden: (run, isHidden) => { runs.setHidden(run, isHidden); drawSoon(); },
    pause: run => { order({ kind: 'pause', run }); },
    resume: run => { order({ kind: 'resume', run }); },
    remove: run => { void remove(run); },
    save: run => {
        // What was saved before is no answer to this.
        tell('', false);
        host.postMessage({ type: 'save', run });
    },
    useChoices: run => {
        form.take(run.choices);
        form.open();
    }
});
const curves = new CurvesSection();
const attention = new AttentionSection((run, inputs) => questions.ask({ kind: 'inspect', run, inputs }));
const samples = new SamplesSection((run, inputs) => questions.ask({ kind: 'inspect', run, inputs }));
const lengths = new LengthsSection(run => questions.ask({ kind: 'lengths', run }));
const looked = element('div', {}, curves.element, attention.element, samples.element, lengths.element);
const content = element('main', {}, source, form.element, table.element, looked);
content.hidden = true;
let trained: string | undefined;
let isDrawingSoon = false;

/** Tells of several runs are drawn at once. */
function drawSoon(): void {
    if (!isDrawingSoon) {
        isDrawingSoon = true;
        requestAnimationFrame(() => { isDrawingSoon = false; draw(); });
    }
}

function draw(): void {
    const shown = runs.shown();
    const chosen = shown.find(({ run }) => run.run === runs.chosen);
    table.show(shown, chosen?.run.run);
    looked.hidden = shown.length === 0;
    curves.show(shown);
    attention.look(chosen?.run, chosen?.name ?? '');
    samples.look(chosen?.run);
    lengths.show(shown, chosen?.run.run);
}

function tell(message: string, isProblem: boolean): void {
    told.textContent = message;
    told.className = isProblem ? 'told problem' : 'told';
}

/** What does something to a run, and is answered with how it then stands. */
function order(question: Extract<AskedByPage, { kind: 'pause' | 'resume' }>): void {
    questions.ask(question).then(answer => {
        if ('refused' in answer) {
            tell(answer.refused, true);
        } else {
            runs.put(answer);
            drawSoon();
        }
    }, (error: unknown) => { tell(messageOf(error), true); });
}

async function remove(run: string): Promise<void> {
    try {
        await questions.ask({ kind: 'remove', run });
        takeAway(run);
    } catch (error) {
        tell(messageOf(error), true);
    }
}

function takeAway(run: string): void {
    runs.remove(run);
    form.element.open ||= runs.isEmpty;
    drawSoon();
}

function begin(memory: TrainMemory, file: string): void {
    host.setState(memory);
    title.textContent = `${memory.target.name} · ${file}`;
    tell('', false);
}

function showTarget(target: TrainTarget, found: readonly RunReport[], memory: TrainMemory): void {
    const which = JSON.stringify(memory.target);
    source.textContent = target.source;
    predicted.textContent = predictedText(target);
    runs.replace(found);
    form.show(target, which === trained);
    form.element.open = runs.isEmpty;
    lengths.begin();
    samples.begin();
    attention.begin(which === trained ? undefined : target.firstInput);
    if (which !== trained) {
        window.scrollTo(0, 0);
    }
    trained = which;
    content.hidden = false;
    drawSoon();
}

function receive(message: ToTrainPage): void {
    switch (message.type) {
        case 'empty':
            begin(message.memory, message.file);
            questions.failAll(message.message);
            tell(message.message, message.isProblem);
            content.hidden = true;
            predicted.textContent = '';
            break;
        case 'target':
            begin(message.memory, message.file);
            questions.failAll('The program was read again.');
            showTarget(message.target, message.runs, message.memory);
            break;
        case 'run':
            runs.put(message.run);
            drawSoon();
            break;
        case 'removed': takeAway(message.run); break;
        case 'answer': questions.answered(message.id, message.value); break;
        case 'failed': questions.failed(message.id, message.message); break;
        case 'told': tell(message.message, message.isProblem); break;
    }
}

document.body.append(element('header', {}, title, again), predicted, told, content);
window.addEventListener('message', ({ data }: MessageEvent<ToTrainPage>) => { receive(data); });
host.postMessage({ type: 'ready' });
