import { cutText } from '../program/show-value.js';
import type { FlowHead, FlowScene, FlowStep } from './scene.js';

/** Characters of a label's line, and values in one. */
const longest = 60;
const valuesShown = 12;

/** The flow for Graphviz: a cluster for each layer, a box for each head, an ellipse for each step. */
export function flowDot(scene: FlowScene): string {
    const lines = ['digraph flow {', `  label=${text(`${scene.title} on ${cutText(scene.input, longest)}`)};`, '  labelloc=t;', '  node [fontname="sans-serif"];', '  edge [fontname="sans-serif"];'];
    for (let layer = 0; layer <= scene.schedule.layers; layer++) {
        const parts = [
            ...scene.heads.filter(head => head.layer === layer).map(headNode),
            ...scene.steps.filter(step => step.layer === layer).map(step => stepNode(scene, step))
        ];
        if (parts.length > 0) {
            lines.push(`  subgraph cluster_${layer} {`, `    label=${text(layer === 0 ? 'input' : `layer ${layer}`)};`, ...parts.map(part => `    ${part}`), '  }');
        }
    }
    return [...lines, ...edges(scene).map(edge => `  ${edge}`), '}', ''].join('\n');
}

function headNode(head: FlowHead): string {
    const note = head.error === undefined ? head.isNamed ? head.source : '' : head.error.message;
    return `${headId(head)} [shape=box, style=rounded, ${head.error === undefined ? '' : 'color=red, '}label=${text(head.name, note)}];`;
}

function stepNode(scene: FlowScene, step: FlowStep): string {
    const shown = step.values.slice(0, valuesShown).map(index => scene.texts[index] ?? '').join(', ');
    const values = step.error === undefined ? `[${shown}${step.values.length > valuesShown ? ', …' : ''}]` : step.error.message;
    return `s${step.id} [${step.error === undefined ? '' : 'color=red, '}label=${text(step.name ?? step.source, step.kind === 'constant' ? '' : values)}];`;
}

function edges(scene: FlowScene): string[] {
    const lines: string[] = [];
    for (const head of scene.heads) {
        const id = headId(head);
        const into = (role: string, from: readonly number[]): void => {
            new Set(from).forEach(step => { lines.push(`s${step} -> ${id} [label=${text(role)}];`); });
        };
        into('keys', head.selects.map(({ keys }) => keys));
        into('queries', head.selects.map(({ queries }) => queries));
        into('values', head.aggregates.map(({ values }) => values));
        lines.push(...head.aggregates.map(({ step }) => `${id} -> s${step};`));
    }
    for (const step of scene.steps) {
        if (step.kind === 'elementwise') {
            lines.push(...step.inputs.map(input => `s${input} -> s${step.id};`));
        }
    }
    return lines;
}

/** One selector can be a head in several layers. */
function headId({ id, layer }: FlowHead): string {
    return `h${id}_${layer}`;
}

/** Lines as a quoted string. What a DOT file cannot hold becomes U+FFFD. */
function text(...lines: readonly string[]): string {
    const escaped = lines.filter(line => line !== '').map(line => cutText(line, longest).replace(/[\t\n\r]/g, ' ').replace(/[\p{Cc}\p{Cs}]/gu, '\ufffd')
        .replaceAll('\\', '\\\\').replaceAll('"', '\\"'));
    return `"${escaped.join('\\n')}"`;
}
