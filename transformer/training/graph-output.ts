import type { Dimension } from '../onnx/graph-builder.js';
import type { Tape } from './differentiation/tape.js';

/** Declares a value as an output of the graph. */
export function declareOutput(tape: Tape, value: string, name: string, shape: readonly Dimension[], doc: string): void {
    tape.graph.node('Identity', [value], name);
    tape.graph.output(name, 'float', shape, doc);
}
