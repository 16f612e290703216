import type { LoadSite, Meaning, StatementNames } from './occurrence.js';

interface Known {
    readonly meaning: Meaning;
    /** Of this scope's loads, how many came before. */
    readonly loads: number;
}

interface Layer {
    readonly values: Map<string, Known>;
    /** What a name can be at the beginning of a round of the loop. */
    readonly joins: Map<string, Meaning>;
}

/** Where names lead that a scope does not set itself. */
export interface Outside {
    /** A name read in a function, at some time after the function's definition. */
    whenCalled(name: string): Meaning;
}

/**
 * The names of one scope, the file's or a function's, while its statements are read in the order in which they run.
 * A loop is read once: what the names are at its beginning is joined with what they are at its end.
 */
export class ScopeFlow implements Outside {
    private readonly home: StatementNames;
    private readonly miss: (name: string) => Meaning;
    private readonly layers: Layer[] = [newLayer()];
    private readonly writes = new Map<string, Meaning[]>();
    /** What names are to the functions defined in this scope. */
    private readonly called = new Map<string, Meaning>();
    private readonly loads: LoadSite[] = [];

    /** @param miss what a name is that this scope has not set before */
    constructor(home: StatementNames, miss: (name: string) => Meaning) {
        this.home = home;
        this.miss = miss;
    }

    read(name: string): Meaning {
        const known = this.find(name, this.layers.length - 1);
        if (known.loads === this.loads.length) {
            return known.meaning;
        }
        const meaning = this.loads.slice(known.loads).reduce<Meaning>((otherwise, load) => ({ kind: 'load', name, from: [otherwise], load, home: this.home }), known.meaning);
        this.innermost().values.set(name, { meaning, loads: this.loads.length });
        return meaning;
    }

    write(meaning: Meaning): void {
        this.innermost().values.set(meaning.name, { meaning, loads: this.loads.length });
        const writes = this.writes.get(meaning.name);
        if (writes === undefined) {
            this.writes.set(meaning.name, [meaning]);
        } else {
            writes.push(meaning);
        }
    }

    load(site: LoadSite): void {
        this.loads.push(site);
    }

    openLoop(): void {
        this.layers.push(newLayer());
    }

    closeLoop(): void {
        const layer = this.layers.pop();
        for (const [name, { meaning, loads }] of layer?.values ?? []) {
            const join = layer?.joins.get(name);
            if (join === meaning) {
                continue;
            }
            join?.from.push(meaning);
            const outer = this.find(name, this.layers.length - 1);
            this.innermost().values.set(name, { meaning: { kind: 'join', name, from: [outer.meaning, meaning] }, loads });
        }
    }

    whenCalled(name: string): Meaning {
        const now = this.read(name);
        let join = this.called.get(name);
        if (join === undefined) {
            join = { kind: 'join', name, from: [now] };
            this.called.set(name, join);
        } else if (join.from.at(-1) !== now) {
            join.from.push(now);
        }
        return join;
    }

    /** The names that the scope sets at its end. Nothing is read afterwards. */
    close(): Map<string, Meaning> {
        for (const [name, join] of this.called) {
            join.from.push(...this.writes.get(name) ?? []);
            join.from.push(...this.loads.map((load): Meaning => ({ kind: 'load', name, from: [], load, home: this.home })));
        }
        return new Map([...this.writes.keys()].map(name => [name, this.find(name, 0).meaning]));
    }

    /** All that the scope sets a name to. */
    writesOf(name: string): readonly Meaning[] {
        return this.writes.get(name) ?? [];
    }

    private find(name: string, depth: number): Known {
        const layer = this.layers[depth];
        const known = layer?.values.get(name);
        if (known !== undefined) {
            return known;
        }
        let found: Known;
        if (depth > 0) {
            const outer = this.find(name, depth - 1);
            found = { meaning: { kind: 'join', name, from: [outer.meaning] }, loads: outer.loads };
            layer?.joins.set(name, found.meaning);
        } else {
            found = { meaning: this.miss(name), loads: 0 };
        }
        layer?.values.set(name, found);
        return found;
    }

    private innermost(): Layer {
        return this.layers.at(-1) ?? newLayer();
    }
}

function newLayer(): Layer {
    return { values: new Map(), joins: new Map() };
}
