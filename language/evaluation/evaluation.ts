import { atomWeight } from '../values/atom.js';
import type { Atom } from '../values/atom.js';
import { Cancelled, RaspError } from '../values/error.js';
import { dependencies } from '../graph/nodes.js';
import type { ElementwiseSOp, GraphNode, Selector, SOp } from '../graph/nodes.js';
import { aggregate, selectMatrix } from './attend.js';
import { BitMatrix } from './bit-matrix.js';
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
    /** What the heaviest value of a column weighs, for columns that hold long strings or large ints. */
    private readonly heaviest = new WeakMap<Column, number>();
    private readonly checkpoint: (work: number) => void;
    private readonly reserve: (cells: number) => void;
    private held = 0;

    /**
     * @param checkpoint called before each node with the operations it takes at most; may throw `Cancelled`, or a RaspError to refuse
     * @param reserve called before each node with the memory that its result takes, in values or matrix words; may throw a RaspError to refuse
     */
    constructor(input: Input, checkpoint: (work: number) => void = () => undefined, reserve: (cells: number) => void = () => undefined) {
        this.input = input;
        this.checkpoint = checkpoint;
        this.reserve = reserve;
    }

    /** The memory that its results take. */
    get cells(): number {
        return this.held;
    }

    /** Forgets the results of nodes with ids from `size` on, which the graph has forgotten too. */
    rollback(size: number): void {
        for (let id = this.results.length - 1; id >= size; id--) {
            this.held -= cellsOf(this.results[id]);
        }
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
            try {
                const result = this.evaluate(top);
                this.held += cellsOf(result);
                this.results[top.id] = result;
            } catch (error) {
                // Refused for what it takes, here and now: another statement or request may be allowed it.
                if (error instanceof RaspError) {
                    return new Failure(error, node);
                }
                throw error;
            }
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
        this.checkpoint(this.workOf(node, this.input.length));
        this.reserve(node.kind === 'select' || node.kind === 'combined' ? this.input.length * (this.input.length / 64 + 1) : this.input.length + 4);
        try {
            const result = this.compute(node);
            if (!(result instanceof BitMatrix)) {
                this.weigh(result);
            }
            return result;
        } catch (error) {
            if (error instanceof Cancelled || error instanceof Refusal) {
                throw error instanceof Refusal ? error.error : error;
            }
            if (error instanceof RaspError) {
                this.checkpoint(workPerFailure);
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
        let weight = 0;
        for (let i = 0; i < this.input.length; i++) {
            try {
                const value = apply(a?.[i] ?? 0, b?.[i] ?? 0, c?.[i] ?? 0);
                values.push(value);
                if (typeof value === 'bigint' || typeof value === 'string') {
                    weight += atomWeight(value);
                    if (weight > 1_000_000) {
                        this.refusable(weight);
                        weight = 0;
                    }
                }
            } catch (error) {
                throw error instanceof RaspError ? new RaspError(error.category, `at position ${i}, ${error.message}`) : error;
            }
        }
        return column(values);
    }

    /** Counts work in the middle of a node. */
    private refusable(work: number): void {
        try {
            this.checkpoint(work);
        } catch (error) {
            throw error instanceof RaspError ? new Refusal(error) : error;
        }
    }

    private weigh(result: Column): void {
        let heaviest = 0;
        for (const value of result.values) {
            if (typeof value === 'bigint' || (typeof value === 'string' && value.length > 64)) {
                heaviest = Math.max(heaviest, atomWeight(value));
            }
        }
        if (heaviest > 0) {
            this.heaviest.set(result, heaviest);
        }
    }

    /** Operations that a node takes at most on an input of n tokens. */
    private workOf(node: GraphNode, n: number): number {
        const weight = (input: SOp): number => this.heaviest.get(this.columnOf(input)) ?? 0;
        switch (node.kind) {
            case 'select': return n * n * (1 + Math.min(weight(node.keys), weight(node.queries)));
            case 'aggregate': return n * n + n * weight(node.values);
            case 'combined': return n * n / 8;
            case 'elementwise': return n * node.inputs.reduce((sum, input) => sum + weight(input), node.operation.kind === 'membership' ? node.operation.items.length + 1 : 1);
            default: return n;
        }
    }

    private columnOf(node: SOp): Column {
        return this.results[node.id] as Column;
    }

    private matrixOf(node: Selector): BitMatrix {
        return this.results[node.id] as BitMatrix;
    }
}

/** What making an error counts as: its stack takes time. */
const workPerFailure = 2_000;

/** A checkpoint's refusal on its way out of a node that is half done. */
class Refusal extends Error {
    readonly error: RaspError;

    constructor(error: RaspError) {
        super(error.message);
        this.error = error;
    }
}

function cellsOf(result: Column | BitMatrix | Failure | undefined): number {
    return result === undefined ? 0 : result instanceof BitMatrix ? result.words.length / 2 + 8 : result instanceof Failure ? 4 : result.values.length + 4;
}
