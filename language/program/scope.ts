import type { Value } from './value.js';

/** Stands for a name whose defining statement has an error: uses of it are told so once. */
export class Missing {
    readonly name: string;
    /** Whether the author knows already: from an earlier use, or since the statement itself only suffers from another's error. */
    told: boolean;

    constructor(name: string, told: boolean) {
        this.name = name;
        this.told = told;
    }
}

/** The names of one level: a program's globals, a function call or a comprehension. */
export class Scope {
    readonly parent: Scope | undefined;
    readonly kind: 'base' | 'library' | 'file' | 'local';
    /** What the prompt calls the file. */
    readonly label: string | undefined;
    private readonly names = new Map<string, Value | Missing>();

    constructor(kind: Scope['kind'], parent?: Scope, label?: string) {
        this.kind = kind;
        this.label = label;
        this.parent = parent;
    }

    get(name: string): Value | Missing | undefined {
        return this.names.get(name) ?? this.parent?.get(name);
    }

    getOwn(name: string): Value | Missing | undefined {
        return this.names.get(name);
    }

    set(name: string, value: Value | Missing): void {
        this.names.set(name, value);
    }

    delete(name: string): void {
        this.names.delete(name);
    }

    ownNames(): Iterable<string> {
        return this.names.keys();
    }

    /** The kind of the level that holds the name. */
    levelOf(name: string): Scope['kind'] | undefined {
        return this.names.has(name) ? this.kind : this.parent?.levelOf(name);
    }

    /** All names that can be used here, nearest first. */
    *visibleNames(): Generator<string> {
        yield* this.names.keys();
        if (this.parent !== undefined) {
            yield* this.parent.visibleNames();
        }
    }
}
