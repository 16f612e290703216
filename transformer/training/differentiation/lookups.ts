import type { Tape } from './tape.js';
import type { Dimension } from '../../onnx/graph-builder.js';
import type { Value } from './value.js';

/** The rows of a table of [entries, width] at these ids, int64 [count]. */
export function rowsAt(tape: Tape, table: Value, ids: string, count: Dimension): Value {
    const [entries, width] = table.shape;
    if (typeof entries !== 'number' || width === undefined) {
        throw new RangeError(`[${table.shape.join(', ')}] is no table of rows`);
    }
    return tape.result(tape.node('Gather', [table.name, ids], { axis: 0 }), [count, width], [table], gradient => {
        // A product is quick everywhere; scattering is neither deterministic nor offered by every device.
        tape.contributeInto(table, soFar => tape.node('Gemm', [oneHot(tape, ids, entries), gradient, ...(soFar === undefined ? [] : [soFar])], { transA: 1 }));
    });
}

/** The first `count` rows of a table of [entries, width]. */
export function firstRows(tape: Tape, table: Value, count: string): Value {
    const [entries, width] = table.shape;
    if (typeof entries !== 'number' || width === undefined) {
        throw new RangeError(`[${table.shape.join(', ')}] is no table of rows`);
    }
    const size = tape.sizeTensor(count);
    const zero = tape.graph.ints([0]);
    return tape.result(tape.node('Slice', [table.name, zero, size, zero]), [count, width], [table], gradient => {
        tape.contribute(table, () => {
            const rest = tape.node('Sub', [tape.graph.ints([entries]), size]);
            const room = tape.node('Concat', [tape.graph.ints([0, 0]), rest, zero], { axis: 0 });
            return tape.node('Pad', [gradient, room]);
        });
    });
}

/** For each id, int64 [count], a row of [count, entries] that is 1 at the id. */
export function oneHot(tape: Tape, ids: string, entries: number): string {
    // Compared as floats: few devices compare int64.
    const column = tape.node('Unsqueeze', [tape.node('Cast', [ids], { to: floatType }), tape.graph.ints([1])]);
    const equal = tape.node('Equal', [column, tape.graph.sequence(entries)]);
    return tape.node('Cast', [equal], { to: floatType });
}

const floatType = 1;
