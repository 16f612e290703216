import { assumeBos } from '../syntax/assume-bos.js';
import { shortText } from '../values/python-text.js';

/** Names that no program may set anywhere; the last four parse as names but have no value. */
export const alwaysReserved: ReadonlySet<string> = new Set([
    'True', 'False', 'tokens_asis', 'tokens_str', 'tokens_int', 'tokens_float', 'tokens_bool', 'indices', 'out', 'get', 'range', 'zip', 'len'
]);

/** What to say about names that the paper or other languages have and RASP here lacks. */
const foreignNames: Record<string, string> = {
    assume_bos: assumeBos,
    true: 'write `True`',
    false: 'write `False`',
    None: 'RASP has no such value',
    select: '`select(` is one word with its bracket: write `select(keys, queries, ==)` without a space',
    aggregate: '`aggregate(` is one word with its bracket: write `aggregate(selector, values)` without a space',
    range: '`range(` is one word with its bracket: write `range(3)` without a space',
    zip: '`zip(` is one word with its bracket: write `zip(a, b)` without a space',
    len: '`len(` is one word with its bracket: write `len(list)` without a space',
    sum: 'the sum over all positions is `length * average(…)`',
    print: 'a statement shows its value by itself: write `x;`'
};

/** What the library calls what goes by these names elsewhere. */
const otherNames: Readonly<Record<string, string>> = {
    maximum: 'max', minimum: 'min', mean: 'average', avg: 'average', sorted: 'sort', width: 'selector_width', index: 'indices', position: 'indices', positions: 'indices'
};

/** Names longer than this, and names beyond the first so many, are not searched for the nearest one. */
const longestName = 60;
const mostCandidates = 500;

/** Words that begin expressions are names that could have been meant. */
function* withBuiltins(visible: Iterable<string>): Generator<string> {
    yield* ['select(', 'aggregate(', 'range(', 'zip(', 'len(', 'round(', 'indicator('];
    yield* visible;
}

/** The message for a name without a value, with the nearest name that has one. */
export function undefinedMessage(name: string, visible: Iterable<string>): string {
    const foreign = Object.hasOwn(foreignNames, name) ? foreignNames[name] : undefined;
    if (foreign !== undefined) {
        return `there is no \`${name}\` here; ${foreign}`;
    }
    if (name.length > longestName) {
        return `there is no \`${shortText(name)}\` here`;
    }
    const best = Object.hasOwn(otherNames, name) ? otherNames[name] : similarName(name, withBuiltins(visible));
    return `there is no \`${name}\` here${best === undefined ? '' : `; did you mean \`${best}\`?`}`;
}

/** The nearest of the candidates, where one is so near that it may have been meant. */
export function similarName(name: string, candidates: Iterable<string>): string | undefined {
    let best: string | undefined;
    let distance = name.length <= 1 ? 0 : name.length <= 3 ? 2 : 3;
    let left = mostCandidates;
    for (const candidate of candidates) {
        if (left-- <= 0) {
            break;
        }
        const d = Math.abs(candidate.length - name.length) < distance ? editDistance(name, candidate) : distance;
        if (d < distance) {
            best = candidate;
            distance = d;
        }
    }
    return best;
}

/** The candidates, those that are most like a name first. */
export function nearestFirst(name: string, candidates: readonly string[]): string[] {
    const distances = new Map(candidates.slice(0, mostCandidates).map(candidate => [candidate, candidate.length > longestName || name.length > longestName ? Infinity : editDistance(name, candidate)]));
    return [...distances.keys()].sort((a, b) => ((distances.get(a) ?? 0) - (distances.get(b) ?? 0) || 0));
}

function editDistance(a: string, b: string): number {
    let row = Array.from({ length: b.length + 1 }, (_, i) => i);
    for (let i = 1; i <= a.length; i++) {
        const next = [i];
        for (let j = 1; j <= b.length; j++) {
            next.push(Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)));
        }
        row = next;
    }
    return row[b.length] ?? 0;
}
