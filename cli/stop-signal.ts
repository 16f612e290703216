/** Tells one who waits that the user asks to stop. */
export class StopSignal {
    private code: number | undefined;
    private wake: ((exitCode: number) => void) | undefined;

    /** @param exitCode what the command ends with */
    stop(exitCode: number): void {
        this.code ??= exitCode;
        this.wake?.(this.code);
    }

    /**
     * What the work gives, or the exit code when the user asks to stop first. One at a time may wait.
     * (`Promise.race` with a promise that lasts would hold every result for as long.)
     */
    orStop<T>(work: Promise<T>): Promise<T | number> {
        return new Promise((resolve, reject) => {
            this.wake = resolve;
            work.then(resolve, reject);
            if (this.code !== undefined) {
                resolve(this.code);
            }
        });
    }
}
