import type { CompileOptions } from '../compilation/compile.js';
import { inputCount, mostExhaustive } from '../compilation/verify.js';

/** What a compilation is at, as people are told. */
export type CompileStage = 'finding values' | 'making weights';

/**
 * The same options, telling which stage is reached: the first name is asked for when the values are known.
 * @param tell called at once with the first stage
 */
export function tellingStages(options: CompileOptions, tell: (stage: CompileStage) => void): CompileOptions {
    let isNamed = false;
    tell('finding values');
    return {
        ...options,
        names(node) {
            if (!isNamed) {
                isNamed = true;
                tell('making weights');
            }
            return options.names?.(node);
        }
    };
}

/** Tokens of which each is tried alone, and all the way to the longest input. */
const mostTriedAlone = 64;

/** How many inputs a verification tries: all that there are where they are few, else `count` and the edge cases. */
export function inputsToVerify(tokens: number, maxLength: number, count: number): number {
    const all = inputCount(tokens, maxLength);
    return all <= mostExhaustive ? all : count + 2 * Math.min(tokens, mostTriedAlone);
}

/** `verified 640 of 1,010 inputs`. */
export function verifiedText(done: number, total: number): string {
    return `verified ${done.toLocaleString('en-US')} of ${total.toLocaleString('en-US')} input${total === 1 ? '' : 's'}`;
}
