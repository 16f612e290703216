import { Random } from './random.ts';

export interface Place {
    readonly line: number;
    readonly character: number;
}

/** A place where one character is typed over and over: a digit is replaced by another, or a space comes and goes. */
export interface EditPlace extends Place {
    readonly kind: 'digit' | 'space';
}

/** Where in the file an edit is made. */
export type Where = 'start' | 'middle' | 'end';

export const everywhere: readonly Where[] = ['start', 'middle', 'end'];

const parts: Record<Where, number> = { start: 0, middle: 0.5, end: 1 };

/** A digit that can be any other from 1 to 9: an addend, a divisor, a bound, a value. */
const digitPattern = /^[^#"]*(?:[-+*/%<>=]|else) \(?(?=[1-9]\b)/;
const spacePattern = /^\w+ =(?= )/;

/**
 * The place nearest to a part of the file where a top-level statement can be edited: a digit, so that the values
 * behind it change as well, or else the space behind its `=`.
 */
export function editPlace(text: string, where: Where): EditPlace {
    const lines = text.split('\n');
    const goal = parts[where] * (lines.length - 1);
    const nearest = (pattern: RegExp, within: number): Place | undefined => lines
        .map((line, at) => ({ line: at, character: /^\s/.test(line) ? 0 : pattern.exec(line)?.[0].length ?? 0 }))
        .filter(({ line, character }) => character > 0 && Math.abs(line - goal) <= within)
        .reduce<Place | undefined>((best, place) => (best === undefined || Math.abs(place.line - goal) < Math.abs(best.line - goal) ? place : best), undefined);
    const digit = nearest(digitPattern, lines.length / 10);
    const space = nearest(spacePattern, Infinity);
    if (digit !== undefined) {
        return { ...digit, kind: 'digit' };
    }
    if (space === undefined) {
        throw new Error('this program has no statement that can be edited');
    }
    return { ...space, kind: 'space' };
}

/** The text that the edit with this number puts in, and how many characters it replaces. */
export function editStep({ kind }: EditPlace, number: number): { text: string; replaced: number } {
    if (kind === 'digit') {
        return { text: `${1 + number * 2 % 9}`, replaced: 1 };
    }
    return number % 2 === 0 ? { text: ' ', replaced: 0 } : { text: '', replaced: 1 };
}

/** Places of names in a file, chosen at random but the same for the same seed. */
export function namePlaces(text: string, count: number, seed = 7): Place[] {
    const random = new Random(seed);
    const places: Place[] = [];
    for (const [line, content] of text.split('\n').entries()) {
        for (const { index } of content.replace(/#.*|"[^"]*"/g, covered => ' '.repeat(covered.length)).matchAll(/[A-Za-z_]\w*/g)) {
            places.push({ line, character: index });
        }
    }
    return Array.from({ length: count }, () => random.pick(places));
}
