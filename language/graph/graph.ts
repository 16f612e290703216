import { kindOf } from '../values/atom.js';
import type { Atom } from '../values/atom.js';
import type { ComparisonOperator } from '../values/comparison.js';
import { RaspError } from '../values/error.js';
import { atomText } from '../values/python-text.js';
import { limits, limitText } from '../limits.js';
import { AggregateSOp, CombinedSelector, ConstantSOp, ElementwiseSOp, InputSOp, SelectSelector } from './nodes.js';
import type { GraphNode, InputName, LookupTable, Operation, Origin, Selector, SOp } from './nodes.js';

/**
 * The one place where nodes are made. Equal s-ops are one node. Each evaluation of `select`, `and`,
 * `or` or `not` makes a selector of its own, so that heads count as the reference counts them;
 * its `shared` number is equal for equal selectors, so that the shared count is there as well.
 */
export class Graph {
    private readonly parent: Graph | undefined;
    private readonly firstId: number;
    private readonly nodes: GraphNode[] = [];
    private readonly keys: string[][] = [];
    private readonly byKey = new Map<string, SOp>();
    private readonly sharedByKey = new Map<string, number>();

    /** @param parent a finished graph whose nodes may be used here, such as the standard library's. */
    constructor(parent?: Graph) {
        this.parent = parent;
        this.firstId = parent?.size ?? 0;
    }

    /** The id that the next node gets. */
    get size(): number {
        return this.firstId + this.nodes.length;
    }

    /** Forgets all nodes with ids from `size` on. */
    rollback(size: number): void {
        while (this.size > size) {
            this.nodes.pop();
            for (const key of this.keys.pop() ?? []) {
                this.byKey.delete(key);
                this.sharedByKey.delete(key);
            }
        }
    }

    input(name: InputName): SOp {
        return this.intern(`input ${name}`, `input ${name}`, (id, shared) => new InputSOp(id, shared, name));
    }

    constant(value: Atom): SOp {
        const key = `atom ${atomId(value)}`;
        return this.intern(key, key, (id, shared) => new ConstantSOp(id, shared, value));
    }

    elementwise(operation: Operation, inputs: readonly SOp[], origin?: Origin): SOp {
        const name = operationKey(operation);
        return this.intern(
            `${name} ${inputs.map(input => input.id).join(' ')}`,
            `~${name} ${inputs.map(input => input.shared).join(' ')}`,
            (id, shared) => new ElementwiseSOp(id, shared, origin, operation, inputs)
        );
    }

    /** @param defaultValue the value where nothing is selected, or null when it is no atom. */
    aggregate(selector: Selector, values: SOp, defaultValue: Atom | null, origin?: Origin): SOp {
        const name = `aggregate ${defaultValue === null ? 'none' : atomId(defaultValue)}`;
        return this.intern(
            `${name} ${selector.id} ${values.id}`,
            `~${name} ${selector.shared} ${values.shared}`,
            (id, shared) => new AggregateSOp(id, shared, origin, selector, values, defaultValue)
        );
    }

    select(keys: SOp, queries: SOp, operator: ComparisonOperator, origin?: Origin): Selector {
        return this.add(undefined, `~select ${operator} ${keys.shared} ${queries.shared}`,
            (id, shared) => new SelectSelector(id, shared, origin, keys, queries, operator));
    }

    combine(operator: 'and' | 'or' | 'not', parts: readonly Selector[], origin?: Origin): Selector {
        return this.add(undefined, `~${operator} ${parts.map(part => part.shared).join(' ')}`,
            (id, shared) => new CombinedSelector(id, shared, origin, operator, parts));
    }

    private intern(key: string, sharedKey: string, make: (id: number, shared: number) => SOp): SOp {
        return this.find(key) ?? this.add(key, sharedKey, make);
    }

    private find(key: string): SOp | undefined {
        return this.byKey.get(key) ?? this.parent?.find(key);
    }

    private findShared(key: string): number | undefined {
        return this.sharedByKey.get(key) ?? this.parent?.findShared(key);
    }

    private add<T extends GraphNode>(key: string | undefined, sharedKey: string, make: (id: number, shared: number) => T): T {
        const id = this.size;
        if (this.nodes.length >= limits.nodes) {
            throw new RaspError('limit', `this program makes more than ${limitText(limits.nodes)} s-ops and selectors, the limit`);
        }
        const shared = this.findShared(sharedKey);
        const node = make(id, shared ?? id);
        const keys: string[] = [];
        if (shared === undefined) {
            this.sharedByKey.set(sharedKey, id);
            keys.push(sharedKey);
        }
        if (key !== undefined) {
            this.byKey.set(key, node as SOp);
            keys.push(key);
        }
        this.nodes.push(node);
        this.keys.push(keys);
        return node;
    }
}

/** A text that is equal for atoms of one type and value: 1, 1.0 and True are three. Large ints are written in hex, which takes no time. */
function atomId(atom: Atom): string {
    return typeof atom === 'string' ? JSON.stringify(atom) : `${kindOf(atom)}:${typeof atom === 'bigint' ? atom.toString(16) : atomText(atom)}`;
}

function operationKey(operation: Operation): string {
    switch (operation.kind) {
        case 'arithmetic': case 'comparison': case 'logic': return operation.operator;
        case 'unary': return `unary ${operation.operator}`;
        case 'ternary': return 'if';
        case 'membership': return `in [${operation.items.map(atomId).join()}]`;
        case 'lookup': return tableKey(operation.table);
    }
}

function tableKey(table: LookupTable): string {
    const id = (value: Atom | null): string => (value === null ? 'none' : atomId(value));
    if (table.kind === 'dict') {
        return `dict {${[...table.entries].map(([key, value]) => `${JSON.stringify(typeof key === 'string' ? key : `${key}`)}:${id(value)}`).join()}}`;
    }
    return `${table.kind} [${table.items.map(id).join()}]`;
}
