import type { Input } from '../evaluation/input.js';
import type { Scope } from './scope.js';
import { Missing } from './value.js';
import type { Value } from './value.js';

/** The two running examples: what s-ops and what selectors are shown on. */
export type ExampleKind = 's-op' | 'selector';

export type Examples = Readonly<Record<ExampleKind, Input>>;

/** What is switched on at the prompt. */
export interface Switches {
    readonly sOpExamples: boolean;
    readonly selectorExamples: boolean;
    readonly sequenceDisplay: boolean;
}

/** What takes back one statement. */
interface Entry {
    readonly graphSize: number;
    readonly names: Map<string, Value | Missing | undefined>;
    readonly examples: Examples;
    readonly switches: Switches;
    readonly out: Value | undefined;
    readonly exited: boolean;
    readonly steps: number;
    readonly told: Missing[];
    readonly failuresTold: (readonly [input: string, node: number])[];
    readonly renamed: (readonly [node: number, before: string | undefined])[];
    undone: boolean;
}

/** All that statements change, with a journal that takes the last ones back. */
export class ProgramState {
    readonly globals: Scope;
    examples: Examples;
    switches: Switches = { sOpExamples: true, selectorExamples: true, sequenceDisplay: false };
    /** The last subexpression's value. */
    out: Value | undefined;
    exited = false;
    /** Steps that the statements took, all together. */
    steps = 0;
    /** What s-ops and selectors are called, by their ids: the name that each was given last. Kept at the prompt only. */
    readonly nodeNames = new Map<number, string>();
    private readonly journal: Entry[] = [];
    private readonly failuresTold = new Map<string, Set<number>>();
    /** All values that each global name was given and may still have had, with the number of statements that had begun by then. */
    private readonly history = new Map<string, { readonly count: number; value: Value | Missing }[]>();
    /** What is put back when the past is left. */
    private present: { readonly examples: Examples; readonly out: Value | undefined } | undefined;

    constructor(globals: Scope, examples: Examples) {
        this.globals = globals;
        this.examples = examples;
    }

    /** Statements begun and not taken back. */
    get length(): number {
        return this.journal.length;
    }

    /** @param graphSize the graph's size before the statement */
    begin(graphSize: number): void {
        this.journal.push({
            graphSize, names: new Map(), examples: this.examples, switches: this.switches, out: this.out, exited: this.exited, steps: this.steps,
            told: [], failuresTold: [], renamed: [], undone: false
        });
    }

    /** Takes back the last statement. @returns the graph's size before it */
    undo(): number {
        const entry = this.journal.pop();
        if (entry === undefined) {
            throw new Error('no statement to take back');
        }
        for (const [name, value] of entry.names) {
            this.history.get(name)?.pop();
            if (value === undefined) {
                this.globals.delete(name);
            } else {
                this.globals.set(name, value);
            }
        }
        entry.told.forEach(missing => { missing.told = false; });
        entry.failuresTold.forEach(([input, node]) => this.failuresTold.get(input)?.delete(node));
        for (const [node, before] of entry.renamed.reverse()) {
            if (before === undefined) {
                this.nodeNames.delete(node);
            } else {
                this.nodeNames.set(node, before);
            }
        }
        entry.undone = true;
        this.examples = entry.examples;
        this.switches = entry.switches;
        this.out = entry.out;
        this.exited = entry.exited;
        this.steps = entry.steps;
        return entry.graphSize;
    }

    /** Makes names, examples and `out` what they were behind the first `count` statements, until `leavePast`. Nothing may run in between that lasts. */
    goTo(count: number): void {
        this.present ??= { examples: this.examples, out: this.out };
        const next = this.journal[count];
        this.examples = next?.examples ?? this.present.examples;
        this.out = next === undefined ? this.present.out : next.out;
        this.globals.past = name => this.valueAt(name, count);
    }

    /** What a name was set to last by the first `count` statements. */
    private valueAt(name: string, count: number): Value | Missing | undefined {
        const known = this.history.get(name) ?? [];
        let low = 0;
        let high = known.length;
        while (low < high) {
            const middle = (low + high) >> 1;
            if ((known[middle]?.count ?? Infinity) <= count) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return known[low - 1]?.value;
    }

    leavePast(): void {
        if (this.present !== undefined) {
            this.examples = this.present.examples;
            this.out = this.present.out;
            this.globals.past = undefined;
            this.present = undefined;
        }
    }

    bind(name: string, value: Value | Missing): void {
        const names = this.journal.at(-1)?.names;
        if (names !== undefined && !names.has(name)) {
            names.set(name, this.globals.getOwn(name));
        }
        this.remember(name, value);
        this.globals.set(name, value);
    }

    private remember(name: string, value: Value | Missing): void {
        const known = this.history.get(name) ?? [];
        const last = known.at(-1);
        if (last?.count === this.length) {
            last.value = value;
        } else {
            this.history.set(name, known);
            known.push({ count: this.length, value });
        }
    }

    /** The global names that the last statement set, with their values now. */
    bound(): Map<string, Value> {
        const bindings = new Map<string, Value>();
        for (const name of this.journal.at(-1)?.names.keys() ?? []) {
            const value = this.globals.getOwn(name);
            if (value !== undefined && !(value instanceof Missing)) {
                bindings.set(name, value);
            }
        }
        return bindings;
    }

    /** Calls an s-op or a selector by another name. */
    rename(node: number, name: string): void {
        this.journal.at(-1)?.renamed.push([node, this.nodeNames.get(node)]);
        this.nodeNames.set(node, name);
    }

    /** Whether the author is to be told that a name is missing: the first time only. */
    tellMissing(missing: Missing): boolean {
        if (missing.told) {
            return false;
        }
        missing.told = true;
        this.journal.at(-1)?.told.push(missing);
        return true;
    }

    /** Whether the author is to be told of a failure: the first time only. */
    tellFailure(input: string, node: number): boolean {
        const told = this.failuresTold.get(input) ?? new Set();
        if (told.has(node)) {
            return false;
        }
        this.failuresTold.set(input, told.add(node));
        this.journal.at(-1)?.failuresTold.push([input, node]);
        return true;
    }

    /** Stands for the statement that runs, and tells later whether it was taken back. */
    get current(): { readonly undone: boolean } | undefined {
        return this.journal.at(-1);
    }
}
