import { schedule } from '../cost/schedule.js';
import type { SchedulePolicy } from '../cost/schedule.js';
import { Failure } from '../evaluation/evaluation.js';
import type { Evaluation } from '../evaluation/evaluation.js';
import { tokenLabels } from '../evaluation/show.js';
import { nodesBelow } from '../graph/below.js';
import { dependencies, isSelector } from '../graph/nodes.js';
import type { GraphNode, SOp } from '../graph/nodes.js';
import { limits, limitText } from '../limits.js';
import { cutText } from '../program/show-value.js';
import { toEnd } from '../values/to-end.js';
import { headsByLayer, selectsOf } from './scene-heads.js';
import type { HeadNodes } from './scene-heads.js';
import type { SceneNames } from './scene-names.js';
import { SceneNodes } from './scene-nodes.js';
import { hexRow, matrixRows, TextTable, valueText } from './scene-values.js';
import type { FlowHead, FlowScene, FlowStep, SceneError, StepChoice } from './scene.js';

export interface SceneOptions {
    readonly policy: SchedulePolicy;
    /** Whether equal selectors are shared: what is equal is computed once. */
    readonly shared: boolean;
    readonly names: SceneNames;
    /** The name of what is drawn, where it is asked for by one of several. */
    readonly title?: string;
}

/** A scene, or why there is none. */
export type SceneResult = { readonly ok: true; readonly scene: FlowScene } | { readonly ok: false; readonly message: string };

/** Characters of a token's label. */
const longestLabel = 200;

/** How an s-op or a selector is computed on an input, by layers and heads. What fails on the input is a part of the scene. */
export function flowScene(node: GraphNode, evaluation: Evaluation, options: SceneOptions): SceneResult {
    return toEnd(flowSceneInSteps(node, evaluation, options));
}

/**
 * The same as the steps are taken. The graph must not change between them.
 * @yields after each node evaluated
 */
export function* flowSceneInSteps(node: GraphNode, evaluation: Evaluation, options: SceneOptions): Generator<void, SceneResult> {
    const n = evaluation.input.length;
    if (n > limits.flowTokens) {
        return refusal(`the input has ${limitText(n)} tokens; a flow is drawn for ${limitText(limits.flowTokens)} at most: choose a shorter input`);
    }
    const below = nodesBelow(node, { most: limits.flowNodes });
    if (below === undefined) {
        return refusal(`this is computed in more than ${limitText(limits.flowNodes)} steps, the most that a flow is drawn for: draw one of the s-ops that it is made of`);
    }
    const { policy, shared, names, title } = options;
    const { layers, leastHeads } = schedule(node, policy, shared);
    const nodes = new SceneNodes(below, layers, shared, names);
    const heads = headsByLayer(nodes);
    const widths = Array.from({ length: node.layer }, (_, i) => heads.filter(({ layer }) => layer === i + 1).length);
    if (isSelector(node)) {
        heads.push({ selector: node, layer: node.layer, aggregates: [] });
    }
    const cells = nodes.sops.length * n + heads.length * n * n / 16;
    if (cells > limits.flowCells) {
        return refusal(`${limitText(nodes.sops.length)} s-ops and ${limitText(heads.length)} heads on ${limitText(n)} tokens are too much to draw: choose a shorter input, or one of the s-ops that this is made of`);
    }
    yield;
    const texts = new TextTable();
    const steps: FlowStep[] = [];
    for (const sop of nodes.sops) {
        steps.push(makeStep(sop, nodes, evaluation, texts, names, sop === node ? title : undefined));
        yield;
    }
    const made: FlowHead[] = [];
    for (const head of heads) {
        made.push(makeHead(head, nodes, evaluation, names, head.selector === node ? title : undefined));
        yield;
    }
    return {
        ok: true,
        scene: {
            title: title ?? names.named(node) ?? names.source(node), target: node.id, input: evaluation.input.text,
            tokens: tokenLabels(evaluation.input).map(label => cutText(label, longestLabel)),
            schedule: { policy, shared, layers: node.layer, heads: widths.reduce((most, width) => Math.max(most, width), 0), leastHeads, widths },
            texts: texts.texts, steps, heads: made
        }
    };
}

function refusal(message: string): SceneResult {
    return { ok: false, message };
}

function makeStep(sop: SOp, nodes: SceneNodes, evaluation: Evaluation, texts: TextTable, names: SceneNames, title: string | undefined): FlowStep {
    const speaker = nodes.speaker(sop);
    const name = title ?? names.named(speaker);
    const column = evaluation.column(sop);
    const isFailing = column instanceof Failure;
    const computedOf = sop.kind === 'elementwise' ? sop.inputs : sop.kind === 'aggregate' ? [sop.values] : [];
    return {
        id: sop.id, kind: sop.kind, source: names.source(speaker), layer: nodes.layer(sop),
        inputs: [...new Set(computedOf.map(input => nodes.sop(input).id))],
        values: isFailing ? [] : Array.from({ length: column.length }, (_, i) => texts.add(column.at(i))),
        ...name !== undefined && { name },
        ...isFailing ? { error: sceneError(sop, column, evaluation) } : { type: column.type },
        ...choiceOf(sop, nodes, evaluation), ...placeOf(speaker, names)
    };
}

function choiceOf(sop: SOp, nodes: SceneNodes, evaluation: Evaluation): { choice?: StepChoice } {
    const [condition, whenTrue, whenFalse] = sop.kind === 'elementwise' && sop.operation.kind === 'ternary' ? sop.inputs : [];
    if (condition === undefined || whenTrue === undefined || whenFalse === undefined || evaluation.check(sop) !== undefined) {
        return {};
    }
    const column = evaluation.column(condition);
    if (column instanceof Failure) {
        return {};
    }
    return { choice: { condition: nodes.sop(condition).id, whenTrue: nodes.sop(whenTrue).id, whenFalse: nodes.sop(whenFalse).id, holds: hexRow(column.truth(), column.length) } };
}

function makeHead({ selector, layer, aggregates }: HeadNodes, nodes: SceneNodes, evaluation: Evaluation, names: SceneNames, title: string | undefined): FlowHead {
    const speaker = nodes.speaker(selector);
    const name = title ?? names.named(speaker);
    const source = names.source(speaker);
    const matrix = evaluation.matrix(selector);
    return {
        id: selector.id, layer, name: name ?? source, isNamed: name !== undefined, source, selects: selectsOf(selector, nodes),
        rows: matrix instanceof Failure ? [] : matrixRows(matrix),
        aggregates: aggregates.map(aggregate => ({ step: aggregate.id, values: nodes.sop(aggregate.values).id, default: aggregate.default === null ? 'none' : valueText(aggregate.default) })),
        ...matrix instanceof Failure && { error: sceneError(selector, matrix, evaluation) },
        ...placeOf(speaker, names)
    };
}

/** What fails by itself, or since something fails that it needs. The parts of a selector are no steps of their own. */
function sceneError(node: GraphNode, { error }: Failure, evaluation: Evaluation): SceneError {
    const needed = new Set(dependencies(node));
    if (isSelector(node)) {
        for (const part of needed) {
            if (isSelector(part)) {
                needed.delete(part);
                dependencies(part).forEach(input => needed.add(input));
            }
        }
    }
    return { message: error.message, isOwn: ![...needed].some(input => evaluation.check(input) !== undefined) };
}

function placeOf(node: GraphNode, names: SceneNames): Pick<FlowStep, 'place'> {
    const place = names.place(node);
    return place === undefined ? {} : { place };
}
