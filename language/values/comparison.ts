import { Float, kindOf, numeric } from './atom.js';
import type { Atom } from './atom.js';
import { RaspError } from './error.js';

export type ComparisonOperator = '==' | '!=' | '<' | '>' | '<=' | '>=';

/** Python's `==` on atoms: numbers by value whatever their type, unlike types are never equal. */
export function equalAtoms(a: Atom, b: Atom): boolean {
    if (typeof a === typeof b && !(a instanceof Float)) {
        return a === b;
    }
    if (typeof a === 'string' || typeof b === 'string') {
        return false;
    }
    const x = numeric(a);
    const y = numeric(b);
    return x <= y && x >= y;
}

/** Negative, zero or positive as `a` sorts before, with or after `b`, by code point. */
export function compareStrings(a: string, b: string): number {
    const end = Math.min(a.length, b.length);
    for (let i = 0; i < end; i++) {
        const x = a.charCodeAt(i);
        const y = b.charCodeAt(i);
        if (x !== y) {
            // Surrogates stand for code points above every single unit, but are not above 0xE000..0xFFFF.
            return (isSurrogate(x) ? x + 0x10000 : x) - (isSurrogate(y) ? y + 0x10000 : y);
        }
    }
    return a.length - b.length;
}

function isSurrogate(unit: number): boolean {
    return unit >= 0xd800 && unit <= 0xdfff;
}

/**
 * Python's comparison of two atoms.
 * @throws RaspError `type` when a string is ordered against a number.
 */
export function compareAtoms(a: Atom, operator: ComparisonOperator, b: Atom): boolean {
    if (operator === '==') {
        return equalAtoms(a, b);
    }
    if (operator === '!=') {
        return !equalAtoms(a, b);
    }
    if (typeof a === 'string' || typeof b === 'string') {
        if (typeof a === 'string' && typeof b === 'string') {
            return holds(compareStrings(a, b), operator);
        }
        throw new RaspError('type', `\`${operator}\` cannot order ${kindOf(a)} and ${kindOf(b)}`);
    }
    const x = numeric(a);
    const y = numeric(b);
    switch (operator) {
        case '<': return x < y;
        case '>': return x > y;
        case '<=': return x <= y;
        case '>=': return x >= y;
    }
}

function holds(order: number, operator: '<' | '>' | '<=' | '>='): boolean {
    switch (operator) {
        case '<': return order < 0;
        case '>': return order > 0;
        case '<=': return order <= 0;
        case '>=': return order >= 0;
    }
}
