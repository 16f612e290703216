import { Failure } from '../evaluation/evaluation.js';
import type { Evaluation } from '../evaluation/evaluation.js';
import { columnText, matrixLines } from '../evaluation/show.js';
import { isSelector } from '../graph/nodes.js';
import type { GraphNode, Selector, SOp } from '../graph/nodes.js';
import { flowOf } from './flow.js';

export interface FlowNames {
    /** What a node is called; undefined for a step without a name, which is left out. */
    named(node: GraphNode): string | undefined;
    /** What a node is made of, for those without a name. */
    source(node: GraphNode): string;
}

const widest = 72;
const rowsShown = 24;

/** The flow of a node on an input as text: for each layer its heads with their grids, then the named elementwise steps. */
export function flowText(node: GraphNode, evaluation: Evaluation, names: FlowNames): string {
    const title = (part: GraphNode): string => names.named(part) ?? names.source(part);
    const lines = [`${title(node)} on ${evaluation.input.shortText}`];
    for (const { layer, heads, elementwise } of flowOf(node)) {
        const steps = elementwise.filter(step => step === node || names.named(step) !== undefined);
        if (heads.length === 0 && steps.length === 0) {
            continue;
        }
        lines.push('', layer === 0 ? 'before attention' : `layer ${layer}`);
        heads.forEach(({ selector, aggregates }, i) => {
            lines.push(`  head ${i + 1}: ${title(selector)}`, ...grid(selector, evaluation).map(line => `    ${line}`));
            for (const aggregate of aggregates) {
                lines.push(`    mean of ${title(aggregate.values)} ${valuesText(aggregate.values, evaluation)}`);
                lines.push(`      = ${title(aggregate)} ${valuesText(aggregate, evaluation)}`);
            }
        });
        for (const step of steps) {
            lines.push(`  ${title(step)} = ${valuesText(step, evaluation)}`);
        }
    }
    if (lines.length === 1 && !isSelector(node)) {
        lines.push('', `  ${title(node)} = ${valuesText(node, evaluation)}`);
    }
    return `${lines.join('\n')}\n`;
}

function grid(selector: Selector, evaluation: Evaluation): string[] {
    const matrix = evaluation.matrix(selector);
    return matrix instanceof Failure ? [`fails: ${matrix.error.message}`] : matrixLines(matrix, evaluation.input, rowsShown);
}

function valuesText(sop: SOp, evaluation: Evaluation): string {
    const column = evaluation.column(sop);
    return column instanceof Failure ? `fails: ${column.error.message}` : columnText(column, widest);
}
