import type { Pair } from './matrix-model';

const page = 10;

/** Where a key of the keyboard leads from a pair; undefined for keys that do not move. */
export function moved({ query, key }: Pair, pressed: string, isControl: boolean, n: number): Pair | undefined {
    const last = n - 1;
    switch (pressed) {
        case 'ArrowUp': return { query: isControl ? 0 : Math.max(0, query - 1), key };
        case 'ArrowDown': return { query: isControl ? last : Math.min(last, query + 1), key };
        case 'ArrowLeft': return { query, key: isControl ? 0 : Math.max(0, key - 1) };
        case 'ArrowRight': return { query, key: isControl ? last : Math.min(last, key + 1) };
        case 'Home': return { query: isControl ? 0 : query, key: 0 };
        case 'End': return { query: isControl ? last : query, key: last };
        case 'PageUp': return { query: Math.max(0, query - page), key };
        case 'PageDown': return { query: Math.min(last, query + page), key };
        default: return undefined;
    }
}
