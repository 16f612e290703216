import type { RunReport } from '../protocol/train.js';

/** Milliseconds between two reports of one training. */
const pause = 250;

/** Tells how trainings stand, each a few times a second at most, and always how it stands at last. */
export class ToldReports {
    private readonly waiting = new Map<string, { latest: RunReport | undefined; readonly timer: NodeJS.Timeout }>();

    constructor(private readonly send: (report: RunReport) => void) { }

    tell(report: RunReport): void {
        const waiting = this.waiting.get(report.run);
        if (waiting !== undefined) {
            waiting.latest = report;
            return;
        }
        this.send(report);
        this.wait(report.run);
    }

    /** A training that is gone is not told of any more. */
    forget(run: string): void {
        clearTimeout(this.waiting.get(run)?.timer);
        this.waiting.delete(run);
    }

    private wait(run: string): void {
        const timer = setTimeout(() => {
            const latest = this.waiting.get(run)?.latest;
            this.waiting.delete(run);
            if (latest !== undefined) {
                this.send(latest);
                this.wait(run);
            }
        }, pause);
        this.waiting.set(run, { latest: undefined, timer });
    }
}
