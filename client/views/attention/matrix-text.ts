import { quoted } from './label-text';
import { weightAt } from './matrix-model';
import type { MatrixMode, MatrixShown, Pair, Weights } from './matrix-model';

/** A weight to three places: `1`, `0.333`, `<0.001`; of a difference with its sign. */
export function weightText(weight: number, isDifference = false): string {
    const size = Math.abs(weight);
    const text = size === 0 ? '0' : size < 0.0005 ? '<0.001' : String(Number(size.toFixed(3)));
    return !isDifference || size === 0 ? text : `${weight < 0 ? '−' : '+'}${text}`;
}

/** A weight as short as a cell needs it: nothing for what rounds to 0, else `1`, `.33`, `+.5`. */
export function cellText(weight: number, isDifference: boolean): string {
    const size = Math.abs(weight);
    if (size < 0.005) {
        return '';
    }
    const text = String(Number(size.toFixed(2))).replace(/^0/, '');
    return isDifference ? `${weight < 0 ? '−' : '+'}${text}` : text;
}

/** How many characters the longest of the matrix's cell texts has. */
export function cellTextColumns({ isBinary, isDifference }: Weights): number {
    return (isBinary ? 1 : 3) + (isDifference ? 1 : 0);
}

/** `query 3 "l" looks at key 2 "l": selected`. */
export function pairSentence(shown: MatrixShown, weights: Weights, mode: MatrixMode, pair: Pair): string {
    const query = positionText('query', pair.query, shown.tokens, shown.queriesTitle, shown.queryValues);
    const key = positionText('key', pair.key, shown.tokens, shown.keysTitle, shown.keyValues);
    return `${query} looks at ${key}: ${outcome(shown, weights, mode, pair)}`;
}

function positionText(role: string, position: number, tokens: readonly string[], title: string, values: readonly string[] | undefined): string {
    const token = tokens[position];
    const value = values?.[position];
    return `${role} ${position}${token === undefined ? '' : ` ${quoted(token)}`}${value === undefined ? '' : ` (${title === '' ? value : `${title} = ${value}`})`}`;
}

function outcome({ source, other, isFree }: MatrixShown, weights: Weights, mode: MatrixMode, pair: Pair): string {
    const weight = weightAt(weights, pair);
    if (mode !== 'difference' || other === undefined) {
        return weights.isBinary ? (weight > 0 ? 'selected' : 'not selected') : `weight ${weightText(weight)}`;
    }
    if (isFree?.(pair.query) === true) {
        return `${source.label} selects nothing here, ${other.label} ${weightText(other.weight(pair.query, pair.key))}: not compared`;
    }
    if (weights.isBinary) {
        return weight > 0 ? `only in ${other.label}` : weight < 0 ? `only in ${source.label}` : source.weight(pair.query, pair.key) > 0 ? 'in both' : 'in neither';
    }
    const second = other.weight(pair.query, pair.key);
    const first = other.isBinary ? source.weight(pair.query, pair.key) : second - weight;
    return `${source.label} ${weightText(clean(first))}, ${other.label} ${weightText(other.isBinary ? clean(first + weight) : second)}, difference ${weightText(weight, true)}`;
}

/** The matrix holds 32 bits, so that a sum with it can miss 0 by an error of rounding. */
function clean(weight: number): number {
    return Math.abs(weight) < 1e-6 ? 0 : weight;
}

/** What a screen reader says of the whole matrix. */
export function matrixLabel({ queriesTitle, keysTitle, source, other }: MatrixShown, { n, isDifference }: Weights, mode: MatrixMode): string {
    const what = isDifference && other !== undefined ? `${other.label} less ${source.label}` : (mode === 'second' && other !== undefined ? other : source).label;
    return `${what}: ${n} ${n === 1 ? 'query' : 'queries'} by ${n} ${n === 1 ? 'key' : 'keys'}${queriesTitle === '' ? '' : `, queries ${queriesTitle}`}${keysTitle === '' ? '' : `, keys ${keysTitle}`}`;
}
