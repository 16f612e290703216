import { Failure } from '../../../language/evaluation/evaluation';
import { Input } from '../../../language/evaluation/input';
import type { GraphNode, Selector } from '../../../language/graph/nodes';
import { isSelector } from '../../../language/graph/nodes';
import { attentionOf } from '../../../language/insight/attention';
import { atLeast, atMost } from '../../../language/insight/pair-count';
import type { Program } from '../../../language/program/program';

/** All words of an alphabet, from one letter to `longest`. */
export function words(alphabet: string, longest: number): string[] {
    const found = [...alphabet];
    for (const word of found) {
        if (word.length < longest) {
            found.push(...[...alphabet].map(letter => word + letter));
        }
    }
    return found;
}

/** The selected pairs on an input, as [key, query]; undefined where the selector fails. */
export function selectedPairs(program: Program, selector: Selector, word: string): [number, number][] | undefined {
    const matrix = program.evaluationOn(Input.ofString(word)).matrix(selector);
    if (matrix instanceof Failure) {
        return undefined;
    }
    const found: [number, number][] = [];
    for (let query = 0; query < matrix.length; query++) {
        matrix.forEachInRow(query, key => { found.push([key, query]); });
    }
    return found;
}

/** What an analysis claims wrongly about a selector, on these inputs. */
export function wrongClaims(program: Program, node: GraphNode | undefined, inputs: readonly string[]): string[] {
    if (!isSelector(node)) {
        throw new Error('no selector');
    }
    const { reach, kind, isExact } = attentionOf(node);
    const wrong: string[] = [];
    const keysByLength = new Map<number, Set<number>>();
    const queriesByLength = new Map<number, Set<number>>();
    const patternByLength = new Map<number, string>();
    for (const word of inputs) {
        const pairs = selectedPairs(program, node, word);
        if (pairs === undefined) {
            continue;
        }
        const n = word.length;
        const claim = (isTrue: boolean, what: string): void => {
            if (!isTrue) {
                wrong.push(`${what} on ${word}: ${JSON.stringify(pairs)}`);
            }
        };
        const most = (side: 0 | 1): number => Math.max(0, ...Array.from({ length: n }, (_, i) => pairs.filter(pair => pair[side] === i).length));
        const rows = Array.from({ length: n }, (_, query) => pairs.filter(pair => pair[1] === query).map(([key]) => key).join());
        const inBand = (key: number, query: number): boolean => reach.low <= key - query && key - query <= reach.high;
        claim(pairs.length <= atMost(reach.upper, n), `at most ${atMost(reach.upper, n)}`);
        claim(pairs.length >= atLeast(reach.lower, n), `at least ${atLeast(reach.lower, n)}`);
        claim(!isExact || n < Math.max(reach.upper.from, reach.lower.from) || pairs.length === atMost(reach.upper, n), 'exact');
        claim(pairs.every(([key, query]) => inBand(key, query)), `distance ${reach.low} to ${reach.high}`);
        claim(!reach.isBand || rows.every((row, query) => row === [...rows.keys()].filter(key => inBand(key, query)).join()), 'whole band');
        claim(most(1) <= reach.keysPerQuery, `${reach.keysPerQuery} keys a query`);
        claim(most(0) <= reach.queriesPerKey, `${reach.queriesPerKey} queries a key`);
        claim(!reach.isUniform || rows.every(row => row === rows[0]), 'uniform');
        claim(!reach.isAsymmetric || !pairs.some(([key, query]) => pairs.some(pair => pair[0] === query && pair[1] === key)), 'asymmetric');
        const pattern = rows.join(';');
        claim(!reach.isPositional || (patternByLength.get(n) ?? pattern) === pattern, 'positional');
        patternByLength.set(n, pattern);
        for (const [side, byLength, bound] of [[0, keysByLength, reach.keyPositions], [1, queriesByLength, reach.queryPositions]] as const) {
            const seen = byLength.get(n) ?? new Set();
            byLength.set(n, seen);
            pairs.forEach(pair => seen.add(pair[side]));
            claim(seen.size <= bound, `${bound} ${side === 0 ? 'keys' : 'queries'} in all`);
        }
        claim(kind !== 'none' || pairs.length === 0, 'none');
    }
    return wrong;
}

/** The most pairs that a selector selects on inputs of one length. */
export function mostPairs(program: Program, selector: Selector, inputs: readonly string[], n: number): number {
    return Math.max(...inputs.filter(word => word.length === n).map(word => selectedPairs(program, selector, word)?.length ?? 0));
}
