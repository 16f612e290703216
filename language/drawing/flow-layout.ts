import { headShape, stepShape } from './card-shape.js';
import type { HeadShape } from './card-shape.js';
import { orderRows } from './crossings.js';
import { routeThrough } from './edge-routes.js';
import type { RoutePiece } from './edge-routes.js';
import type { Card, FlowEdge, FlowPicture, LayerBand } from './flow-picture.js';
import type { FlowView } from './flow-view.js';
import { Lanes } from './lanes.js';
import { rankCards } from './layer-ranks.js';
import type { LayerRows } from './layer-ranks.js';
import { longestChain } from './longest-chain.js';
import { placeInRows } from './row-positions.js';
import type { Pull, RowItem } from './row-positions.js';
import type { FlowScene } from './scene.js';
import { sceneIndex } from './scene-index.js';
import { shownFlow } from './visible-steps.js';
import type { ShownCard, ShownEdge } from './visible-steps.js';

const margin = 12;
/** At the left, for the names of layers. */
const bandLabelWidth = 84;
const bandPadding = 10;
const leastChannel = 30;
const mostChannel = 90;
const laneWidth = 4;

/** The sizes of a card, and where lines touch it. */
interface Sized {
    readonly card: ShownCard;
    readonly width: number;
    readonly height: number;
    readonly head: HeadShape | undefined;
}

/**
 * Where everything of a scene stands: layer by layer from the input at the top to the output at the bottom. Lines pass
 * a row in lanes between its cards, one for all lines from the same step, so that none passes through a card.
 */
export function layoutFlow(scene: FlowScene, view: FlowView): FlowPicture {
    const { cards, edges } = shownFlow(scene, view);
    const sized = new Map(cards.map(card => [card.key, sizeOf(scene, card)]));
    const { rows, layers } = rankCards(cards, edges, card => sized.get(card.key)?.width ?? 0);
    const lanes = new Lanes(rows.map(row => row.map(({ key }) => key)), edges);
    const items = lanes.items.map(({ card, lane }): RowItem => (card === undefined ? { width: laneWidth, lane } : { width: sized.get(card)?.width ?? 0 }));
    const order = orderRows(lanes.rows, lanes.pieces.map(between => between.map(({ upper, lower }) => [upper, lower] as const)));
    const pulls = lanes.pieces.map(between => between.map(({ upper, lower, step, role }): Pull => ({
        upper, lower,
        upperOffset: outlet(lanes.cardAt(upper, sized), step),
        lowerOffset: role === undefined ? 0 : inlet(lanes.cardAt(lower, sized), role)
    })));
    const middles = placeInRows(items, order, pulls);
    const left = items.reduce((least, { width }, i) => Math.min(least, (middles[i] ?? 0) - width / 2), Infinity);
    const shift = cards.length === 0 ? 0 : bandLabelWidth + margin - left;
    const x = middles.map(middle => middle + shift);
    const width = items.reduce((most, item, i) => Math.max(most, (x[i] ?? 0) + item.width / 2), bandLabelWidth) + margin;

    const { tops, heights, bands, height } = placeRows(rows.map(row => row.reduce((most, { key }) => Math.max(most, sized.get(key)?.height ?? 0), 0)), channels(lanes, x), layers, view);
    const placed = new Map<string, Card>();
    rows.forEach((row, i) => {
        for (const card of row) {
            const size = sized.get(card.key);
            if (size !== undefined) {
                placed.set(card.key, { ...card, x: (x[lanes.numberOf(card.key)] ?? 0) - size.width / 2, y: tops[i] ?? 0, width: size.width, height: size.height });
            }
        }
    });
    const chain = longestChain(scene, edges);
    const ports = inputPorts(edges, placed, lanes, x);
    const routed = edges.flatMap((edge): FlowEdge[] => {
        const from = placed.get(edge.from);
        const to = placed.get(edge.to);
        if (from === undefined || to === undefined) {
            return [];
        }
        const [start, end] = [lanes.rowOf(edge.from), lanes.rowOf(edge.to)];
        const bottom = (row: number): number => (tops[row] ?? 0) + (heights[row] ?? 0);
        const pieces: RoutePiece[] = [{ x: from.x + from.width / 2 + outlet(sized.get(edge.from), edge.step), top: from.y + from.height, bottom: bottom(start) }];
        for (const { first, last, item } of lanes.straightPieces(edge, x)) {
            if (first < end) {
                pieces.push({ x: x[item] ?? 0, top: tops[first] ?? 0, bottom: bottom(Math.min(last, end - 1)) });
            }
        }
        pieces.push({ x: ports.get(edge) ?? to.x + to.width / 2 + inlet(sized.get(edge.to), edge.role), top: to.y, bottom: to.y });
        return [{ ...edge, isOnLongestChain: chain.has(edge), ...routeThrough(pieces) }];
    });
    return { width: Math.ceil(width), height: Math.ceil(height), bands, cards: [...placed.values()], edges: routed };
}

