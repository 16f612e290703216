import { RaspError } from '../values/error.js';
import { limits, limitText } from '../limits.js';
import { Failure } from '../evaluation/evaluation.js';
import type { Input } from '../evaluation/input.js';
import { Plan } from '../evaluation/plan.js';
import { evaluateTogether } from './evaluate-together.js';
import type { Results } from './evaluate-together.js';
import { readJsonInput } from './json-input.js';
import { compactJson, jsonSize } from './result-json.js';
import type { Target } from './targets.js';

/** What one line of a batch gives: one line of JSON, without its line break. */
export interface LineAnswer {
    readonly json: string;
    readonly failed: boolean;
}

/**
 * Turns lines with an input each into the lines that answer them. Throws nothing but `Cancelled`, and what a bug throws.
 * @yields after each part of the work; at the end it returns an answer for each line
 */
export type AnswerLines = (lines: readonly string[]) => Generator<void, LineAnswer[]>;

/** Characters of answers that are held before they are given. */
const heldAnswers = 1 << 23;

/** Answers each line with the results of the targets on its input, or with why one of them has none. */
export function answerWithResults(targets: readonly Target[]): AnswerLines {
    const keys = targets.map(({ name }, i) => `${i > 0 ? ', ' : '{'}${JSON.stringify(name)}: `);
    const plan = new Plan(targets.map(({ node }) => node));
    const answer = (results: Results): LineAnswer => {
        let json = '';
        for (const [i, result] of results.entries()) {
            if (result instanceof Failure) {
                return { json: errorJson(`${targets[i]?.name ?? ''}: ${result.error.message}`), failed: true };
            }
            json += (keys[i] ?? '') + compactJson(result);
        }
        return { json: targets.length === 0 ? '{}' : `${json}}`, failed: false };
    };
    return function* (lines) {
        const answers = new Array<LineAnswer | undefined>(lines.length);
        for (let start = 0; start < lines.length;) {
            const inputs: Input[] = [];
            const places: number[] = [];
            let size = 0;
            for (; start < lines.length && (size < heldAnswers || inputs.length === 0); start++) {
                const read = readable(targets, lines[start] ?? '');
                if ('json' in read) {
                    answers[start] = read;
                } else {
                    inputs.push(read);
                    places.push(start);
                    size += answerSize(targets, read);
                }
            }
            for (const results of evaluateTogether(plan, inputs)) {
                for (const [i, result] of results) {
                    answers[places[i] ?? 0] = answer(result);
                }
                yield;
            }
        }
        return answers.map(given => given ?? { json: errorJson('this line was not answered'), failed: true });
    };
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

/** The input of a line; or the answer where it has none, or where the answer would be longer than a line may be. */
function readable(targets: readonly Target[], line: string): Input | LineAnswer {
    try {
        const input = readJsonInput(line);
        if (answerSize(targets, input) > limits.batchLine) {
            throw new RaspError('limit', `the results on ${limitText(input.length)} tokens take more than ${limitText(limits.batchLine)} characters, the limit of one line; ask for fewer selectors or give a shorter input`);
        }
        return input;
    } catch (error) {
        if (error instanceof RaspError) {
            return { json: errorJson(error.message), failed: true };
        }
        throw error;
    }
}

function answerSize(targets: readonly Target[], { length }: Input): number {
    return targets.reduce((sum, { node }) => sum + jsonSize(node, length), 0);
}
