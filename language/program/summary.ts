import type { Allowance } from '../cost/cost.js';
import { shortCost } from '../cost/short-cost.js';
import { isSelector, isSOp } from '../graph/nodes.js';
import type { Program } from './program.js';
import type { StatementResult } from './session.js';
import { typeName } from './type-name.js';
import type { Value } from './value.js';

/** What lists and hints say of a name. */
export interface Summary {
    /** `s-op<ints>`, `selector`, `int` */
    readonly type: string;
    /** `L2 H1`; absent for what is neither an s-op nor a selector, and for what takes too long to count. */
    readonly cost?: string | undefined;
}

const known = new WeakMap<StatementResult, Map<string, Summary>>();

/**
 * Type and cost of a name that a statement set. Evaluates nothing: values that are not there have no type.
 * @param allowance nodes that may be looked at for the cost
 */
export function summaryOf(program: Program, result: StatementResult, name: string, value: Value, allowance: Allowance): Summary {
    const ofResult = known.get(result);
    const before = ofResult?.get(name);
    if (before !== undefined) {
        return before;
    }
    const column = isSOp(value) ? program.evaluationOn(result.examples['s-op']).peek(value) : undefined;
    const isNode = isSOp(value) || isSelector(value);
    const summary: Summary = { type: typeName(value, column), cost: isNode ? shortCost(value, allowance) : undefined };
    if (!isNode || (summary.cost !== undefined && (column !== undefined || isSelector(value)))) {
        known.set(result, (ofResult ?? new Map<string, Summary>()).set(name, summary));
    }
    return summary;
}

/** `s-op<ints> · L2 H1` */
export function summaryText({ type, cost }: Summary): string {
    return cost === undefined ? type : `${type} · ${cost}`;
}
