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
    examples: Examples;
    readonly switches: Switches;
    out: Value | undefined;
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
    /** How many of the last statements are out of sight. */
    private hidden = 0;

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

    /** Makes names, examples and `out` what they were behind the first `count` statements. The others are out of sight, not taken back: go to `length` before anything runs. */
    goTo(count: number): void {
        for (; this.length - this.hidden > count; this.hidden++) {
            this.swap(this.journal.at(-1 - this.hidden));
        }
        while (this.length - this.hidden < count) {
            this.hidden--;
            this.swap(this.journal.at(-1 - this.hidden));
        }
    }

    /** Exchanges what a statement set with what was there before; a second time brings it back. */
    private swap(entry: Entry | undefined): void {
        if (entry === undefined) {
            return;
        }
        for (const [name, other] of entry.names) {
            entry.names.set(name, this.globals.getOwn(name));
            if (other === undefined) {
                this.globals.delete(name);
            } else {
                this.globals.set(name, other);
            }
        }
        [this.examples, entry.examples] = [entry.examples, this.examples];
        [this.out, entry.out] = [entry.out, this.out];
    }

    bind(name: string, value: Value | Missing): void {
        const names = this.journal.at(-1)?.names;
        if (names !== undefined && !names.has(name)) {
            names.set(name, this.globals.getOwn(name));
        }
        this.globals.set(name, value);
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
