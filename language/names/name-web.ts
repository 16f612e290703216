import type { Bound, FileNames } from './file-names.js';
import type { Meaning, Occurrence } from './occurrence.js';

/** An occurrence and the file that it is in. */
export interface Place {
    readonly file: FileNames;
    readonly occurrence: Occurrence;
}

/** What sets a name in the end: an occurrence of kind `write`, or the language itself. */
export interface Definition {
    readonly file: FileNames;
    readonly meaning: Meaning;
}

/**
 * What an occurrence can be set by. Several where loops or calls leave it open.
 * @param first for what functions read when they are called: only what holds where the function is defined
 */
export function definitionsOf({ file, occurrence }: Place, first = false): Definition[] {
    const found: Definition[] = [];
    const seen = new Set<Meaning>([occurrence.meaning]);
    const waiting: Bound[] = [{ file, meaning: occurrence.meaning }];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        if (isDefinition(next.meaning)) {
            found.push(next);
        } else {
            for (const source of next.file.sourcesOf(next.meaning, first)) {
                if (!seen.has(source.meaning)) {
                    seen.add(source.meaning);
                    waiting.push(source);
                }
            }
        }
    }
    return found;
}

function isDefinition({ kind }: Meaning): boolean {
    return kind === 'write' || kind === 'builtin';
}

/** All that one name stands for in some files, and how its occurrences hang together. */
export class NameWeb {
    readonly places: readonly Place[];
    /** Which meanings lead to a meaning. */
    private readonly users = new Map<Meaning, Meaning[]>();
    private readonly sources = new Map<Meaning, readonly Bound[]>();

    constructor(name: string, files: Iterable<FileNames>) {
        const places: Place[] = [];
        for (const file of new Set(files)) {
            for (const occurrence of file.occurrencesOf(name)) {
                places.push({ file, occurrence });
            }
        }
        this.places = places;
        const waiting: Bound[] = places.map(({ file, occurrence: { meaning } }) => ({ file, meaning }));
        for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
            const { file, meaning } = next;
            if (!this.sources.has(meaning)) {
                const sources = isDefinition(meaning) ? [] : file.sourcesOf(meaning);
                this.sources.set(meaning, sources);
                for (const source of sources) {
                    const users = this.users.get(source.meaning);
                    if (users === undefined) {
                        this.users.set(source.meaning, [meaning]);
                    } else {
                        users.push(meaning);
                    }
                    waiting.push(source);
                }
            }
        }
    }

    /** The places that these definitions set or can reach. */
    reachedFrom(definitions: readonly Definition[]): Place[] {
        return this.among(this.spread(definitions.map(({ meaning }) => meaning), meaning => this.users.get(meaning) ?? []));
    }

    /** The places that nothing sets. */
    unset(): Place[] {
        const definitions = [...this.sources.keys()].filter(isDefinition);
        const set = this.spread(definitions, meaning => this.users.get(meaning) ?? []);
        return this.places.filter(({ occurrence }) => !set.has(occurrence.meaning));
    }

    /** The places that share a definition with these, directly or through others: they must have one name. */
    tiedTo(definitions: readonly Definition[]): { readonly places: Place[]; readonly definitions: Definition[] } {
        const tied = this.spread(definitions.map(({ meaning }) => meaning), meaning => [...this.users.get(meaning) ?? [], ...(this.sources.get(meaning) ?? []).map(source => source.meaning)]);
        const all = new Map<Meaning, Definition>(definitions.map(definition => [definition.meaning, definition]));
        for (const sources of this.sources.values()) {
            for (const source of sources) {
                if (tied.has(source.meaning) && isDefinition(source.meaning)) {
                    all.set(source.meaning, source);
                }
            }
        }
        return { places: this.among(tied), definitions: [...all.values()] };
    }

    private spread(from: readonly Meaning[], next: (meaning: Meaning) => readonly Meaning[]): Set<Meaning> {
        const seen = new Set(from);
        const waiting = [...seen];
        for (let meaning = waiting.pop(); meaning !== undefined; meaning = waiting.pop()) {
            for (const other of next(meaning)) {
                if (!seen.has(other)) {
                    seen.add(other);
                    waiting.push(other);
                }
            }
        }
        return seen;
    }

    private among(meanings: ReadonlySet<Meaning>): Place[] {
        return this.places.filter(({ occurrence }) => meanings.has(occurrence.meaning));
    }
}
