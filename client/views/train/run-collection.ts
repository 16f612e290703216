import type { RunReport } from '../../../server/protocol/train';
import { nameRuns } from './run-text';
import type { ShownRun } from './shown-run';

/** The trainings that the page knows, in their order, and what the reader has set for each. */
export class RunCollection {
    private readonly runs = new Map<string, RunReport>();
    private readonly slots = new Map<string, number>();
    private readonly hidden = new Set<string>();
    /** The one that is looked at. */
    chosen: string | undefined;

    get isEmpty(): boolean {
        return this.runs.size === 0;
    }

    /** All that there are now; what was set for those that stay is kept. */
    replace(runs: readonly RunReport[]): void {
        this.runs.clear();
        runs.forEach(run => { this.add(run); });
        for (const run of [...this.slots.keys()]) {
            if (!this.runs.has(run)) {
                this.remove(run);
            }
        }
        this.choose();
    }

    /** A training as it stands now. */
    put(run: RunReport): void {
        this.add(run);
        this.choose();
    }

    remove(run: string): void {
        this.runs.delete(run);
        this.slots.delete(run);
        this.hidden.delete(run);
        this.choose();
    }

    setHidden(run: string, isHidden: boolean): void {
        this.hidden[isHidden ? 'add' : 'delete'](run);
    }

    shown(): ShownRun[] {
        return nameRuns([...this.runs.values()]).map(named => ({ ...named, slot: this.slots.get(named.run.run) ?? 0, isHidden: this.hidden.has(named.run.run) }));
    }

    /** A new one gets the first look that no other has. */
    private add(run: RunReport): void {
        this.runs.set(run.run, run);
        if (!this.slots.has(run.run)) {
            const taken = new Set(this.slots.values());
            let slot = 0;
            while (taken.has(slot)) {
                slot++;
            }
            this.slots.set(run.run, slot);
        }
    }

    /** Where the chosen one is gone, the last is looked at. */
    private choose(): void {
        if (this.chosen === undefined || !this.runs.has(this.chosen)) {
            this.chosen = [...this.runs.keys()].at(-1);
        }
    }
}
