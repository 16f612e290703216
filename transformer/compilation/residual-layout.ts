import { hiddenLayer, readsBos, signsOf } from './hidden-layer.js';
import type { HiddenLayer, Signs } from './hidden-layer.js';
import type { Linear } from './linear.js';
import { parameterCount, widths } from './model-size.js';
import type { ModelSizes } from './model-size.js';
import { bosDimension } from './network-plan.js';
import { bosValues } from './network.js';
import type { Network } from './network.js';
import type { PlannedBlock } from './schedule.js';
import { signsIn } from './signs.js';

/** Which dimension of the residual stream each number of a network is in, and when. */
export interface ResidualLayout {
    readonly blocks: readonly PlannedBlock[];
    /** For each block the hidden units of its feed-forward. */
    readonly hidden: readonly HiddenLayer[];
    /** The numbers that a dimension of the residual stream holds, one after the other. */
    readonly places: readonly (readonly Stay[])[];
    readonly parameters: number;
}

export interface Stay {
    readonly dimension: number;
    /** The block that writes it, from 1; 0 for what is embedded. */
    readonly writtenBy: number;
    /** The block that takes it away again. */
    readonly emptiedBy?: number;
}

/**
 * Time within a transformer: the attention of block b is at 2b, its feed-forward at 2b + 1. Each reads what was written
 * before it. Embeddings are written at -1.
 */
interface Life {
    readonly dimension: number;
    readonly written: number;
    readonly lastRead: number;
}

/**
 * Gives each number a dimension of the residual stream, and another number the same dimension when nobody reads the
 * first any more: a feed-forward in between takes it away, exactly. That costs a hidden unit or two, and is done as
 * often as it makes the model smaller.
 * @param reuses whether dimensions are used again at all
 */
export function residualLayout(network: Network, blocks: readonly PlannedBlock[], sizes: ModelSizes, reuses = true): ResidualLayout {
    const signs = signsIn(network);
    const lastAttention = blocks.reduce((last, { heads }, block) => (heads.length > 0 ? block : last), -1);
    const held = bosValues(network);
    const layersWith = (emptied: ReadonlyMap<number, number>): HiddenLayer[] => blocks.map(({ fits }, block) => (
        hiddenLayer(fits, [...emptied].flatMap(([dimension, by]) => (by === block ? [dimension] : [])), signs, block < lastAttention ? held : undefined)));
    const plain = layersWith(new Map());
    const lives = livesOf(network, blocks, plain);
    const units = widths(plain);
    let least = parameterCount(sizes, lives.length, blocks, units);
    let best: readonly Emptying[] = [];
    for (const adds of reuses ? [false, true] : []) {
        const emptyings = possibleEmptyings(lives, units.map(width => adds || width > 0), signs);
        const more = [...units];
        emptyings.forEach(({ block, cost }, i) => {
            more[block] = (more[block] ?? 0) + cost;
            const parameters = parameterCount(sizes, lives.length - i - 1, blocks, more);
            if (parameters < least) {
                least = parameters;
                best = emptyings.slice(0, i + 1);
            }
        });
    }
    const hidden = layersWith(new Map(best.map(({ dimension, block }) => [dimension, block])));
    const places = placesOf(lives, best);
    return { blocks, hidden, places, parameters: parameterCount(sizes, places.length, blocks, widths(hidden)) };
}

function livesOf(network: Network, blocks: readonly PlannedBlock[], hidden: readonly HiddenLayer[]): Life[] {
    const written = new Map<number, number>();
    const lastRead = new Map<number, number>();
    const read = ({ terms }: Linear, time: number): void => { terms.forEach((_, index) => lastRead.set(index, time)); };
    blocks.forEach(({ heads, fits }, block) => {
        for (const { factors, values } of heads) {
            factors.forEach(({ query, key }) => { read(query, 2 * block); read(key, 2 * block); });
            values.forEach(({ value, dimension }) => { read(value, 2 * block); written.set(dimension, 2 * block); });
        }
        if (heads.length > 0) {
            lastRead.set(bosDimension, 2 * block);
        }
        for (const { input, outputs } of fits) {
            read(input, 2 * block + 1);
            outputs.forEach(dimension => written.set(dimension, 2 * block + 1));
        }
        if (hidden[block] !== undefined && readsBos(hidden[block])) {
            lastRead.set(bosDimension, 2 * block + 1);
        }
    });
    network.outputs.forEach(output => { read(output, 2 * blocks.length); });
    return [...network.dimensions.keys()].map(dimension => ({ dimension, written: written.get(dimension) ?? -1, lastRead: lastRead.get(dimension) ?? -1 }));
}

/** A number that the feed-forward of a block takes away, with so many hidden units. */
interface Emptying {
    readonly dimension: number;
    readonly block: number;
    readonly cost: number;
}

/**
 * Numbers that can make room for another each, in an order in which those that cost least come first: so many of them
 * as there are numbers that are written later.
 * @param feeds the blocks that may take numbers away
 */
function possibleEmptyings(lives: readonly Life[], feeds: readonly boolean[], signs: Signs): Emptying[] {
    const candidates = lives.flatMap(({ dimension, lastRead }) => {
        const block = feeds.findIndex((canFeed, index) => canFeed && 2 * index + 1 >= lastRead);
        return block < 0 ? [] : [{ dimension, block, cost: signsOf(dimension, signs).length }];
    }).sort((a, b) => a.cost - b.cost || a.block - b.block);
    const writings = writingsOf(lives);
    const chosen: Emptying[] = [];
    let sorted: Emptying[] = [];
    for (const candidate of candidates) {
        const place = sorted.findIndex(({ block }) => block < candidate.block);
        const tried = place < 0 ? [...sorted, candidate] : [...sorted.slice(0, place), candidate, ...sorted.slice(place)];
        if (tried.every(({ block }, i) => 2 * block + 1 < (writings[i]?.written ?? -1))) {
            chosen.push(candidate);
            sorted = tried;
        }
    }
    return chosen;
}

/** What is written latest comes first: it can follow on most. */
function writingsOf(lives: readonly Life[]): Life[] {
    return [...lives].sort((a, b) => b.written - a.written || a.dimension - b.dimension);
}

function placesOf(lives: readonly Life[], emptyings: readonly Emptying[]): Stay[][] {
    const writings = writingsOf(lives);
    const following = new Map([...emptyings].sort((a, b) => b.block - a.block).map(({ dimension, block }, i) => [dimension, { life: writings[i], block }] as const));
    const followers = new Set([...following.values()].map(({ life }) => life?.dimension));
    return lives.filter(({ dimension }) => !followers.has(dimension)).map(first => {
        const stays: Stay[] = [];
        for (let life: Life | undefined = first; life !== undefined;) {
            const next: { readonly life: Life | undefined; readonly block: number } | undefined = following.get(life.dimension);
            stays.push({ dimension: life.dimension, writtenBy: Math.floor(life.written / 2) + 1, ...next === undefined ? {} : { emptiedBy: next.block + 1 } });
            life = next?.life;
        }
        return stays;
    });
}
