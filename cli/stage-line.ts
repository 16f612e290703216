import { printable } from './terminal.js';
import type { Terminal } from './terminal.js';

/** A line on a terminal that tells what a command is at, and for how long. It is drawn over itself. */
export interface StageLine {
    /** Tells another stage at once, and the same one now and then. */
    show(stage: string): void;
    /** Takes the line away. */
    clear(): void;
}

const interval = 100;

export function stageLine({ colours, err }: Terminal, subject: string, now: () => number = () => performance.now()): StageLine {
    const start = now();
    let last = -Infinity;
    let shown = '';
    return {
        show(stage) {
            const time = now();
            // Numbers that count up are no other stage.
            const kind = stage.replaceAll(/[\d,]+/g, '');
            if (!colours.err || (kind === shown && time - last < interval)) {
                return;
            }
            last = time;
            shown = kind;
            err(`\r${printable(subject)}: ${stage}…  ${Math.round((time - start) / 1_000)} s\u001b[K`);
        },
        clear() {
            if (shown !== '') {
                err('\r\u001b[K');
            }
            shown = '';
        }
    };
}
