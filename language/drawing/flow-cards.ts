import type { Card, FlowEdge, FlowPicture } from './flow-picture.js';
import type { FlowScene } from './scene.js';
import { svg } from './svg.js';
import type { SvgElement } from './svg.js';

/** A card with all that it shows, at its place in the picture. */
export function drawCard(scene: FlowScene, card: Card): SvgElement {
    return svg('g', { 'class': 'rasp-card', 'data-card': card.key, 'data-step': scene.steps.find(({ id }) => id === card.id)?.id });
}

/** A line from card to card. */
export function drawEdge(edge: FlowEdge): SvgElement {
    return svg('path', { 'class': 'rasp-edge', 'data-edge': `${edge.from}>${edge.to}`, 'd': edge.path });
}

/** The strips of the layers, behind everything else. */
export function drawBands(scene: FlowScene, picture: FlowPicture): SvgElement {
    return svg('g', { 'class': 'rasp-bands' }, ...picture.bands.map(({ layer, y, height }) => svg('rect', { 'class': 'rasp-band', 'data-layer': layer, y, 'width': picture.width, height })), svg('title', {}, scene.title));
}
