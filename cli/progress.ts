/** Shows on a terminal how far a batch is. */
export interface Progress {
    /** @param part how much of the whole is done, in the unit of the whole */
    show(done: number, failed: number, part: number): void;
    /** Takes the line away. */
    clear(): void;
}

export const noProgress: Progress = { show: () => undefined, clear: () => undefined };

const interval = 100;
const barWidth = 24;

/**
 * A line that is drawn over itself.
 * @param total the whole, such as the bytes of the input, or undefined when that is not known: then there is no bar
 */
export function progressLine(write: (text: string) => void, total: number | undefined, now: () => number = () => performance.now()): Progress {
    const start = now();
    let last = -Infinity;
    let isShown = false;
    return {
        show(done, failed, part) {
            const time = now();
            if (time - last < interval) {
                return;
            }
            last = time;
            isShown = true;
            write(`\r${progressText({ done, failed, part, total, seconds: (time - start) / 1_000 })}\u001b[K`);
        },
        clear() {
            if (isShown) {
                write('\r\u001b[K');
            }
            isShown = false;
        }
    };
}

/** `████████░░░░  34%  17,000 inputs  5,100/s  2 failed  about 6 s left` */
export function progressText({ done, failed, part, total, seconds }: { done: number; failed: number; part: number; total: number | undefined; seconds: number }): string {
    const parts: string[] = [];
    const share = total === undefined || total === 0 ? undefined : Math.min(1, part / total);
    if (share !== undefined) {
        const full = Math.round(share * barWidth);
        parts.push('█'.repeat(full) + '░'.repeat(barWidth - full), `${String(Math.floor(share * 100)).padStart(3)}%`);
    }
    const count = (n: number): string => Math.round(n).toLocaleString('en-US');
    parts.push(`${count(done)} input${done === 1 ? '' : 's'}`);
    if (seconds > 0 && done > 0) {
        parts.push(`${count(done / seconds)}/s`);
    }
    if (failed > 0) {
        parts.push(`${count(failed)} failed`);
    }
    if (share !== undefined && share > 0.02 && seconds > 2) {
        parts.push(`about ${count(seconds / share - seconds)} s left`);
    }
    return parts.join('  ');
}
