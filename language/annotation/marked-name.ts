import { isSelector, isSOp } from '../graph/nodes.js';
import { RaspFunction, Shown } from '../program/value.js';
import type { Value } from '../program/value.js';

/** What a name is told apart by. `constant` is an atom, a list or a dict; `variable` is what has no value to tell. */
export const nameTypes = ['sop', 'selector', 'function', 'parameter', 'constant', 'variable'] as const;

/** What else is coloured inside comments, where the grammar sees nothing but a comment. */
export const plainTypes = ['string', 'number', 'keyword'] as const;

export type NameType = typeof nameTypes[number];

/** The deepest layer that is told apart; deeper s-ops and selectors are marked as this one. */
export const deepestLayer = 8;

/** What else is said of a name; the place of each is its bit. */
export const nameModifiers: readonly string[] = ['declaration', 'definition', 'defaultLibrary', ...Array.from({ length: deepestLayer + 1 }, (_, layer) => `layer${layer}`)];

export const modifierBits = { declaration: 1, definition: 2, defaultLibrary: 4, layer0: 8 } as const;

/** A name in a statement, and what it is there. */
export interface MarkedName {
    /** Offsets in the statement's text. */
    readonly start: number;
    readonly end: number;
    readonly type: NameType | typeof plainTypes[number];
    /** Bits, as `nameModifiers` has them. */
    readonly modifiers: number;
}

export interface Mark {
    readonly type: NameType;
    readonly modifiers: number;
}

/** The type of a name with a value. */
export function typeOf(value: Value): NameType {
    return isSOp(value) ? 'sop' : isSelector(value) ? 'selector' : value instanceof RaspFunction ? 'function' : value instanceof Shown ? 'variable' : 'constant';
}

/** The same with the layer of an s-op or selector. */
export function markOf(value: Value): Mark {
    const layer = isSOp(value) || isSelector(value) ? modifierBits.layer0 << Math.min(value.layer, deepestLayer) : 0;
    return { type: typeOf(value), modifiers: layer };
}
