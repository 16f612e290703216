/** A part as a percentage, rounded down: never 100% of what is not all right. */
export function percent(part: number): string {
    // 0.57 * 10,000 is a little less than 5,700.
    return `${(Math.floor(part * 10_000 + 1e-9) / 100).toFixed(2)}%`;
}
