import type { InspectAnswer, RunReport } from '../../../server/protocol/train';
import { counted } from './numbers';

export type Inspected = Extract<InspectAnswer, { ok: true }>;
export type Target = Inspected['targets'][number];

/** A head of the model, counted from 0. */
export interface HeadPlace {
    readonly layer: number;
    readonly head: number;
}

/** All heads, layer by layer. */
export function headsOf({ nLayers, nHeads }: Pick<Inspected, 'nLayers' | 'nHeads'>): HeadPlace[] {
    return Array.from({ length: nLayers * nHeads }, (_, at) => ({ layer: Math.floor(at / nHeads), head: at % nHeads }));
}

/** What a head gives each query and key of the first input: n times n. */
export function weightsOfHead({ attention }: Pick<Inspected, 'attention'>, { layer, head }: HeadPlace, n: number): Float32Array {
    return (attention[layer] ?? new Float32Array()).slice(head * n * n, (head + 1) * n * n);
}

/** How a head follows a selector on one input, over the queries that select something. */
export interface MatchOnInput {
    /** The mean attention on what is selected. */
    readonly mass: number;
    /** Pearson's, over the cells of these queries; 0 where one of both is the same everywhere. */
    readonly correlation: number;
    /** Whether the selector's rows are the same everywhere, so that a correlation says nothing. */
    readonly isEven: boolean;
    /** Of any cell of these queries. */
    readonly largestDifference: number;
}

/** Undefined where the selector selects nothing. */
export function matchOnInput(target: Float32Array, weights: Float32Array, n: number): MatchOnInput | undefined {
    let [queries, mass, a, t, aa, tt, at, largestDifference] = [0, 0, 0, 0, 0, 0, 0, 0];
    for (let query = 0; query < n; query++) {
        const row = target.subarray(query * n, (query + 1) * n);
        if (row.some(value => value > 0)) {
            queries++;
            row.forEach((wanted, key) => {
                const given = weights[query * n + key] ?? 0;
                mass += wanted > 0 ? given : 0;
                a += given;
                t += wanted;
                aa += given * given;
                tt += wanted * wanted;
                at += given * wanted;
                largestDifference = Math.max(largestDifference, Math.abs(given - wanted));
            });
        }
    }
    if (queries === 0) {
        return undefined;
    }
    const cells = queries * n;
    const [ofAttention, ofTarget] = [aa - a * a / cells, tt - t * t / cells];
    const isEven = ofTarget <= 1e-9 * cells;
    const isFlat = isEven || ofAttention <= 1e-9 * cells;
    return { mass: mass / queries, isEven, largestDifference, correlation: isFlat ? aa + tt - 2 * at <= 1e-9 * cells ? 1 : 0 : (at - a * t / cells) / Math.sqrt(ofAttention * ofTarget) };
}

/** Whether a selector selects all positions wherever it selects any, so that any even head follows it. */
export function selectsAll(weights: Float32Array, n: number): boolean {
    return matchOnInput(weights, weights, n)?.isEven === true;
}

/** The selector to look at first: one that says where to look, before even ones, such as that of length, and those that select nothing. */
export function firstToLookAt(targets: readonly Target[], n: number): number {
    const telling = targets.findIndex(({ weights }) => matchOnInput(weights, weights, n)?.isEven === false);
    return Math.max(0, telling);
}

/** The library's, from which it computes length. */
const everywhere = 'full_s';

/** What is said of a selector that selects all positions; '' of another. */
export function evenNote({ selector, weights }: Target, n: number): string {
    return selectsAll(weights, n) ? ` ${selector} selects all positions${selector === everywhere ? ': the library computes length with it' : ''}.` : '';
}

/** What is said of an input longer than those that a run is trained on; '' of another. */
export function lengthNote({ longest, choices }: Pick<RunReport, 'longest' | 'choices'>, tokens: number): string {
    // BOS stands in front of what was typed.
    return tokens - (choices.bos ? 1 : 0) > longest ? `Longer than the ${counted(longest, 'token')} it was trained on; a saved model takes at most ${longest.toLocaleString('en-US')}.` : '';
}

/** The head to look at for a selector: the one that was told to follow it, else the one that follows it best on this input. */
export function headFor(inspected: Inspected, target: Target, n: number): HeadPlace {
    const correlation = (place: HeadPlace): number => matchOnInput(target.weights, weightsOfHead(inspected, place, n), n)?.correlation ?? -1;
    return target.supervised ?? headsOf(inspected).reduce<{ readonly place: HeadPlace; readonly value: number }>((best, place) => {
        const value = correlation(place);
        return value > best.value ? { place, value } : best;
    }, { place: { layer: 0, head: 0 }, value: -Infinity }).place;
}

export function isSameHead(a: HeadPlace | undefined, b: HeadPlace | undefined): boolean {
    return a?.layer === b?.layer && a?.head === b?.head;
}

/** Heads are counted from 1 where they are shown, as in costs. */
export function headName({ layer, head }: HeadPlace): string {
    return `layer ${layer + 1}, head ${head + 1}`;
}
