import type { Tape } from './differentiation/tape.js';
import type { Value } from './differentiation/value.js';
import type { TakeParameter } from './encoder.js';
import type { TrainedParameter } from './encoder-parameters.js';

/** Cuts the list of all parameters into tensors. */
export function parametersFrom(tape: Tape, all: string, parameters: readonly TrainedParameter[]): { readonly take: TakeParameter; readonly taken: readonly Value[] } {
    const { graph } = tape;
    const values = parameters.map(({ name, shape, offset, size }) => {
        const part = graph.node('Slice', [all, graph.ints([offset]), graph.ints([offset + size]), graph.ints([0])], `${name}.flat`);
        return tape.leaf(shape.length === 1 ? part : graph.node('Reshape', [part, graph.ints(shape)], name), shape);
    });
    return { take: takeFrom(new Map(parameters.map(({ name }, i) => [name, values[i]]))), taken: values };
}

/** Gives tensors by the names of their parameters. */
export function takeFrom(values: ReadonlyMap<string, Value | undefined>): TakeParameter {
    return name => {
        const value = values.get(name);
        if (value === undefined) {
            throw new RangeError(`there is no parameter ${name}`);
        }
        return value;
    };
}

/** Lays tensors one after the other, in the order of the list that they were cut from. */
export function flattened(tape: Tape, tensors: readonly string[]): string {
    const lists = tensors.map(name => tape.node('Reshape', [name, tape.graph.ints([-1])]));
    return tape.node('Concat', lists, { axis: 0 });
}
