import type { Attributes, GraphBuilder } from '../../onnx/graph-builder.js';
import { sameShape } from './value.js';
import type { Shape, Value } from './value.js';

/** Makes a gradient that is added to what is there already, if anything is. */
type Contribution = (soFar: string | undefined) => string;

interface Step {
    readonly output: Value;
    readonly backward: (gradient: string) => void;
}

/**
 * Reverse-mode differentiation over a graph that is being built: operations add their nodes and note how a gradient of
 * their output becomes gradients of their inputs; `gradients` then adds the nodes of the backward pass.
 */
export class Tape {
    private readonly steps: Step[] = [];
    private readonly sums = new Map<string, string>();
    private readonly sizes = new Map<string, string>();
    private readonly shapes = new Map<string, string>();
    private readonly values = new Set<string>();
    private readonly names = new Map<string, number>();
    private prefix = '';

    constructor(readonly graph: GraphBuilder) { }

    /** Names the nodes that `build` adds. */
    within<T>(prefix: string, build: () => T): T {
        const outer = this.prefix;
        this.prefix = `${prefix}.`;
        try {
            return build();
        } finally {
            this.prefix = outer;
        }
    }

    /** Adds a node, and gives its output a name of its own. */
    node(operator: string, inputs: readonly string[], attributes: Attributes = {}): string {
        return this.graph.node(operator, inputs, this.fresh(operator), attributes);
    }

    /** A name that no node has. */
    fresh(word: string): string {
        const base = `${this.prefix}${word}`;
        const count = (this.names.get(base) ?? 0) + 1;
        this.names.set(base, count);
        return count === 1 ? base : `${base}.${count}`;
    }

    /** A tensor by which one may differentiate. */
    leaf(name: string, shape: Shape): Value {
        return this.value(name, shape, true);
    }

    /** A tensor that is taken as it is. */
    given(name: string, shape: Shape): Value {
        return this.value(name, shape, false);
    }

    /** The output of an operation on these inputs; `backward` is called if there is a gradient to hand on. */
    result(name: string, shape: Shape, inputs: readonly Value[], backward: (gradient: string) => void): Value {
        const output = this.value(name, shape, inputs.some(({ tracked }) => tracked));
        if (output.tracked) {
            this.steps.push({ output, backward });
        }
        return output;
    }

    /** Within `backward`: adds to the gradient of an input. Nothing is computed for inputs that do not need one. */
    contribute(input: Value, gradient: () => string): void {
        this.contributeInto(input, soFar => {
            const own = gradient();
            return soFar === undefined ? own : this.node('Add', [soFar, own]);
        });
    }

    /** As `contribute`, for operators that can add by themselves. */
    contributeInto(input: Value, contribution: Contribution): void {
        if (input.tracked) {
            this.sums.set(input.name, contribution(this.sums.get(input.name)));
        }
    }

    /**
     * Adds the backward pass.
     * @param loss a single number
     * @returns for each of `by` the derivative of the loss, in its shape
     * @throws RangeError where the loss does not depend on one of them
     */
    gradients(loss: Value, by: readonly Value[]): string[] {
        if (!sameShape(loss.shape, [])) {
            throw new RangeError(`a loss is a single number, not [${loss.shape.join(', ')}]`);
        }
        this.sums.clear();
        this.sums.set(loss.name, this.graph.float(1));
        this.within('gradient', () => {
            for (const { output, backward } of this.steps.toReversed()) {
                const gradient = this.sums.get(output.name);
                if (gradient !== undefined) {
                    backward(gradient);
                }
            }
        });
        return by.map(({ name }) => {
            const gradient = this.sums.get(name);
            if (gradient === undefined) {
                throw new RangeError(`the loss does not depend on ${name}`);
            }
            return gradient;
        });
    }

    /** Tells the size of a named dimension: a list of one int64. */
    size(dimension: string, value: string): void {
        this.sizes.set(dimension, value);
    }

    /** A shape as `Reshape` and `Expand` take it. */
    shapeTensor(shape: Shape): string {
        const key = shape.join(',');
        const known = this.shapes.get(key);
        if (known !== undefined) {
            return known;
        }
        const tensor = shape.every(size => typeof size === 'number')
            ? this.graph.ints(shape)
            : this.graph.node('Concat', shape.map(size => (typeof size === 'number' ? this.graph.ints([size]) : this.sizeTensor(size))), `shape.[${key}]`, { axis: 0 });
        this.shapes.set(key, tensor);
        return tensor;
    }

    /** `Reshape`, with a shape that is computed only where it must be. */
    reshaped(name: string, shape: Shape): string {
        const named = shape.filter(size => typeof size === 'string').length;
        return this.node('Reshape', [name, named > 1 ? this.shapeTensor(shape) : this.graph.ints(shape.map(size => (typeof size === 'number' ? size : -1)))]);
    }

    /** The size of a dimension that inputs decide, as a list of one int64. */
    sizeTensor(dimension: string): string {
        const known = this.sizes.get(dimension);
        if (known !== undefined) {
            return known;
        }
        const factors = dimension.split('*');
        if (factors.length === 1) {
            throw new RangeError(`nothing tells the size of ${dimension}`);
        }
        const product = factors.map(factor => (/^\d+$/.test(factor) ? this.graph.ints([Number(factor)]) : this.sizeTensor(factor)))
            .reduce((left, right) => this.node('Mul', [left, right]));
        this.sizes.set(dimension, product);
        return product;
    }

    private value(name: string, shape: Shape, tracked: boolean): Value {
        if (this.values.has(name)) {
            throw new RangeError(`${name} is there already`);
        }
        this.values.add(name);
        return { name, shape, tracked };
    }
}
