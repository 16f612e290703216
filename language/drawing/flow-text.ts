import { gridLines, sequenceText } from '../evaluation/show.js';
import { shortText } from '../values/python-text.js';
import { isSelected, valueAt } from './scene.js';
import type { FlowHead, FlowScene, FlowStep } from './scene.js';
import { sceneIndex, stepTitle } from './scene-index.js';

const widest = 72;
const rowsShown = 24;

/** A flow as text: for each layer its heads with their grids, then the named elementwise steps. */
export function flowText(scene: FlowScene): string {
    const { steps } = sceneIndex(scene);
    const lines = [`${scene.title} on ${shortText(scene.input)}`];
    const add = (step: FlowStep | undefined, before: string, after: string): void => {
        if (step !== undefined) {
            lines.push(`${before}${stepTitle(step)}${after}${valuesText(scene, step)}`);
        }
    };
    for (let layer = 0; layer <= scene.schedule.layers; layer++) {
        const heads = scene.heads.filter(head => head.layer === layer);
        const elementwise = scene.steps.filter(step => step.layer === layer && step.kind === 'elementwise' && (step.id === scene.target || step.name !== undefined));
        if (heads.length === 0 && elementwise.length === 0) {
            continue;
        }
        lines.push('', layer === 0 ? 'before attention' : `layer ${layer}`);
        heads.forEach((head, i) => {
            lines.push(`  head ${i + 1}: ${head.name}`, ...grid(scene, head).map(line => `    ${line}`));
            for (const aggregate of head.aggregates) {
                add(steps.get(aggregate.values), '    mean of ', ' ');
                add(steps.get(aggregate.step), '      = ', ' ');
            }
        });
        elementwise.forEach(step => { add(step, '  ', ' = '); });
    }
    if (lines.length === 1) {
        lines.push('');
        add(steps.get(scene.target), '  ', ' = ');
    }
    return `${lines.join('\n')}\n`;
}

function grid({ tokens }: FlowScene, { rows, error }: FlowHead): string[] {
    return error === undefined ? gridLines(tokens, (query, key) => isSelected(rows[query] ?? '', key), rowsShown) : [`fails: ${error.message}`];
}

function valuesText(scene: FlowScene, step: FlowStep): string {
    return step.error === undefined ? sequenceText(step.values.length, i => valueAt(scene, step, i) ?? '', widest) : `fails: ${step.error.message}`;
}
