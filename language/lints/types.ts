import { Failure } from '../evaluation/evaluation.js';
import type { ColumnType } from '../evaluation/column.js';
import type { Input } from '../evaluation/input.js';
import type { SOp } from '../graph/nodes.js';
import type { Program } from '../program/program.js';

/** The type of an s-op's values on an input; undefined where it has none. */
export function typeOn(program: Program, node: SOp, input: Input): ColumnType | undefined {
    const column = program.evaluationOn(input).column(node);
    return column instanceof Failure ? undefined : column.type;
}