function sizeOf(scene: FlowScene, card: ShownCard): Sized {
    const { steps, heads } = sceneIndex(scene);
    const isBadged = card.hidden.length > 0 || card.isOpened;
    const step = card.kind === 'step' ? steps.get(card.id) : undefined;
    const found = card.kind === 'head' ? heads.get(card.key) : undefined;
    const head = found === undefined ? undefined : headShape(scene, found, card.isFolded, isBadged);
    const shape = head ?? (step === undefined ? { width: 0, height: 0 } : stepShape(scene, step, isBadged));
    return { card, width: shape.width, height: shape.height, head };
}

/** Where a step's values leave a card, from its middle. */
function outlet(sized: Sized | undefined, step: number): number {
    const { head } = sized ?? {};
    const offset = head?.outlets[head.results.indexOf(step)];
    return offset === undefined ? 0 : offset - (sized?.width ?? 0) / 2;
}

/** Where values come into a card, from its middle. */
function inlet(sized: Sized | undefined, role: ShownEdge['role']): number {
    return sized?.head === undefined ? 0 : sized.head.inlets[role] - sized.width / 2;
}

/** Where lines come into the cards of steps: side by side, in the order of where they come from. */
function inputPorts(edges: readonly ShownEdge[], placed: ReadonlyMap<string, Card>, lanes: Lanes, x: readonly number[]): Map<ShownEdge, number> {
    const byCard = new Map<string, ShownEdge[]>();
    for (const edge of edges) {
        if (edge.role === 'input') {
            byCard.set(edge.to, [...byCard.get(edge.to) ?? [], edge]);
        }
    }
    const ports = new Map<ShownEdge, number>();
    for (const [key, into] of byCard) {
        const card = placed.get(key);
        if (card !== undefined) {
            const gap = Math.min(26, card.width / (into.length + 1));
            const from = new Map(into.map(edge => [edge, x[lanes.lastPiece(edge)] ?? 0]));
            into.sort((a, b) => (from.get(a) ?? 0) - (from.get(b) ?? 0));
            into.forEach((edge, i) => ports.set(edge, card.x + card.width / 2 + (i - (into.length - 1) / 2) * gap));
        }
    }
    return ports;
}

/** The room between each row and the next: more where lines go far to the side. */
function channels(lanes: Lanes, x: readonly number[]): number[] {
    return lanes.pieces.map(between => Math.min(mostChannel, leastChannel + between.reduce((most, { upper, lower }) => Math.max(most, Math.abs((x[upper] ?? 0) - (x[lower] ?? 0))), 0) / 14));
}

interface PlacedRows {
    readonly tops: readonly number[];
    readonly heights: readonly number[];
    readonly bands: readonly LayerBand[];
    readonly height: number;
}

function placeRows(heights: readonly number[], gaps: readonly number[], layers: readonly LayerRows[], { folded }: FlowView): PlacedRows {
    const tops: number[] = [];
    const bands: LayerBand[] = [];
    let y = 0;
    for (const { layer, first, last } of layers) {
        const gap = first === 0 ? bandPadding : (gaps[first - 1] ?? leastChannel) / 2;
        const top = y;
        y += gap;
        for (let row = first; row <= last; row++) {
            tops.push(y);
            const below = gaps[row] ?? 2 * bandPadding;
            y += (heights[row] ?? 0) + (row === last ? below / 2 : below);
        }
        bands.push({ layer, y: top, height: y - top, isFolded: folded === 'all' || folded.has(layer) });
    }
    return { tops, heights, bands, height: y };
}
