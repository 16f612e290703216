import { isSelected } from './scene.js';
import type { FlowHead } from './scene.js';

/** A square of attention, whoever attends: a selector of a program, or a head of a trained transformer. */
export interface AttentionSource {
    readonly label: string;
    /** Positions. */
    readonly size: number;
    /** From 0 to 1; in a difference from -1 to 1. */
    weight(query: number, key: number): number;
}

/** A head of a program: 1 where it selects. */
export function selectorSource(head: FlowHead): AttentionSource {
    const { name, rows } = head;
    return { label: name, size: rows.length, weight: (query, key) => (isSelected(rows[query] ?? '', key) ? 1 : 0) };
}

/** What a head of a program attends to where attention is spread evenly over what is selected: comparable to a softmax. */
export function averagingSource(head: FlowHead): AttentionSource {
    const { label, size, weight } = selectorSource(head);
    const counts = head.rows.map(row => [...row].reduce((count, digit) => count + (ones[Number.parseInt(digit, 16)] ?? 0), 0));
    return { label, size, weight: (query, key) => weight(query, key) / Math.max(1, counts[query] ?? 0) };
}

/** How much more the first attends than the second, from -1 to 1. */
export function differenceSource(first: AttentionSource, second: AttentionSource): AttentionSource {
    return {
        label: `${first.label} − ${second.label}`,
        size: Math.max(first.size, second.size),
        weight: (query, key) => first.weight(query, key) - second.weight(query, key)
    };
}

/** Bits set in each hex digit. */
const ones = [0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4];
