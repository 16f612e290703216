import type { JobOption, JobOptions } from '../transformer/training/job-options.js';

/** The options as typed. */
export interface TrainOptions extends JobOptions {
    readonly out: string;
    readonly resume: boolean;
    readonly device: string;
    readonly json: boolean;
}

/** An option as it is typed: `--d-model`. */
export function optionText(option: JobOption): string {
    return `--${option.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`;
}
