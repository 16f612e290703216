import { cutText } from '../program/show-value.js';
import { isSelected, selectedKeys, valueAt } from './scene.js';
import type { FlowHead, FlowScene, FlowStep, SceneError } from './scene.js';
import { sceneIndex, stepTitle } from './scene-index.js';
import { rowPattern } from './row-pattern.js';

/** Positions and values that a sentence lists, and characters of each. */
const listed = 8;
const longest = 60;
/** Results of heads that a sentence explains. */
const mostAverages = 3;

/** What a step has at a position and why, in a sentence or two; positions count from 0, as RASP's indices do. */
export function describeValue(scene: FlowScene, stepId: number, position: number): string {
    const { steps, headOf } = sceneIndex(scene);
    const step = steps.get(stepId);
    if (step === undefined || !(position in scene.tokens)) {
        return '';
    }
    const title = short(stepTitle(step));
    if (step.error !== undefined) {
        return failureText(title, step.error);
    }
    const what = `${quoted(valueAt(scene, step, position))} at position ${position} (${JSON.stringify(short(scene.tokens[position] ?? ''))}) of ${title}`;
    const head = headOf.get(stepId);
    const aggregate = head?.aggregates.find(each => each.step === stepId);
    if (head !== undefined && aggregate !== undefined) {
        return `${what}: head ${short(head.name)} in layer ${head.layer} ${meanText(scene, head.rows[position] ?? '', steps.get(aggregate.values), aggregate.default)}.`;
    }
    switch (step.kind) {
        case 'input': return `${what}: the input.`;
        case 'constant': return `${what}: a constant, the same at every position.`;
        default: return [`${what}: ${computedText(scene, step, position)}.`, ...averagesBelow(scene, step).map(averaged => averageText(scene, averaged, position))].join(' ');
    }
}

/** The results of heads that a step is made of by steps without names of their own: those names explain themselves. */
function averagesBelow(scene: FlowScene, step: FlowStep): FlowStep[] {
    const { steps } = sceneIndex(scene);
    const found: FlowStep[] = [];
    const seen = new Set<number>();
    const waiting = [...step.inputs];
    for (let id = waiting.shift(); id !== undefined && found.length < mostAverages; id = waiting.shift()) {
        const input = seen.has(id) ? undefined : steps.get(id);
        seen.add(id);
        if (input?.kind === 'aggregate' && input.error === undefined) {
            found.push(input);
        } else if (input?.kind === 'elementwise' && input.name === undefined) {
            waiting.push(...input.inputs);
        }
    }
    return found;
}

function averageText(scene: FlowScene, step: FlowStep, position: number): string {
    const { steps, headOf } = sceneIndex(scene);
    const head = headOf.get(step.id);
    const aggregate = head?.aggregates.find(each => each.step === step.id);
    return head === undefined || aggregate === undefined ? ''
        : `${short(stepTitle(step))} is ${quoted(valueAt(scene, step, position))} there: head ${short(head.name)} in layer ${head.layer} ${meanText(scene, head.rows[position] ?? '', steps.get(aggregate.values), aggregate.default)}.`;
}

/** A step as a screen reader reads it. */
export function describeStep(scene: FlowScene, stepId: number): string {
    const step = sceneIndex(scene).steps.get(stepId);
    if (step === undefined) {
        return '';
    }
    const title = short(stepTitle(step));
    if (step.error !== undefined) {
        return failureText(title, step.error);
    }
    const kind = step.kind === 'input' ? 'the input' : step.kind === 'constant' ? 'a constant' : step.layer === 0 ? 'before attention' : `layer ${step.layer}`;
    const made = step.name === undefined || step.kind === 'input' ? '' : `, ${short(step.source)}`;
    const values = step.values.slice(0, listed).map(index => quoted(scene.texts[index]));
    return `${title}, ${kind}${made}: ${step.type ?? 'values'} ${values.join(', ')}${step.values.length > listed ? ` and ${step.values.length - listed} more` : ''}.`;
}

