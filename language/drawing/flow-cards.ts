import { headShape, metrics, stepShape } from './card-shape.js';
import type { Card, FlowEdge, FlowPicture } from './flow-picture.js';
import { foldedHead, headContent } from './head-card.js';
import type { FlowHead, FlowScene, FlowStep } from './scene.js';
import { sceneIndex } from './scene-index.js';
import { stepContent } from './step-card.js';
import { svg } from './svg.js';
import type { SvgElement } from './svg.js';

/** A card with all that it shows, at its place in the picture. */
export function drawCard(scene: FlowScene, card: Card): SvgElement {
    const { steps, heads } = sceneIndex(scene);
    const head = card.kind === 'head' ? heads.get(card.key) : undefined;
    const step = card.kind === 'step' ? steps.get(card.id) : undefined;
    const hiddenSteps = card.hidden.filter(id => steps.get(id)?.kind !== 'constant').length;
    const isBadged = card.hidden.length > 0 || card.isOpened === true;
    const content = head !== undefined ? drawHead(scene, head, card, isBadged) : step !== undefined ? stepContent(scene, step, stepShape(scene, step, isBadged)) : [];
    const kind = head === undefined ? `rasp-step rasp-${step?.kind ?? 'elementwise'}` : card.isFolded ? 'rasp-head rasp-folded' : 'rasp-head';
    return svg('g', {
        'class': `rasp-card ${kind}${failureClass(head ?? step, head?.aggregates.some(aggregate => steps.get(aggregate.step)?.error !== undefined) === true)}${isTarget(scene, card) ? ' rasp-target' : ''}`,
        'data-card': card.key, 'data-step': step?.id, 'data-head': head === undefined ? undefined : `${head.id}.${head.layer}`,
        'transform': `translate(${round(card.x)} ${round(card.y)})`
    },
    svg('title', {}, tip(head ?? step)),
    svg('rect', { class: 'rasp-card-back', x: 0, y: 0, width: card.width, height: card.height, rx: card.isFolded ? 12 : 6 }),
    ...content,
    ...(hiddenSteps > 0 || card.isOpened === true) && !card.isFolded ? [badge(card, hiddenSteps)] : []);
}

/** A line from card to card. */
export function drawEdge(edge: FlowEdge): SvgElement {
    return svg('path', {
        'class': `rasp-edge rasp-${edge.role}${edge.isOnLongestChain === true ? ' rasp-longest' : ''}`,
        'data-edge': `${edge.from}>${edge.to}`, 'data-step': edge.step, 'data-role': edge.role, 'd': edge.path
    });
}

/** The strips of the layers, behind everything else, with their names at the left. */
export function drawBands(scene: FlowScene, picture: FlowPicture): SvgElement {
    return svg('g', { class: 'rasp-bands' }, ...picture.bands.map(({ layer, y, height, isFolded }, i) => {
        const heads = scene.schedule.widths[layer - 1];
        const hasHeads = picture.cards.some(card => card.kind === 'head' && card.layer === layer);
        return svg('g', { 'class': i % 2 === 0 ? 'rasp-band' : 'rasp-band rasp-odd', 'data-layer': layer },
            svg('rect', { class: 'rasp-band-back', x: 0, y, width: picture.width, height }),
            svg('text', { class: 'rasp-band-name', x: 12, y: y + 22 }, layer === 0 ? 'input' : `layer ${layer}`),
            ...layer === 0 || heads === undefined ? [] : [svg('text', { class: 'rasp-band-note', x: 12, y: y + 36 }, `${heads} ${heads === 1 ? 'head' : 'heads'}`)],
            ...hasHeads ? [svg('text', { 'class': 'rasp-fold', 'data-fold': layer, 'x': 12, 'y': y + 52 }, svg('title', {}, isFolded ? 'show the grids and values of this layer' : 'draw each head of this layer as one line'), isFolded ? '▸ unfold' : '▾ fold')] : []);
    }));
}

function drawHead(scene: FlowScene, head: FlowHead, card: Card, isBadged: boolean): SvgElement[] {
    const shape = headShape(scene, head, card.isFolded, isBadged);
    return card.isFolded ? foldedHead(shape) : headContent(scene, head, shape);
}

/** Opens the anonymous steps that are folded into a card, or folds them again. */
function badge({ id, width, isOpened }: Card, hidden: number): SvgElement {
    const title = isOpened === true ? 'fold the steps that this is computed of' : `computed of ${hidden} unnamed ${hidden === 1 ? 'step' : 'steps'}: show`;
    return svg('g', { 'class': 'rasp-badge', 'data-open': id, 'transform': `translate(${round(width - metrics.padding)} ${metrics.padding + 10})` },
        svg('title', {}, title), svg('text', {}, isOpened === true ? '▾' : `▸ ${hidden}`));
}

function failureClass(part: FlowHead | FlowStep | undefined, hasFailingResult: boolean): string {
    return part?.error === undefined ? hasFailingResult ? ' rasp-blocked' : '' : part.error.isOwn ? ' rasp-failing' : ' rasp-blocked';
}

function isTarget(scene: FlowScene, card: Card): boolean {
    const { headOf } = sceneIndex(scene);
    const head = headOf.get(scene.target);
    return card.kind === 'step' ? card.id === scene.target : card.id === scene.target || (head?.id === card.id && head.layer === card.layer);
}

/** All of what a card's texts may have cut. */
function tip(part: FlowHead | FlowStep | undefined): string {
    if (part === undefined) {
        return '';
    }
    const title = part.name === undefined || part.name === part.source ? part.source : `${part.name} = ${part.source}`;
    return part.error === undefined ? title : `${title}\nfails: ${part.error.message}`;
}

function round(value: number): number {
    return Math.round(value * 10) / 10;
}
