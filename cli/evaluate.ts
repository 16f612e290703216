import type { BitMatrix } from '../language/evaluation/bit-matrix.js';
import type { Column } from '../language/evaluation/column.js';
import { Failure } from '../language/evaluation/evaluation.js';
import type { Input } from '../language/evaluation/input.js';
import type { GraphNode } from '../language/graph/nodes.js';
import type { Program } from '../language/program/program.js';
import { RaspError } from '../language/values/error.js';

/** Gives the values of s-ops and selectors on an input; throws the RaspError of one that has none there. */
export function evaluateOn(program: Program, input: Input): (node: GraphNode) => Column | BitMatrix {
    return node => {
        const result = program.evaluationOn(input).result(node);
        if (result instanceof Failure) {
            throw result.error;
        }
        return result;
    };
}

/** The message of a RASP error; any other error is a bug and goes on its way. */
export function messageOf(error: unknown): string {
    if (error instanceof RaspError) {
        return error.message;
    }
    throw error;
}
