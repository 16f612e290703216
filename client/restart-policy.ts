/** Two ends of the server within this time are too many to start it again without being asked. */
export const SHORT_WHILE_MS = 3 * 60 * 1000;

/** Decides whether a server that ended is started again: once, and not again within a short while. */
export class RestartPolicy {
    private lastRestart: number | undefined;

    /** Called when the server ended at `now`; true when it may be started again. */
    mayRestart(now: number): boolean {
        if (this.lastRestart !== undefined && now - this.lastRestart <= SHORT_WHILE_MS) {
            return false;
        }
        this.lastRestart = now;
        return true;
    }

    /** Forgets earlier ends, because the user asked for a start. */
    reset(): void {
        this.lastRestart = undefined;
    }
}