/** A head as a screen reader reads it, and what it does on this input if a few words say it. */
export function describeHead(scene: FlowScene, head: FlowHead): string {
    const number = scene.heads.filter(({ layer }) => layer === head.layer).indexOf(head) + 1;
    const place = `Layer ${head.layer}, head ${number}: ${short(head.name)}`;
    if (head.error !== undefined) {
        return `${place}, fails: ${head.error.message}.`;
    }
    const selects = head.selects.slice(0, listed).map(({ keys, queries, operator }) => `keys ${titleOf(scene, keys)}, queries ${titleOf(scene, queries)}, operator ${operator}`);
    const n = head.rows.length;
    const pairs = head.rows.reduce((sum, row) => sum + selectedKeys(row).length, 0);
    const averages = head.aggregates.slice(0, listed).map(({ values, step }) => `averages ${titleOf(scene, values)} into ${titleOf(scene, step)}`);
    const parts = [`${[place, ...more(selects, head.selects.length), `selects ${pairs} of ${n * n} pairs`].join(', ')}`, rowPattern(head.rows), ...more(averages, head.aggregates.length)];
    return `${parts.filter(part => part !== undefined).join('; ')}.`;
}

function meanText(scene: FlowScene, row: string, values: FlowStep | undefined, otherwise: string): string {
    const keys = selectedKeys(row);
    const [first = 0] = keys;
    if (values === undefined || keys.length === 0) {
        return `selected nothing, so that it is the default ${quoted(otherwise)}`;
    }
    const name = titleOf(scene, values.id);
    const texts = keys.slice(0, listed).map(key => quoted(valueAt(scene, values, key)));
    if (keys.length === 1) {
        return `selected position ${first}, where ${name} is ${texts.join('')}`;
    }
    const positions = keys.length === scene.tokens.length ? `all ${keys.length} positions` : `positions ${listText(keys.slice(0, listed).map(String), keys.length)}`;
    const isSame = keys.every(key => values.values[key] === values.values[first]);
    return isSame ? `selected ${positions}, where ${name} is ${texts[0] ?? ''}` : `selected ${positions}, the mean of ${listText(texts, keys.length)}, the values of ${name} there`;
}

/** What an elementwise step is computed of at a position. */
function computedText(scene: FlowScene, step: FlowStep, position: number): string {
    const { steps } = sceneIndex(scene);
    const valueOf = (id: number): string => {
        const input = steps.get(id);
        return input === undefined ? '' : input.kind === 'constant' ? quoted(valueAt(scene, input, position)) : `${titleOf(scene, id)}, which is ${quoted(valueAt(scene, input, position))} there`;
    };
    if (step.choice !== undefined) {
        const { condition, whenTrue, whenFalse, holds } = step.choice;
        const isHolding = isSelected(holds, position);
        return `since ${titleOf(scene, condition)} is ${isHolding ? 'true' : 'false'} there, it is ${valueOf(isHolding ? whenTrue : whenFalse)}`;
    }
    const text = step.name === undefined ? 'computed' : `computed as ${short(step.source)},`;
    const inputs = step.inputs.filter(id => steps.get(id)?.kind !== 'constant').map(id => `${titleOf(scene, id)} = ${quoted(valueAt(scene, steps.get(id) ?? step, position))}`);
    return inputs.length === 0 ? 'computed of constants' : `${text} from ${listText(inputs.slice(0, listed), inputs.length)}`;
}

function failureText(title: string, { message, isOwn }: SceneError): string {
    return isOwn ? `${title} has no value: ${message}.` : `${title} has no value, since something fails that it needs: ${message}.`;
}

function titleOf(scene: FlowScene, id: number): string {
    const step = sceneIndex(scene).steps.get(id);
    return step === undefined ? '' : short(stepTitle(step));
}

/** A text that would be lost in a sentence stands in quotes. */
function quoted(text: string | undefined): string {
    const cut = short(text ?? '');
    return cut.trim() === '' || /[\s,;:"]/.test(cut) ? JSON.stringify(cut) : cut;
}

function short(text: string): string {
    return cutText(text, longest);
}

function listText(texts: readonly string[], count: number): string {
    return count > texts.length ? `${texts.join(', ')} and ${count - texts.length} more` : texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1) ?? ''}`;
}

function more(texts: readonly string[], count: number): string[] {
    return count > texts.length ? [...texts, `and ${count - texts.length} more`] : [...texts];
}
