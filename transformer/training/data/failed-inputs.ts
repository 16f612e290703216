import { limitText } from '../../../language/limits.js';
import type { DatasetOptions } from './dataset-options.js';
import type { FailedInput } from './labeller.js';
import type { LengthRange } from './token-source.js';

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
    private kept: LengthRange | undefined;

    add(failed: FailedInput): void {
        this.first ??= failed;
        this.shortest = this.shortest === undefined || failed.input.length < this.shortest.input.length ? failed : this.shortest;
        this.count++;
    }

    /** Takes note of an input on which it does not fail. */
    keep(length: number): void {
        const { least, most } = this.kept ?? { least: length, most: length };
        this.kept = { least: Math.min(least, length), most: Math.max(most, length) };
    }

    /** The lengths of what is left. */
    get remaining(): LengthRange | undefined {
        return this.kept;
    }

    get skipped(): Skipped {
        return { count: this.count, ...(this.first === undefined ? {} : { first: this.first }), ...(this.shortest === undefined ? {} : { shortest: this.shortest }) };
    }
}

/** How many of the inputs that were looked at an s-op fails on. */
export interface Failing {
    readonly count: number;
    readonly examples: number;
    /** The lengths of the inputs on which it does not; missing where it fails on all. */
    readonly remaining?: LengthRange;
}

/** What is left out of a training, to follow the name of the s-op; undefined where nothing is. */
export function leftOutText({ count, examples, remaining }: Failing, { least, most }: LengthRange): string | undefined {
    const isOther = remaining !== undefined && (remaining.least > least || remaining.most < most);
    return count === 0 ? undefined : `fails on ${limitText(count)} of ${limitText(examples)} inputs that were tried; those are left out${isOther ? `: lengths ${remaining.least}..${remaining.most} remain` : ''}`;
}

/** What ends a message where inputs could be left out; who shows it may name the option. */
export const canBeSkipped = '. Such inputs can be skipped';

/** Why there is nothing to learn from. */
export function allFailText(name: string, { count, first }: Skipped): string {
    return `\`${name}\` fails on ${count === 1 ? 'the only input' : `all ${limitText(count)} inputs`} that ${count === 1 ? 'was' : 'were'} tried: nothing can be learned; the first is ${first?.input ?? ''}: ${first?.message ?? ''}`;
}

/** @param among how many inputs there were, in words */
export function failingText({ name, skipsFailing = false }: Pick<DatasetOptions, 'name' | 'skipsFailing'>, { count, first }: Skipped, among: string): string {
    return `\`${name}\` fails on ${limitText(count)} of ${among}; the first is ${first?.input ?? ''}: ${first?.message ?? ''}${skipsFailing ? '' : canBeSkipped}`;
}
