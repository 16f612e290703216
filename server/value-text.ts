import { BitMatrix } from '../language/evaluation/bit-matrix.js';
import type { Column } from '../language/evaluation/column.js';
import { Failure } from '../language/evaluation/evaluation.js';
import type { Input } from '../language/evaluation/input.js';
import { columnText, matrixLines } from '../language/evaluation/show.js';
import type { GraphNode } from '../language/graph/nodes.js';
import type { Program } from '../language/program/program.js';
import { valueText } from '../language/program/text.js';
import type { Value } from '../language/program/value.js';

export { typeName } from '../language/program/type-name.js';

/** A result in one line: `[1, 1, 2]`, `5×5, 9 selected` or why there is none. */
export function resultLine(result: Column | BitMatrix | Failure, longest: number): string {
    if (result instanceof Failure) {
        return `fails: ${result.error.message}`;
    }
    return result instanceof BitMatrix ? `${result.length}×${result.length}, ${count(result)} selected` : columnText(result, longest);
}

function count(matrix: BitMatrix): number {
    let selected = 0;
    for (let query = 0; query < matrix.length; query++) {
        matrix.forEachInRow(query, () => { selected++; });
    }
    return selected;
}

/** A result in full. */
export function resultText(result: Column | BitMatrix | Failure, input: Input, most = Infinity): string {
    return result instanceof BitMatrix ? matrixLines(result, input, most).join('\n') : resultLine(result, most === Infinity ? Infinity : most * 20);
}

/** The result of a node on an input, from the program's memory where it has it. */
export function evaluate(program: Program, node: GraphNode, input: Input): Column | BitMatrix | Failure {
    return program.evaluationOn(input).result(node);
}

/** A value that is no s-op or selector, cut to a length. */
export function plainText(value: Value, longest: number): string {
    const text = typeof value === 'string' ? `"${value}"` : valueText(value);
    return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
