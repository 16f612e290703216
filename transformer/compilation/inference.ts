import { nodesBelow } from '../../language/graph/below.js';
import type { AggregateSOp, ElementwiseSOp, InputName, SOp } from '../../language/graph/nodes.js';
import { isSelector } from '../../language/graph/nodes.js';
import { elementwiseFunction } from '../../language/evaluation/elementwise.js';
import { Input } from '../../language/evaluation/input.js';
import { InputBatch } from '../../language/evaluation/input-batch.js';
import { readInput } from '../../language/evaluation/read-input.js';
import { StringTable } from '../../language/evaluation/string-table.js';
import type { Atom } from '../../language/values/atom.js';
import { RaspError } from '../../language/values/error.js';
import { AtomTable } from './atom-table.js';
import { aggregateValues, shareValues, widthValues } from './aggregate-values.js';
import { helpAgainstValues } from './failure-help.js';
import { CannotCompile } from './refusal.js';
import { makeRelation } from './relation.js';
import type { Relation } from './relation.js';
import type { Joint, KnownValues, PossibleFailure, SelectionFacts, Table } from './tables.js';
import { makeVariable } from './variables.js';
import type { Distinct, Variable } from './variables.js';
import { sumValues } from './sum-values.js';
import { headKey, summedMeans } from './summed-means.js';
import { isShareOfFirst, widthOf } from './width-pattern.js';

/** Combinations of values that one table may have; or one for each position of inputs of each length. */
const fewestRows = 60_000;
/** Values that one s-op may take. */
export const mostValues = 16_384;
/** S-ops and selectors below the one that is compiled. */
const mostNodes = 20_000;

/**
 * Which values each s-op can take, for an alphabet and a longest input: found without running the program, so no value
 * is missed; there may be some that never occur.
 */
export class Inference implements KnownValues {
    readonly atoms = new AtomTable();
    readonly alphabet: readonly Atom[];
    readonly maxLength: number;
    readonly failures: PossibleFailure[] = [];
    readonly selections = new Map<number, SelectionFacts>();
    readonly checkpoint: () => void;
    readonly token: Variable;
    readonly position: Variable;
    private readonly tables = new Map<number, Table>();
    /** For aggregates whose heads bring sums, by their shared ids, how many keys each position selects. */
    readonly widths = new Map<number, Int32Array>();
    private summed: ReadonlyMap<string, readonly AggregateSOp[]> = new Map();
    private readonly mostRows: number;
    private made = 0;
    private readonly cuts = new Map<number, Variable>();
    private readonly relations = new Map<string, Relation | undefined>();

    constructor(alphabet: readonly Atom[], maxLength: number, checkpoint: () => void) {
        this.alphabet = alphabet;
        this.maxLength = maxLength;
        this.mostRows = Math.max(fewestRows, maxLength * (maxLength + 1) / 2);
        this.checkpoint = checkpoint;
        const tokens = alphabet.map((_, i) => i);
        this.token = this.variable('token', undefined, () => tokens);
        const places = Array.from({ length: maxLength }, (_, i) => [this.atoms.id(i)]);
        this.position = this.variable('position', undefined, position => places[position] ?? [], { from: 0, within: [] });
    }

