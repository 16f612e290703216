import type { Input } from '../evaluation/input.js';
import { isSOp } from '../graph/nodes.js';
import type { SOp } from '../graph/nodes.js';
import { toInput } from '../program/evaluate-expression.js';
import type { Session } from '../program/session.js';
import { isName, isParenthesized } from '../syntax/generated/ast.js';
import type { Draw, Expression } from '../syntax/generated/ast.js';

/** What a `draw` statement that has run draws. */
export interface Drawn {
    readonly sop: SOp;
    readonly input: Input;
    /** The name that it is given by, if by one. */
    readonly name: string | undefined;
}

export function drawnBy(session: Session, { expression, input }: Draw): Drawn | undefined {
    const sop = session.valueOf(expression);
    const given = input === undefined ? undefined : session.valueOf(input);
    return isSOp(sop) ? { sop, input: given === undefined ? session.examples['s-op'] : toInput(given), name: variableOf(expression) } : undefined;
}

/** The variable that an expression is, perhaps in brackets. */
export function variableOf(expression: Expression): string | undefined {
    let inner = expression;
    while (isParenthesized(inner)) {
        inner = inner.expression;
    }
    return isName(inner) ? inner.name : undefined;
}
