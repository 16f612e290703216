import { atomWeight } from '../values/atom.js';
import type { Atom } from '../values/atom.js';
import { Cancelled, RaspError } from '../values/error.js';
import { dependencies, isSelector } from '../graph/nodes.js';
import type { AggregateSOp, ElementwiseSOp, GraphNode, Operation, Selector, SOp } from '../graph/nodes.js';
import { aggregate, aggregateByForm, selectMatrix } from './attend.js';
import type { BitMatrix } from './bit-matrix.js';
import { Column } from './column.js';
import { ColumnComparison } from './column-comparison.js';
import { elementwiseColumn } from './elementwise-columns.js';
import { elementwiseFunction } from './elementwise.js';
import { Input } from './input.js';
import { InputBatch } from './input-batch.js';
import { readInput } from './read-input.js';
import { selectorForm } from './selector-form.js';
import { StringTable } from './string-table.js';

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
 * The values of a graph's nodes on one input, or on several of one length together. Each node is evaluated at most
 * once; nothing that is not asked for is evaluated. Errors are values here: a node whose argument failed fails with it.
 */
export class Evaluation {
    readonly batch: InputBatch;
    private readonly table = new StringTable();
    private readonly results: (Column | ReadySelector | Failure | undefined)[] = [];
    /** Matrices are made only when something asks for them. */
    private readonly matrices: (BitMatrix | undefined)[] = [];
    private readonly comparisons = new Map<string, ColumnComparison>();
    private readonly checkpoint: (work: number) => void;
    private readonly reserve: (cells: number) => void;
    private held = 0;

    /**
     * @param checkpoint called before each node with the operations it takes at most; may throw `Cancelled`, or a RaspError to refuse
     * @param reserve called before each node with the memory that its result takes, in values or matrix words; may throw a RaspError to refuse
     */
    constructor(input: Input | InputBatch, checkpoint: (work: number) => void = () => undefined, reserve: (cells: number) => void = () => undefined) {
        this.batch = input instanceof Input ? new InputBatch([input]) : input;
        this.checkpoint = checkpoint;
        this.reserve = reserve;
    }

    /** The input, or the first of them. */
    get input(): Input {
        const [input] = this.batch.inputs;
        if (input === undefined) {
            throw new RaspError('value', 'there is no input to evaluate on');
        }
        return input;
    }

    /** The memory that its results take. */
    get cells(): number {
        return this.held;
    }

    /** Forgets the results of nodes with ids from `size` on, which the graph has forgotten too. */
    rollback(size: number): void {
        for (let id = this.results.length - 1; id >= size; id--) {
            this.held -= cellsOf(this.results[id]) + cellsOfMatrix(this.matrices[id]);
        }
        if (this.results.length > size) {
            this.results.length = size;
            this.matrices.length = Math.min(this.matrices.length, size);
            this.comparisons.clear();
        }
    }

    /** Forgets the results of nodes that are not asked for any more. */
    release(nodes: readonly GraphNode[]): void {
        for (const { id } of nodes) {
            this.held -= cellsOf(this.results[id]) + cellsOfMatrix(this.matrices[id]);
            this.results[id] = undefined;
            this.matrices[id] = undefined;
        }
    }

    /** Whether a node has a value here; a selector's matrix is not made for that. */
    check(node: GraphNode): Failure | undefined {
        const ready = this.ready(node);
        return ready instanceof Failure ? ready : undefined;
    }

    /** What an s-op's values are, if that is known already: nothing is evaluated. */
    peek(node: SOp): Column | Failure | undefined {
        return this.results[node.id] as Column | Failure | undefined;
    }

    column(node: SOp): Column | Failure {
        return this.ready(node) as Column | Failure;
    }

    matrix(node: Selector): BitMatrix | Failure {
        const failure = this.check(node);
        if (failure !== undefined) {
            return failure;
        }
        try {
            // The parts of a selector have smaller ids than it; there can be more of them than the stack has room for.
            for (const part of this.withParts(node)) {
                this.matrices[part.id] ??= this.makeMatrix(part);
            }
        } catch (error) {
            if (error instanceof RaspError) {
                return new Failure(error, node);
            }
            throw error;
        }
        return this.matrices[node.id] as BitMatrix;
    }

    result(node: GraphNode): Column | BitMatrix | Failure {
        return isSelector(node) ? this.matrix(node) : this.column(node);
    }

    private withParts(node: Selector): Selector[] {
        const found = new Set<Selector>([node]);
        for (const part of found) {
            if (part.kind === 'combined' && this.matrices[part.id] === undefined) {
                part.parts.forEach(inner => found.add(inner));
            }
        }
        return [...found].sort((a, b) => a.id - b.id);
    }

    private makeMatrix(node: Selector): BitMatrix {
        const n = this.batch.length;
        const { rows } = this.batch;
        this.checkpoint(node.kind === 'select' ? rows * n : rows * n / 4);
        this.reserve(rows * (n / 64 + 1));
        const matrix = this.computeMatrix(node);
        this.held += cellsOfMatrix(matrix);
        return matrix;
    }

    private computeMatrix(node: Selector): BitMatrix {
        if (node.kind === 'select') {
            return selectMatrix(this.comparison(node.keys, node.queries), node.operator, this.batch.length);
        }
        const [first, ...rest] = node.parts.map(part => this.matrices[part.id] as BitMatrix);
        if (first === undefined) {
            throw new RaspError('type', `\`${node.operator}\` of no selectors`);
        }
        return node.operator === 'not' ? first.not() : rest.reduce((a, b) => (node.operator === 'and' ? a.and(b) : a.or(b)), first);
    }

