import { alwaysReserved } from '../program/reserved-names.js';
import type { TextRange } from '../syntax/ranges.js';
import type { LoadSite, Meaning, Occurrence, SetBy, StatementNames } from './occurrence.js';
import { ScopeFlow } from './scope-flow.js';

/** Where a name stands in a statement's text. */
export interface NamePlace {
    readonly name: string;
    readonly start: number;
}

/** Gathers the names of one statement, told in the order in which they are read and set when it runs. */
export class NameRecorder implements StatementNames {
    readonly occurrences: Occurrence[] = [];
    readonly before = new Map<string, Meaning>();
    readonly later = new Map<string, Meaning>();
    readonly loads: LoadSite[] = [];
    after: ReadonlyMap<string, Meaning> = new Map();
    loaded: readonly Meaning[] = [];
    isExit = false;
    /** What the offsets that are told from now on are short of. */
    shift = 0;
    private readonly reserved: ReadonlySet<string>;
    private readonly globals = new ScopeFlow(this, name => this.global(this.before, 'before', name));
    private readonly comprehensions: Map<string, Meaning>[] = [];
    private scope = this.globals;
    private inside: Occurrence | undefined;

    constructor(reserved: ReadonlySet<string>) {
        this.reserved = reserved;
    }

    read({ name, start }: NamePlace, isCallee = false): void {
        const meaning = this.comprehensions.findLast(names => names.has(name))?.get(name) ?? this.scope.read(name);
        this.add(name, start, meaning, { isCallee });
    }

    /** @param extent what sets the name, as a whole */
    write({ name, start }: NamePlace, setBy: SetBy, extent: TextRange = { start, end: start + name.length }): Occurrence {
        const isGlobal = this.scope === this.globals && setBy !== 'comprehension';
        if (alwaysReserved.has(name) || (isGlobal && this.reserved.has(name))) {
            // It is an error and sets nothing, so what it names is what has the name.
            return this.add(name, start, this.scope.read(name), {});
        }
        const meaning: { kind: 'write'; name: string; from: Meaning[]; occurrence?: Occurrence } = { kind: 'write', name, from: [] };
        const occurrence = this.add(name, start, meaning, { setBy, isGlobal, extent });
        meaning.occurrence = occurrence;
        const comprehension = this.comprehensions.at(-1);
        if (setBy === 'comprehension' && comprehension !== undefined) {
            comprehension.set(name, meaning);
        } else {
            this.scope.write(meaning);
        }
        return occurrence;
    }

    load(path: string, start: number, end: number): void {
        const site: LoadSite = { path, start, end, isGlobal: this.scope === this.globals };
        this.loads.push(site);
        this.scope.load(site);
    }

    loop(body: () => void): void {
        this.scope.openLoop();
        body();
        this.scope.closeLoop();
    }

    comprehension(body: () => void): void {
        this.comprehensions.push(new Map());
        body();
        this.comprehensions.pop();
    }

    /** @param name the function's, already set */
    functionBody(name: Occurrence | undefined, body: () => void): void {
        const { scope, inside } = this;
        this.inside = name;
        this.scope = new ScopeFlow(this, scope === this.globals ? read => this.global(this.later, 'later', read) : read => scope.whenCalled(read));
        body();
        this.scope.close();
        this.scope = scope;
        this.inside = inside;
    }

    finish(isExit: boolean): StatementNames {
        const after = this.globals.close();
        for (const [name, meaning] of this.later) {
            meaning.from.push(...this.globals.writesOf(name));
        }
        this.occurrences.sort((a, b) => a.start - b.start);
        this.after = after;
        this.loaded = this.loads.length === 0 ? [] : loadedAmong(this.occurrences, after);
        this.isExit = isExit;
        return this;
    }

    private global(memory: Map<string, Meaning>, kind: 'before' | 'later', name: string): Meaning {
        let meaning = memory.get(name);
        if (meaning === undefined) {
            meaning = { kind, name, from: [], home: this };
            memory.set(name, meaning);
        }
        return meaning;
    }

    private add(name: string, start: number, meaning: Meaning, more: Partial<Pick<Occurrence, 'setBy' | 'isGlobal' | 'isCallee' | 'extent'>>): Occurrence {
        const extent = more.extent ?? { start, end: start + name.length };
        const occurrence: Occurrence = {
            name, home: this, meaning, setBy: undefined, isGlobal: false, isCallee: false, inside: this.inside, ...more,
            start: start + this.shift, extent: { start: extent.start + this.shift, end: extent.end + this.shift }
        };
        this.occurrences.push(occurrence);
        return occurrence;
    }
}

function loadedAmong(occurrences: readonly Occurrence[], after: ReadonlyMap<string, Meaning>): Meaning[] {
    const seen = new Set<Meaning>();
    const waiting = [...occurrences.map(({ meaning }) => meaning), ...after.values()];
    for (let meaning = waiting.pop(); meaning !== undefined; meaning = waiting.pop()) {
        if (!seen.has(meaning)) {
            seen.add(meaning);
            waiting.push(...meaning.from);
        }
    }
    return [...seen].filter(({ kind }) => kind === 'load');
}
