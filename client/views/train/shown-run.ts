import type { RunReport } from '../../../server/protocol/train';

/** A run as the page shows it. */
export interface ShownRun {
    readonly run: RunReport;
    readonly name: string;
    readonly differing: string;
    /** Its place, which gives its line a look; it stays when others are removed. */
    readonly slot: number;
    /** Left out of the charts. */
    readonly isHidden: boolean;
}
