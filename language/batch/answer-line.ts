import { RaspError } from '../values/error.js';
import { limits, limitText } from '../limits.js';
import type { Input } from '../evaluation/input.js';
import { Allowance, valueOn } from './allowance.js';
import { readJsonInput } from './json-input.js';
import { compactJson, jsonSize } from './result-json.js';
import type { Target } from './targets.js';

/** What one line of a batch gives: one line of JSON, without its line break. */
export interface LineAnswer {
    readonly json: string;
    readonly failed: boolean;
}

/** Turns a line with an input into the line that answers it. Throws nothing but `Cancelled`. */
export type AnswerLine = (line: string) => LineAnswer;

/** Answers each line with the results of the targets on its input, or with why one of them has none. */
export function answerWithResults(targets: readonly Target[]): AnswerLine {
    const keys = targets.map(({ name }, i) => `${i > 0 ? ', ' : '{'}${JSON.stringify(name)}: `);
    return line => guarded(() => {
        const input = readJsonInput(line);
        refuseIfTooLarge(targets, input);
        const evaluation = new Allowance().evaluation(input);
        let json = '';
        targets.forEach(({ name, node }, i) => {
            try {
                json += (keys[i] ?? '') + compactJson(valueOn(evaluation, node));
            } catch (error) {
                throw error instanceof RaspError ? new RaspError(error.category, `${name}: ${error.message}`) : error;
            }
        });
        return { json: targets.length === 0 ? '{}' : `${json}}`, failed: false };
    });
}

/** Gives what the work gives, or the RASP error that it ends in as `{"error": …}`. */
export function guarded(work: () => LineAnswer): LineAnswer {
    try {
        return work();
    } catch (error) {
        if (error instanceof RaspError) {
            return { json: errorJson(error.message), failed: true };
        }
        throw error;
    }
}

export function errorJson(message: string): string {
    return `{"error": ${JSON.stringify(message)}}`;
}

/** Says so before anything is evaluated when the answer would be longer than a line may be. */
function refuseIfTooLarge(targets: readonly Target[], { length }: Input): void {
    const size = targets.reduce((sum, { node }) => sum + jsonSize(node, length), 0);
    if (size > limits.batchLine) {
        throw new RaspError('limit', `the results on ${limitText(length)} tokens take more than ${limitText(limits.batchLine)} characters, the limit of one line; ask for fewer selectors or give a shorter input`);
    }
}
