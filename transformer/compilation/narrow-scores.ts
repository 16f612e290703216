import { ExactSums, gridOf, isExact, productOf, sumOf } from './exact-sums.js';
import type { Grid } from './exact-sums.js';
import { combination, dimension } from './linear.js';
import type { Linear } from './linear.js';
import { bosDimension } from './network-plan.js';
import type { Network, ScoreFactor } from './network.js';

/** Products in taking one score apart; with more it stays as it is. */
const mostWork = 8_000_000;

/**
 * Scores with as few factors as they have rank. A number that is added to all scores of a query changes nothing: what a
 * score has for the constant of a key is taken from that of BOS. In the last layer with attention nobody reads what BOS
 * attends to, and no factor is needed for it. Only what float32 computes exactly is changed.
 */
export function withNarrowScores(network: Network, checkpoint: () => void): Network {
    const exact = new ExactSums(network);
    const last = network.heads.reduce((most, { layer }) => Math.max(most, layer), 0);
    return { ...network, heads: network.heads.map(head => {
        const isKnown = head.factors.map(({ query, key, isExact: isFixed = false }) => !isFixed && [query, key].every(linear => { const grid = exact.grid(linear); return grid !== undefined && isExact(grid); }));
        const known = head.factors.filter((_, i) => isKnown[i]);
        const others = head.factors.filter((_, i) => isKnown[i] !== true);
        const factors = narrowed(known, exact, head.layer === last, others.length === 0, checkpoint);
        return factors === undefined ? head : { ...head, factors: [...factors, ...others] };
    }) };
}

/** The constants of a query and of a key stand beside their dimensions. */
const constantIndex = -1;

/** For each term of a query its terms of a key. */
type Score = Map<number, Map<number, number>>;

/**
 * @param isLast whether no factor is needed for what BOS attends to
 * @param isWhole whether these are all factors: beside others that are rounded, scores must not grow
 */
function narrowed(factors: readonly ScoreFactor[], exact: ExactSums, isLast: boolean, isWhole: boolean, checkpoint: () => void): ScoreFactor[] | undefined {
    const wanted = scoreOf(factors, isWhole);
    const score: Score = new Map([...wanted].map(([term, row]) => [term, new Map(row)]));
    const keys = new Set([...score.values()].flatMap(row => [...row.keys()]));
    if (score.size * keys.size * Math.min(score.size, keys.size) > mostWork) {
        return undefined;
    }
    const made: ScoreFactor[] = [];
    if (!isLast) {
        const query = new Map([...score].flatMap(([term, row]) => (row.has(bosDimension) ? [[term, row.get(bosDimension) ?? 0] as const] : [])));
        score.forEach(row => row.delete(bosDimension));
        made.push({ query: linearOf(query), key: dimension(bosDimension), isOfBos: true });
    }
    for (let pivot = pivotOf(score); pivot !== undefined && made.length < factors.length; pivot = pivotOf(score)) {
        checkpoint();
        made.push(takenOut(score, pivot));
    }
    const size = sizeOf(made, exact);
    return made.length < factors.length && size !== undefined && (isWhole || size <= (sizeOf(factors, exact) ?? 0)) && isSame(scoreOf(made, isWhole), wanted) ? made : undefined;
}

/** Takes a factor out of a score, after which the row and the column of the pivot are empty. */
function takenOut(score: Score, { term, key }: { term: number; key: number }): ScoreFactor {
    const row = new Map(score.get(term));
    const most = row.get(key) ?? 1;
    const query = new Map([...score].flatMap(([other, own]) => (own.has(key) ? [[other, (own.get(key) ?? 0) / most] as const] : [])));
    for (const [other, weight] of query) {
        const own = score.get(other);
        row.forEach((value, index) => {
            const left = (own?.get(index) ?? 0) - weight * value;
            if (left === 0) {
                own?.delete(index);
            } else {
                own?.set(index, left);
            }
        });
    }
    return { query: linearOf(query), key: linearOf(row), isOfBos: false };
}

/** Where rows and columns have most in common: elimination there leaves whole numbers whole. */
function pivotOf(score: Score): { term: number; key: number } | undefined {
    let best: { term: number; key: number } | undefined;
    let least = Infinity;
    for (const [term, row] of score) {
        for (const [key, value] of row) {
            if (Math.abs(value) < least) {
                least = Math.abs(value);
                best = { term, key };
            }
        }
    }
    return best;
}

/**
 * All products of a term of a query and one of a key.
 * @param isShifted whether the constant of a key is taken from BOS instead
 */
function scoreOf(factors: readonly ScoreFactor[], isShifted: boolean): Score {
    const score: Score = new Map();
    for (const { query, key } of factors) {
        const ofKey = isShifted ? combination([[{ ...key, constant: 0 }, 1], [dimension(bosDimension), -key.constant]]) : key;
        for (const [term, weight] of termsOf(query)) {
            const row = score.get(term) ?? new Map<number, number>();
            for (const [index, value] of termsOf(ofKey)) {
                const sum = (row.get(index) ?? 0) + weight * value;
                if (sum === 0) {
                    row.delete(index);
                } else {
                    row.set(index, sum);
                }
            }
            score.set(term, row);
        }
    }
    return new Map([...score].filter(([, row]) => row.size > 0));
}

function termsOf({ terms, constant }: Linear): (readonly [number, number])[] {
    return constant === 0 ? [...terms] : [...terms, [constantIndex, constant]];
}

function linearOf(terms: ReadonlyMap<number, number>): Linear {
    return { terms: new Map([...terms].filter(([term]) => term !== constantIndex)), constant: terms.get(constantIndex) ?? 0 };
}

/** How large scores are at the most; undefined where float32 does not compute them exactly. */
function sizeOf(factors: readonly ScoreFactor[], exact: ExactSums): number | undefined {
    let sum: Grid = gridOf([]);
    for (const { query, key } of factors) {
        const ofQuery = exact.grid(query);
        const ofKey = exact.grid(key);
        if (ofQuery === undefined || ofKey === undefined || !isExact(ofQuery) || !isExact(ofKey)) {
            return undefined;
        }
        sum = sumOf(sum, productOf(ofQuery, ofKey));
    }
    return isExact(sum) ? sum.size : undefined;
}

function isSame(a: Score, b: Score): boolean {
    return a.size === b.size && [...a].every(([term, row]) => row.size === b.get(term)?.size && [...row].every(([key, value]) => b.get(term)?.get(key) === value));
}
