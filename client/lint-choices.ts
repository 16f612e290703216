/** A lint in a list to pick from. */
export interface Lint {
    /** Its id. */
    readonly label: string;
    readonly detail: string;
}

/** A mark in the text, as the editor keeps it. */
interface Mark {
    readonly source?: string | undefined;
    readonly code?: string | number | { readonly value: string | number } | undefined;
}

/** The lints that some marks are of, each once. */
export function lintsAt(marks: readonly Mark[], lints: readonly Lint[]): Lint[] {
    const codes = new Set(marks.filter(({ source }) => source === 'rasp').map(({ code }) => (typeof code === 'object' ? code.value : code)));
    return lints.filter(({ label }) => codes.has(label));
}
