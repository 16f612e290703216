import type { Missing, Names, ScopeKind, Value } from './value.js';

/** The names of one level: a program's globals, a function call or a comprehension. */
export class Scope implements Names {
    readonly parent: Names | undefined;
    readonly kind: ScopeKind;
    /** What the prompt calls the file. */
    readonly label: string | undefined;
    private readonly names = new Map<string, Value | Missing>();
    /** What the names meant at an earlier time, as long as that is looked at. */
    past: ((name: string) => Value | Missing | undefined) | undefined;

    constructor(kind: ScopeKind, parent?: Names, label?: string) {
        this.kind = kind;
        this.label = label;
        this.parent = parent;
    }

    get(name: string): Value | Missing | undefined {
        return this.getOwn(name) ?? this.parent?.get(name);
    }

    getOwn(name: string): Value | Missing | undefined {
        return this.past === undefined ? this.names.get(name) : this.past(name);
    }

    set(name: string, value: Value | Missing): void {
        this.names.set(name, value);
    }

    delete(name: string): void {
        this.names.delete(name);
    }

    ownNames(): Iterable<string> {
        return this.past === undefined ? this.names.keys() : [...this.names.keys()].filter(name => this.getOwn(name) !== undefined);
    }

    /** The kind of the level that holds the name. */
    levelOf(name: string): ScopeKind | undefined {
        return this.getOwn(name) !== undefined ? this.kind : this.parent?.levelOf(name);
    }

    /** All names that can be used here, nearest first. */
    *visibleNames(): Generator<string> {
        yield* this.ownNames();
        if (this.parent !== undefined) {
            yield* this.parent.visibleNames();
        }
    }
}
