import type { Atom } from '../values/atom.js';
import { Cancelled, RaspError } from '../values/error.js';
import { dependencies } from '../graph/nodes.js';
import type { ElementwiseSOp, GraphNode, Selector, SOp } from '../graph/nodes.js';
import { aggregate, selectMatrix } from './attend.js';
import type { BitMatrix } from './bit-matrix.js';
import { column } from './column.js';
import type { Column } from './column.js';
import { elementwiseFunction } from './elementwise.js';
import type { Input } from './input.js';
import { readInput } from './read-input.js';

/** An evaluation that has no value: the error, and the node where it arose. */
export class Failure {
    readonly error: RaspError;
    readonly node: GraphNode;

    constructor(error: RaspError, node: GraphNode) {
        this.error = error;
        this.node = node;
    }
}

/**
 * The values of a graph's nodes on one input. Each node is evaluated at most once; nothing that
 * is not asked for is evaluated. Errors are values here: a node whose argument failed fails with it.
 */
export class Evaluation {
    readonly input: Input;
    private readonly results: (Column | BitMatrix | Failure | undefined)[] = [];
    private readonly checkpoint: (work: number) => void;

    /** @param checkpoint called before each node with the operations it takes at most; may throw `Cancelled`, or a RaspError to refuse. */
    constructor(input: Input, checkpoint: (work: number) => void = () => undefined) {
        this.input = input;
        this.checkpoint = checkpoint;
    }

    /** Forgets the results of nodes with ids from `size` on, which the graph has forgotten too. */
    rollback(size: number): void {
        if (this.results.length > size) {
            this.results.length = size;
        }
    }

    column(node: SOp): Column | Failure {
        return this.result(node) as Column | Failure;
    }

    matrix(node: Selector): BitMatrix | Failure {
        return this.result(node) as BitMatrix | Failure;
    }

    result(node: GraphNode): Column | BitMatrix | Failure {
        const known = this.results[node.id];
        if (known !== undefined) {
            return known;
        }
        // Graphs can be deeper than the stack: the nodes in waiting are kept in a list.
        const waiting: GraphNode[] = [node];
        for (let top = waiting.at(-1); top !== undefined; top = waiting.at(-1)) {
            if (this.results[top.id] !== undefined) {
                waiting.pop();
                continue;
            }
            const missing = dependencies(top).filter(input => this.results[input.id] === undefined);
            if (missing.length > 0) {
                waiting.push(...missing);
                continue;
            }
            waiting.pop();
            this.results[top.id] = this.evaluate(top);
        }
        return this.results[node.id] as Column | BitMatrix | Failure;
    }

    private evaluate(node: GraphNode): Column | BitMatrix | Failure {
        for (const input of dependencies(node)) {
            const result = this.results[input.id];
            if (result instanceof Failure) {
                return result;
            }
        }
        try {
            this.checkpoint(workOf(node, this.input.length));
            return this.compute(node);
        } catch (error) {
            if (error instanceof Cancelled) {
                throw error;
            }
            if (error instanceof RaspError) {
                return new Failure(error, node);
            }
            if (error instanceof RangeError) {
                return new Failure(new RaspError('limit', 'this value is too large to hold in memory'), node);
            }
            throw error;
        }
    }

    private compute(node: GraphNode): Column | BitMatrix {
        switch (node.kind) {
            case 'input': return readInput(node.name, this.input);
            case 'constant': return column(new Array<Atom>(this.input.length).fill(node.value));
            case 'elementwise': return this.elementwise(node);
            case 'aggregate': return aggregate(this.matrixOf(node.selector), this.columnOf(node.values), node.default);
            case 'select': return selectMatrix(this.columnOf(node.keys), this.columnOf(node.queries), node.operator);
            case 'combined': {
                const [first, ...rest] = node.parts.map(part => this.matrixOf(part));
                if (first === undefined) {
                    throw new RaspError('type', `\`${node.operator}\` of no selectors`);
                }
                return node.operator === 'not' ? first.not() : rest.reduce((a, b) => (node.operator === 'and' ? a.and(b) : a.or(b)), first);
            }
        }
    }

    private elementwise(node: ElementwiseSOp): Column {
        const apply = elementwiseFunction(node.operation);
        const [a, b, c] = node.inputs.map(input => this.columnOf(input).values);
        const values: Atom[] = [];
        for (let i = 0; i < this.input.length; i++) {
            try {
                values.push(apply(a?.[i] ?? 0, b?.[i] ?? 0, c?.[i] ?? 0));
            } catch (error) {
                throw error instanceof RaspError ? new RaspError(error.category, `at position ${i}, ${error.message}`) : error;
            }
        }
        return column(values);
    }

    private columnOf(node: SOp): Column {
        return this.results[node.id] as Column;
    }

    private matrixOf(node: Selector): BitMatrix {
        return this.results[node.id] as BitMatrix;
    }
}

/** Operations that a node takes at most on an input of n tokens. */
function workOf(node: GraphNode, n: number): number {
    switch (node.kind) {
        case 'select': case 'aggregate': return n * n;
        case 'combined': return n * n / 32;
        default: return n;
    }
}
