/** Does something again when it is due: one at a time, and not more often than every so many milliseconds. */
export class Refresher {
    private isAtWork = false;
    private isDue = false;
    private isUrgent = false;
    private last = -Infinity;
    private timer: ReturnType<typeof setTimeout> | undefined;

    constructor(private readonly work: () => Promise<void>, private readonly every = 2_000) {}

    /** What is shown is out of date. */
    due(): void {
        this.isDue = true;
        if (!this.isAtWork && this.timer === undefined) {
            this.timer = setTimeout(() => { this.timer = undefined; this.now(); }, Math.max(0, this.last + this.every - performance.now()));
        }
    }

    /** Somebody waits for it; what is at work already may have been for something else. */
    now(): void {
        this.isDue = this.isUrgent = true;
        if (this.isAtWork) {
            return;
        }
        clearTimeout(this.timer);
        this.timer = undefined;
        this.isAtWork = true;
        this.isDue = this.isUrgent = false;
        this.last = performance.now();
        void this.work().finally(() => {
            this.isAtWork = false;
            if (this.isUrgent) {
                this.now();
            } else if (this.isDue) {
                this.due();
            }
        });
    }
}
