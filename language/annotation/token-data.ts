/** What turns one array of numbers into another: at `start`, `deleteCount` numbers make way for `data`. */
export interface Splice {
    readonly start: number;
    readonly deleteCount: number;
    readonly data: readonly number[];
}

/** The one splice between the parts that both arrays begin and end with; undefined when they are equal. */
export function spliceBetween(before: readonly number[], after: readonly number[]): Splice | undefined {
    const shorter = Math.min(before.length, after.length);
    let start = 0;
    while (start < shorter && before[start] === after[start]) {
        start++;
    }
    let end = 0;
    while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) {
        end++;
    }
    const deleteCount = before.length - start - end;
    const data = after.slice(start, after.length - end);
    return deleteCount === 0 && data.length === 0 ? undefined : { start, deleteCount, data };
}