    /** Finds the values of an s-op and of all that it is made of. @throws CannotCompile */
    infer(target: SOp): void {
        const nodes = nodesBelow(target, { most: mostNodes });
        if (nodes === undefined) {
            throw new CannotCompile(target, `this is computed of more than ${mostNodes} s-ops and selectors`, 'Compile a part of it.');
        }
        // What only counts a width is not looked at: the width itself is a variable.
        const needed = new Set<SOp>();
        const waiting: SOp[] = [target];
        for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
            if (!needed.has(node)) {
                needed.add(node);
                waiting.push(...sourcesOf(node));
            }
        }
        this.summed = summedMeans(target, needed, sourcesOf);
        for (const node of nodes) {
            if (!isSelector(node) && needed.has(node)) {
                this.checkpoint();
                this.table(node);
            }
        }
    }

    table(node: SOp): Table {
        let table = this.tables.get(node.shared);
        if (table === undefined) {
            table = this.makeTable(node);
            this.tables.set(node.shared, table);
        }
        return table;
    }

    /** The different values that an s-op can take, as atom ids. */
    valuesOf(node: SOp): number[] {
        return [...new Set(this.table(node).values)].filter(id => id >= 0);
    }

    /** The variable that an s-op is by itself. */
    ownVariable(node: SOp): Variable | undefined {
        const { relation } = this.table(node);
        const [only] = relation.variables;
        return only?.node?.shared === node.shared ? only : undefined;
    }

    /** The s-ops together: of the variables below them, or where these have too many combinations, with some of them cut off. */
    joint(nodes: readonly SOp[], about: SOp, variables: readonly Variable[] = []): Joint {
        const tables = nodes.map(node => this.table(node));
        for (;;) {
            const relation = this.relation([...variables, ...tables.flatMap(table => table.relation.variables)]);
            if (relation !== undefined) {
                return { relation, values: tables.map(table => spread(table, relation)) };
            }
            let widest = -1;
            tables.forEach((table, i) => {
                const node = nodes[i];
                if (node !== undefined && table.relation.size > (tables[widest]?.relation.size ?? 0) && isCuttable(table)) {
                    widest = i;
                }
            });
            const node = nodes[widest];
            if (node === undefined) {
                throw new CannotCompile(about, `its arguments have more than ${this.mostRows.toLocaleString('en-US')} combinations of values for length ${this.maxLength}`, 'Choose a smaller alphabet or a shorter longest input.');
            }
            tables[widest] = this.cut(node);
        }
    }

    /** The s-ops together, each as a variable of its own. */
    cutJoint(nodes: readonly SOp[], about: SOp): Joint {
        const tables = nodes.map(node => (this.isPlain(node) ? this.table(node) : this.cut(node)));
        const relation = this.relation(tables.flatMap(table => table.relation.variables));
        if (relation === undefined) {
            throw new CannotCompile(about, `its arguments have more than ${this.mostRows.toLocaleString('en-US')} combinations of values for length ${this.maxLength}`, 'Choose a smaller alphabet or a shorter longest input.');
        }
        return { relation, values: tables.map(table => spread(table, relation)) };
    }

    /** Whether an s-op is a number in the residual stream, or a function of the token or the position, without a feed-forward. */
    isPlain(node: SOp): boolean {
        const { variables: [only, second] } = this.table(node).relation;
        return only === undefined || (second === undefined && (only.role === 'token' || only.role === 'position' || (only.role === 'aggregate' && only.node?.shared === node.shared)));
    }

    /** An s-op as a variable of its own. */
    cut(node: SOp): Table {
        const variable = this.cuts.get(node.shared) ?? this.makeCut(node);
        this.cuts.set(node.shared, variable);
        return this.identity(variable);
    }

    relation(variables: readonly Variable[]): Relation | undefined {
        const distinct = [...new Set(variables)].sort((a, b) => a.index - b.index);
        const key = distinct.map(variable => variable.index).join();
        if (!this.relations.has(key)) {
            this.relations.set(key, makeRelation(distinct, this.maxLength, this.mostRows, this.checkpoint));
        }
        return this.relations.get(key);
    }

    private variable(role: Variable['role'], node: SOp | undefined, valuesAt: (position: number, length: number) => readonly number[], distinct?: Distinct): Variable {
        const made = makeVariable({ index: this.made++, role, node, maxLength: this.maxLength, distinct }, valuesAt);
        if (node !== undefined && made.domain.length > mostValues) {
            throw new CannotCompile(node, `this has more than ${mostValues.toLocaleString('en-US')} possible values for length ${this.maxLength}`, helpAgainstValues(node, typeof this.atoms.atom(made.domain[0] ?? 0) === 'string'));
        }
        return made;
    }

    private makeCut(node: SOp): Variable {
        const { relation, values } = this.table(node);
        const sets = new Map<Int32Array, number[]>();
        return this.variable('cut', node, (position, length) => {
            const rows = relation.rowsAt(position, length);
            let ids = sets.get(rows);
            if (ids === undefined) {
                ids = [...new Set(Array.from(rows, row => values[row] ?? -1))].filter(id => id >= 0);
                sets.set(rows, ids);
            }
            return ids;
        });
    }

    private identity(variable: Variable): Table {
        const relation = this.relation([variable]);
        if (relation === undefined) {
            throw new Error('a variable has more values than a table takes');
        }
        return { relation, values: Int32Array.from(relation.columns[0] ?? [], place => variable.domain[place] ?? -1) };
    }

    private makeTable(node: SOp): Table {
        const selector = widthOf(node);
        if (selector !== undefined) {
            const { valuesAt, distinct } = widthValues(this, node, selector);
            return this.identity(this.variable('width', node, valuesAt, distinct));
        }
        switch (node.kind) {
            case 'input': return node.name === 'indices' ? this.identity(this.position) : this.tokenTable(node, node.name);
            case 'constant': {
                const relation = this.relation([]);
                return { relation: relation ?? this.identity(this.token).relation, values: Int32Array.of(this.atoms.id(node.value)) };
            }
            case 'elementwise': return this.elementwise(node);
            case 'aggregate': return this.aggregate(node);
        }
    }

    private aggregate(node: AggregateSOp): Table {
        const share = isShareOfFirst(node) ? shareValues(this, node) : undefined;
        if (share !== undefined) {
            return this.identity(this.variable('width', node, share.valuesAt, share.distinct));
        }
        this.inferSums(node);
        return this.tables.get(node.shared) ?? this.identity(this.variable('aggregate', node, aggregateValues(this, node)));
    }

    /** What all aggregates of a head give, where it brings sums: functions of the position and the sum. */
    private inferSums(node: AggregateSOp): void {
        const group = this.summed.get(headKey(node)) ?? [];
        const found = group.map(member => sumValues(this, member));
        const tables = found.map((sums, i) => (sums === undefined ? undefined : this.relation([this.position, this.variable('sum', group[i], sums.valuesAt)])));
        if (found.includes(undefined) || tables.includes(undefined)) {
            return;
        }
        group.forEach((member, i) => {
            const relation = tables[i];
            const sums = found[i];
            if (relation === undefined || sums === undefined) {
                return;
            }
            const [positions, values] = relation.columns;
            const domain = relation.variables[1]?.domain ?? [];
            this.widths.set(member.shared, sums.widths);
            this.tables.set(member.shared, { relation, values: Int32Array.from({ length: relation.size }, (_, row) => sums.resultOf(positions?.[row] ?? 0, domain[values?.[row] ?? 0] ?? -1)) });
        });
    }

    private tokenTable(node: SOp, name: InputName): Table {
        const { relation } = this.identity(this.token);
        const table = new StringTable();
        const values = Int32Array.from(this.alphabet, token => {
            try {
                return this.atoms.id(readInput(name, new InputBatch([new Input([token], '')]), table).at(0));
            } catch (error) {
                this.fail(node, error);
                return -1;
            }
        });
        return { relation, values: Int32Array.from(relation.columns[0] ?? [], place => values[place] ?? -1) };
    }

    private elementwise(node: ElementwiseSOp): Table {
        return this.applied(node, this.joint(node.inputs, node));
    }

    /** What an operation gives on values of its arguments. */
    applied(node: ElementwiseSOp, { relation, values }: Joint): Table {
        const apply = elementwiseFunction(node.operation);
        const known = new Map<string, number>();
        const [first, second, third] = values;
        const result = new Int32Array(relation.size);
        for (let row = 0; row < relation.size; row++) {
            const a = first?.[row] ?? 0;
            const b = second === undefined ? 0 : second[row] ?? 0;
            const c = third === undefined ? 0 : third[row] ?? 0;
            const key = `${a} ${b} ${c}`;
            let id = known.get(key);
            if (id === undefined) {
                id = a < 0 || b < 0 || c < 0 ? -1 : this.result(node, () => apply(this.atoms.atom(a), this.atoms.atom(b), this.atoms.atom(c)));
                known.set(key, id);
                if (known.size % 1_024 === 0) {
                    this.checkpoint();
                }
            }
            result[row] = id;
        }
        return this.withoutIdle({ relation, values: result });
    }

    /** A table without the variables that make no difference. */
    private withoutIdle(table: Table): Table {
        let { relation, values } = table;
        for (const variable of table.relation.variables.length > 1 ? table.relation.variables : []) {
            const smaller = this.relation(relation.variables.filter(other => other !== variable));
            if (smaller === undefined) {
                continue;
            }
            this.checkpoint();
            const rows = smaller.rowsOf(relation);
            const found = new Int32Array(smaller.size).fill(-1);
            const known = values;
            rows.forEach((row, at) => { found[row] = known[at] ?? -1; });
            if (rows.every((row, at) => found[row] === known[at])) {
                relation = smaller;
                values = found;
            }
        }
        return { relation, values };
    }

    private result(node: SOp, apply: () => Atom): number {
        try {
            return this.atoms.id(apply());
        } catch (error) {
            this.fail(node, error);
            return -1;
        }
    }

    private fail(node: SOp, error: unknown): void {
        if (!(error instanceof RaspError) && !(error instanceof RangeError)) {
            throw error;
        }
        if (!this.failures.some(failure => failure.node === node)) {
            this.failures.push({ node, message: error.message });
        }
    }
}

/** The s-ops that an s-op is computed of, through its selector; a width's selector is seen through to what it counts. */
export function sourcesOf(node: SOp): SOp[] {
    const selector = widthOf(node) ?? (node.kind === 'aggregate' ? node.selector : undefined);
    const found: SOp[] = node.kind === 'elementwise' && selector === undefined ? [...node.inputs] : node.kind === 'aggregate' ? [node.values] : [];
    const parts = new Set(selector === undefined ? [] : [selector]);
    for (const part of parts) {
        if (part.kind === 'select') {
            found.push(part.keys, part.queries);
        } else {
            part.parts.forEach(inner => parts.add(inner));
        }
    }
    return found;
}

/** Whether a table becomes smaller when its s-op is a variable of its own. */
function isCuttable({ relation, values }: Table): boolean {
    return relation.variables.length > 1 || new Set(values).size < relation.size;
}

/** A table's values in the rows of a relation of its variables and others. */
function spread({ relation, values }: Table, larger: Relation): Int32Array {
    if (relation === larger) {
        return values;
    }
    const rows = relation.rowsOf(larger);
    return Int32Array.from({ length: larger.size }, (_, row) => values[rows[row] ?? 0] ?? -1);
}
