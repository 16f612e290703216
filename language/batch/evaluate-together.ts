import { BitMatrix } from '../evaluation/bit-matrix.js';
import type { Column } from '../evaluation/column.js';
import { Failure } from '../evaluation/evaluation.js';
import type { Input } from '../evaluation/input.js';
import { InputBatch } from '../evaluation/input-batch.js';
import type { Plan } from '../evaluation/plan.js';
import { Allowance } from './allowance.js';

/** What each target of a plan gives on one input. */
export type Results = readonly (Column | BitMatrix | Failure)[];

/** Values in a column beyond which more inputs at once bring nothing. */
const mostRows = 4_096;
/** Inputs from this length on are evaluated one by one: without matrices, and with columns long enough. */
const longest = 128;

/**
 * Evaluates a plan on inputs. Those of one length are evaluated together; if one of them fails, its companions are
 * evaluated one by one, so that each input gives what it gives alone.
 * @param checkpoint called before each node that is evaluated; throws `Cancelled` to stop
 * @yields now and then, with the results that have come since, by the index of their inputs
 */
export function* evaluateTogether(plan: Plan, inputs: readonly Input[], checkpoint?: () => void): Generator<ReadonlyMap<number, Results>> {
    const byLength = new Map<number, number[]>();
    inputs.forEach(({ length }, i) => {
        const group = byLength.get(length);
        if (group === undefined) {
            byLength.set(length, [i]);
        } else {
            group.push(i);
        }
    });
    for (const [length, group] of byLength) {
        const most = length > longest ? 1 : Math.max(1, Math.floor(mostRows / length));
        for (let start = 0; start < group.length; start += most) {
            yield evaluateGroup(plan, inputs, group.slice(start, start + most), checkpoint);
        }
    }
}

function evaluateGroup(plan: Plan, inputs: readonly Input[], indices: readonly number[], checkpoint: (() => void) | undefined): Map<number, Results> {
    const members = indices.flatMap(index => {
        const input = inputs[index];
        return input === undefined ? [] : [{ index, input }];
    });
    if (members.length > 1) {
        const batch = new InputBatch(members.map(({ input }) => input));
        const together = plan.runAll(new Allowance(undefined, checkpoint).evaluation(batch));
        if (!(together instanceof Failure)) {
            return new Map(members.map(({ index }, at) => [index, together.map(result => ofInput(result, at, batch.length))]));
        }
    }
    return new Map(members.map(({ index, input }) => [index, evaluateAlone(plan, input, checkpoint)]));
}

/** Evaluates a plan on one input, within an allowance of its own. */
export function evaluateAlone(plan: Plan, input: Input, checkpoint?: () => void): Results {
    return plan.run(new Allowance(undefined, checkpoint).evaluation(input));
}

function ofInput(result: Column | BitMatrix, at: number, length: number): Column | BitMatrix {
    return result instanceof BitMatrix ? result.ofInput(at) : result.slice(at * length, (at + 1) * length);
}
