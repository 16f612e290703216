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

const types = new WeakMap<StatementResult, Map<string, string>>();

/**
 * Type and cost of a name that a statement set. Evaluates nothing: values that are not there have no type.
 * @param allowance nodes that may be looked at for the cost; without it there is none
 */
export function summaryOf(program: Program, result: StatementResult, name: string, value: Value, allowance?: Allowance): Summary {
    const type = typeIn(program, result, name, value);
    return allowance !== undefined && (isSOp(value) || isSelector(value)) ? { type, cost: shortCost(value, allowance) } : { type };
}

function typeIn(program: Program, result: StatementResult, name: string, value: Value): string {
    const known = types.get(result);
    const before = known?.get(name);
    if (before !== undefined) {
        return before;
    }
    const column = isSOp(value) ? program.evaluationOn(result.examples['s-op']).peek(value) : undefined;
    const type = typeName(value, column);
    if (column !== undefined || !isSOp(value)) {
        types.set(result, (known ?? new Map<string, string>()).set(name, type));
    }
    return type;
}

/** `s-op<ints> · L2 H1` */
export function summaryText({ type, cost }: Summary): string {
    return cost === undefined ? type : `${type} · ${cost}`;
}
