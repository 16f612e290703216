import type { SchedulePolicy } from '../language/cost/schedule.js';

/** The switches and values of `rasp draw`. */
export interface DrawOptions {
    readonly input?: string;
    readonly output?: string;
    readonly format?: string;
    readonly attention?: boolean;
    readonly schedule: string;
    readonly shared?: boolean;
    readonly open?: boolean;
    readonly fold?: boolean;
    readonly upTo?: number;
    readonly scale: number;
}

/** How schedules are called on the command line. */
export const schedules: Readonly<Record<string, SchedulePolicy>> = { 'early': 'early', 'late': 'late', 'fewest-heads': 'fewest heads' };
