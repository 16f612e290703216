/** What an offer is, for its icon. */
export type OfferKind = 's-op' | 'selector' | 'function' | 'constant' | 'name' | 'keyword' | 'operator' | 'key' | 'file' | 'folder';

/** One row of a completion list. */
export interface Offer {
    readonly label: string;
    readonly kind: OfferKind;
    /** Behind the label: a function's parameters. */
    readonly signature?: string;
    /** At the right: the type and the cost, or where it comes from. */
    readonly detail?: string;
    /** What is inserted, when that is not the label. */
    readonly text?: string;
    /** What is inserted where the editor takes snippets. */
    readonly snippet?: string;
    /** What the typed text is compared with, when that is not the label. */
    readonly filter?: string;
    /** Where in the list it stands, smallest first; offers of one rank stand by their order. */
    readonly rank: number;
    /** Index of the statement that set the name; absent for what no statement of the program has set. */
    readonly setBy?: number;
    /** Whether the standard library or the language itself has it, so that there is a text about it. */
    readonly isLibrary?: boolean;
    /** What a function gives, where that is known. */
    readonly gives?: 's-op' | 'selector' | 'other';
}

/** A completion list, and what of the text an accepted row replaces. */
export interface Offers {
    readonly offers: readonly Offer[];
    /** Offsets in the file: from the begin of what is typed to its end, which may be behind the cursor. */
    readonly start: number;
    readonly end: number;
    /** Whether what stands behind the cursor makes way in any case: a string that has its closing quote. */
    readonly isWhole?: boolean;
    /** Whether there is more than is offered. */
    readonly isCut: boolean;
}

/** What the rows of one kind are ordered by: what is nearest comes first, and what every program uses before the rest of the library. */
export const ranks = { key: 0, local: 1, own: 2, below: 3, language: 4, library: 5 } as const;
