import { cutText, showAtom } from '../program/show-value.js';
import type { Atom } from '../values/atom.js';
import { atomRepr } from '../values/python-text.js';

/** Characters of a constant. */
const longest = 60;

/** A constant as a program writes it. */
export function constantText(value: Atom): string {
    return typeof value === 'string' ? `"${cutText(value, longest)}"` : typeof value === 'bigint' ? showAtom(value) : atomRepr(value);
}
