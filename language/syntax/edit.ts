/** A change of a text: what stands from `start` to `end` becomes `text`. */
export interface Edit {
    readonly start: number;
    readonly end: number;
    readonly text: string;
}

/** The text after edits that do not overlap. Insertions at one place stand in the order in which they are given. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
    const parts: string[] = [];
    let at = 0;
    for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
        parts.push(text.slice(at, edit.start), edit.text);
        at = Math.max(at, edit.end);
    }
    parts.push(text.slice(at));
    return parts.join('');
}

/** Whether two sets of edits touch the same characters or insert at the same place. */
export function doOverlap(a: readonly Edit[], b: readonly Edit[]): boolean {
    return a.some(one => b.some(other => one.start <= other.end && other.start <= one.end));
}