    private comparison(keys: SOp, queries: SOp): ColumnComparison {
        const id = `${keys.id} ${queries.id}`;
        let comparison = this.comparisons.get(id);
        if (comparison === undefined) {
            comparison = new ColumnComparison(this.columnOf(keys), this.columnOf(queries), this.table);
            this.comparisons.set(id, comparison);
        }
        return comparison;
    }

    private ready(node: GraphNode): Column | ReadySelector | Failure {
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
        return this.results[node.id] as Column | ReadySelector | Failure;
    }

    private evaluate(node: GraphNode): Column | ReadySelector | Failure {
        for (const input of dependencies(node)) {
            const result = this.results[input.id];
            if (result instanceof Failure) {
                return result;
            }
        }
        this.checkpoint(this.workOf(node, this.batch.rows));
        this.reserve(this.batch.rows + 4);
        try {
            return this.compute(node);
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

    private compute(node: GraphNode): Column | ReadySelector {
        switch (node.kind) {
            case 'input': return readInput(node.name, this.batch, this.table);
            case 'constant': return Column.constant(node.value, this.batch.rows, this.table);
            case 'elementwise': return this.elementwise(node);
            case 'aggregate': return this.aggregate(node);
            case 'select':
                this.comparison(node.keys, node.queries).sort(node.operator);
                return readySelector;
            case 'combined': return readySelector;
        }
    }

    /** Without the selector's matrix, unless it is small or there already. */
    private aggregate(node: AggregateSOp): Column {
        const values = this.columnOf(node.values);
        if (this.batch.length > smallLength && this.batch.inputs.length === 1 && this.matrices[node.selector.id] === undefined) {
            const form = selectorForm(node.selector);
            const comparisons = form?.comparisons.map(({ keys, queries }) => this.comparison(keys, queries));
            const result = form === undefined || comparisons === undefined ? undefined
                : aggregateByForm(form, comparisons, values, node.default, this.table, work => { this.refusable(work); });
            if (result !== undefined) {
                return result;
            }
        }
        const matrix = this.matrix(node.selector);
        if (matrix instanceof Failure) {
            throw new Refusal(matrix.error);
        }
        this.refusable(this.batch.rows * this.batch.length);
        return aggregate(matrix, values, node.default, this.table);
    }

    private elementwise({ operation, inputs }: ElementwiseSOp): Column {
        const columns = inputs.map(input => this.columnOf(input));
        return elementwiseColumn(operation, columns, this.table) ?? this.positionByPosition(operation, columns);
    }

    private positionByPosition(operation: Operation, columns: readonly Column[]): Column {
        const apply = elementwiseFunction(operation);
        const [a, b, c] = columns.map(({ values }) => values);
        const n = this.batch.rows;
        const values = new Array<Atom>(n);
        let weight = 0;
        let i = 0;
        try {
            for (; i < n; i++) {
                const value = apply(a?.[i] ?? 0, b?.[i] ?? 0, c?.[i] ?? 0);
                values[i] = value;
                if (typeof value === 'bigint' || typeof value === 'string') {
                    weight += atomWeight(value);
                    if (weight > 1_000_000) {
                        this.refusable(weight);
                        weight = 0;
                    }
                }
            }
        } catch (error) {
            throw error instanceof RaspError ? error.prefixed(`at position ${i}, `) : error;
        }
        return Column.ofAtoms(values);
    }

    /** Counts work in the middle of a node. */
    private refusable(work: number): void {
        try {
            this.checkpoint(work);
        } catch (error) {
            throw error instanceof RaspError ? new Refusal(error) : error;
        }
    }

    /** Operations that a node takes at most on an input of n tokens. */
    private workOf(node: GraphNode, n: number): number {
        const weight = (input: SOp): number => this.columnOf(input).weight;
        switch (node.kind) {
            case 'select': return 8 * n + n * (weight(node.keys) + weight(node.queries));
            case 'aggregate': return 32 * n + n * weight(node.values);
            case 'combined': return 1;
            case 'elementwise': return n * node.inputs.reduce((sum, input) => sum + weight(input), node.operation.kind === 'membership' ? node.operation.items.length + 1 : 1);
            default: return n;
        }
    }

    private columnOf(node: SOp): Column {
        return this.results[node.id] as Column;
    }
}

/** A selector whose keys and queries can be compared. */
const readySelector = 'ready';
type ReadySelector = typeof readySelector;

/** Positions up to which a matrix costs less than going without. */
const smallLength = 128;

/** What making an error counts as: its stack takes time. */
const workPerFailure = 10_000;

/** A checkpoint's refusal on its way out of a node that is half done. */
class Refusal extends Error {
    readonly error: RaspError;

    constructor(error: RaspError) {
        super(error.message);
        this.error = error;
    }
}

function cellsOf(result: Column | ReadySelector | Failure | undefined): number {
    return result === undefined || result === readySelector ? 0 : result instanceof Failure ? 4 : result.length + 4;
}

function cellsOfMatrix(matrix: BitMatrix | undefined): number {
    return matrix === undefined ? 0 : matrix.words.length / 2 + 8;
}
