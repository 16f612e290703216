import type { FileNames } from './file-names.js';
import { definitionsOf, NameWeb } from './name-web.js';
import type { Definition, Place } from './name-web.js';
import type { Occurrence } from './occurrence.js';

/** A definition or a file, and the places in it where it uses, or is used by, something else. */
export interface Uses {
    readonly file: FileNames;
    /** Undefined for what stands in a file outside of all definitions. */
    readonly definition: Occurrence | undefined;
    readonly places: readonly Place[];
}

/** The functions and assignments that use some definitions. */
export function usersOf(name: string, definitions: readonly Definition[], files: Iterable<FileNames>): Uses[] {
    const reads = new NameWeb(name, files).reachedFrom(definitions).filter(({ occurrence }) => occurrence.setBy === undefined);
    return grouped(reads.map(place => ({ place, file: place.file, definition: ownerOf(place) })));
}

/** What a definition uses that is a function, or set by an assignment, of some file or of the library. */
export function usedBy({ file, occurrence }: Place): Uses[] {
    const isFunction = occurrence.setBy === 'function';
    const reads = occurrence.home.occurrences.filter(read => read.setBy === undefined && (isFunction ? isWithin(read, occurrence) : read.inside === occurrence.inside));
    return grouped(reads.flatMap(read => {
        const place: Place = { file, occurrence: read };
        return definitionsOf(place, true)
            .filter(({ meaning }) => meaning.occurrence?.isGlobal === true || meaning.occurrence?.setBy === 'function')
            .map(definition => ({ place, file: definition.file, definition: definition.meaning.occurrence }));
    }));
}

/** What the use of a name belongs to: the innermost function, else the assignment. */
function ownerOf({ occurrence: { home, inside } }: Place): Occurrence | undefined {
    return inside ?? (home.occurrences[0]?.setBy === 'assignment' && home.occurrences[0].isGlobal ? home.occurrences[0] : undefined);
}

function isWithin({ inside }: Occurrence, definition: Occurrence): boolean {
    for (let around = inside; around !== undefined; around = around.inside) {
        if (around === definition) {
            return true;
        }
    }
    return false;
}

function grouped(uses: readonly { readonly place: Place; readonly file: FileNames; readonly definition: Occurrence | undefined }[]): Uses[] {
    const groups = new Map<Occurrence | FileNames, { file: FileNames; definition: Occurrence | undefined; places: Place[] }>();
    for (const { place, file, definition } of uses) {
        const key = definition ?? file;
        const group = groups.get(key) ?? { file, definition, places: [] };
        groups.set(key, group);
        group.places.push(place);
    }
    return [...groups.values()];
}
