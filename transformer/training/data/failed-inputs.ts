import { limitText } from '../../../language/limits.js';
import type { DatasetOptions } from './dataset-options.js';
import type { FailedInput } from './labeller.js';

/** Inputs that were left out, as the s-op fails on them. */
export interface Skipped {
    readonly count: number;
    readonly first?: FailedInput;
    readonly shortest?: FailedInput;
}

/** Counts inputs on which an s-op fails. */
export class FailureCount {
    private count = 0;
    private first: FailedInput | undefined;
    private shortest: FailedInput | undefined;

    add(failed: FailedInput): void {
        this.first ??= failed;
        this.shortest = this.shortest === undefined || failed.input.length < this.shortest.input.length ? failed : this.shortest;
        this.count++;
    }

    get skipped(): Skipped {
        return { count: this.count, ...(this.first === undefined ? {} : { first: this.first }), ...(this.shortest === undefined ? {} : { shortest: this.shortest }) };
    }
}

/** @param among how many inputs there were, in words */
export function failingText({ name, skipsFailing = false }: Pick<DatasetOptions, 'name' | 'skipsFailing'>, { count, first }: Skipped, among: string): string {
    return `\`${name}\` fails on ${limitText(count)} of ${among}; the first is ${first?.input ?? ''}: ${first?.message ?? ''}${skipsFailing ? '' : '. Such inputs can be skipped'}`;
}
