import type { PlacedExpectation } from '../expectations/expectation.js';
import { libraryUri } from '../program/library.js';
import { alwaysReserved } from '../program/reserved-names.js';
import { parseProgram } from '../syntax/parse.js';
import type { ParsedStatement, PlacedStatement } from '../syntax/parse.js';
import type { TextRange } from '../syntax/ranges.js';
import type { FileNames } from './file-names.js';
import { libraryNames } from './library-names.js';
import type { NameFiles } from './name-files.js';
import { definitionsOf, NameWeb } from './name-web.js';
import type { Definition, Place } from './name-web.js';
import { isIdentifier, isWord } from './words.js';

/** Why a name is not renamed, for a person to read. */
export interface Refusal {
    readonly reason: string;
}

export interface RenamePlan {
    /** By the files' addresses, in the order of their texts. */
    readonly ranges: ReadonlyMap<string, readonly TextRange[]>;
}

/** Says where a place is, for a person to read: `line 3`. */
export type DescribePlace = (place: Place) => string;

/** Why the name at a place cannot have another name; undefined where it can. */
export function refusalAt(place: Place): Refusal | undefined {
    const { name } = place.occurrence;
    const definitions = definitionsOf(place);
    if (definitions.length === 0) {
        return { reason: `nothing sets \`${name}\` before it is used here, so there is nothing to rename` };
    }
    return definitions.every(isOfLibrary) ? { reason: `\`${name}\` belongs to the standard library, which cannot be changed` } : undefined;
}

/**
 * What to change so that a name has another one and every program means what it did.
 * @param candidates all files in which the old or the new name stands, and those that these load
 */
export function planRename(files: NameFiles, candidates: readonly FileNames[], place: Place, to: string, describe: DescribePlace): RenamePlan | Refusal {
    const { name: from } = place.occurrence;
    const refused = refusalAt(place) ?? refusalOfName(to);
    if (refused !== undefined) {
        return refused;
    }
    if (to === from) {
        return { ranges: new Map() };
    }
    const tied = new NameWeb(from, [place.file, ...candidates]).tiedTo(definitionsOf(place));
    return tiedRefusal(tied, from, to, candidates, describe) ?? edited(files, candidates, tied, to, describe);
}

/** Why a text cannot be a name of a program. */
function refusalOfName(to: string): Refusal | undefined {
    if (!isIdentifier(to)) {
        return { reason: `"${to.length > 40 ? `${to.slice(0, 40)}…` : to}" is not a name: a name begins with a letter or _, and goes on with letters, digits and _` };
    }
    if (isWord(to) || alwaysReserved.has(to)) {
        return { reason: `\`${to}\` is a word of the language, choose another name` };
    }
    return libraryNames().reserved.has(to) ? { reason: `\`${to}\` is a name of the standard library, choose another name` } : undefined;
}

function tiedRefusal({ places, definitions }: Tied, from: string, to: string, candidates: readonly FileNames[], describe: DescribePlace): Refusal | undefined {
    if (definitions.some(isOfLibrary)) {
        return { reason: `some uses of \`${from}\` can mean this one or the language's own \`${from}\`, depending on when a function is called or how often a loop runs` };
    }
    const touched = new Set(places.map(({ file }) => file));
    const [own, other] = touched;
    if (to.startsWith('_') && own !== undefined && other !== undefined) {
        return { reason: `\`${to}\` would be private to its file, since it begins with _, but \`${from}\` is used in ${touched.size} files` };
    }
    const isGlobal = definitions.some(({ meaning: { occurrence } }) => occurrence?.isGlobal === true);
    const clash = new NameWeb(to, candidates).places.find(({ file, occurrence }) => occurrence.setBy !== undefined && (occurrence.isGlobal
        ? isGlobal && touched.has(file)
        : definitions.some(({ meaning: { occurrence: set } }) => set?.home === occurrence.home && set.inside === occurrence.inside && !set.isGlobal)));
    if (clash !== undefined) {
        return { reason: `\`${to}\` is set already, on ${describe(clash)}` };
    }
    const loader = isGlobal ? [...touched].find(file => file.changes(to)) : undefined;
    return loader === undefined ? undefined : { reason: `\`${to}\` is set already by a file that is loaded where \`${from}\` is used` };
}

interface Tied {
    readonly places: readonly Place[];
    readonly definitions: readonly Definition[];
}

/** Makes the change on trial: what was tied together must be tied afterwards, and nothing else with it. */
function edited(files: NameFiles, candidates: readonly FileNames[], { places }: Tied, to: string, describe: DescribePlace): RenamePlan | Refusal {
    const statements = new Map<string, PlacedStatement[]>();
    const expectations = new Map<string, PlacedExpectation[]>();
    const ranges = new Map<string, TextRange[]>();
    const byStatement = Map.groupBy(places, ({ occurrence }) => occurrence.home);
    for (const [home, here] of byStatement) {
        const [{ file } = { file: undefined }] = here;
        if (file === undefined) {
            continue;
        }
        const number = file.numberOf(home);
        const changed = statements.get(file.uri) ?? [...file.statements];
        const tests = expectations.get(file.uri) ?? [...file.expectations];
        statements.set(file.uri, changed);
        expectations.set(file.uri, tests);
        const placed = changed[number];
        const expectation = tests[number - changed.length];
        const renamed = placed === undefined ? undefined : withName(placed.statement, here, to);
        if (expectation !== undefined) {
            tests[number - changed.length] = { ...expectation, text: textWithName(expectation.text, here, to) };
        } else if (placed !== undefined && renamed !== undefined) {
            changed[number] = { offset: placed.offset, statement: renamed };
        } else {
            return { reason: `\`${to}\` would be read as something else on ${here[0] === undefined ? 'its line' : describe(here[0])}, choose another name` };
        }
        const ofFile = ranges.get(file.uri) ?? [];
        ranges.set(file.uri, ofFile);
        for (const { occurrence } of here) {
            const start = file.offsetOf(occurrence);
            ofFile.push({ start, end: start + occurrence.name.length });
        }
    }
    const after = files.edited(statements, expectations);
    const affected = candidates.map(({ uri }) => after.file(uri)).filter(file => file !== undefined);
    const numbers = new PlaceNumbers();
    const set = places.filter(({ occurrence }) => occurrence.setBy !== undefined);
    const moved = set.map(place => numbers.same(place, after)).filter(place => place !== undefined);
    const now = new NameWeb(to, affected).tiedTo(moved.map(({ file, occurrence: { meaning } }) => ({ file, meaning })));
    const wanted = new Map(places.map(place => [numbers.of(place), place]));
    const found = new Map(now.places.map(place => [numbers.of(place), place]));
    const lost = [...wanted].find(([key]) => !found.has(key))?.[1];
    if (lost !== undefined) {
        return { reason: `on ${describe(lost)} another \`${to}\` would be meant` };
    }
    const caught = [...found].find(([key]) => !wanted.has(key))?.[1];
    if (caught !== undefined) {
        return { reason: `\`${to}\` on ${describe(caught)} would then mean this name` };
    }
    ranges.forEach(ofFile => ofFile.sort((a, b) => a.start - b.start));
    return { ranges };
}

/** A statement with some of its names changed; undefined when it would be read in another way. */
function withName(statement: ParsedStatement, places: readonly Place[], to: string): ParsedStatement | undefined {
    const text = textWithName(statement.text, places, to);
    if (statement.tree === undefined || statement.problems.length > 0) {
        return { ...statement, text, tree: undefined };
    }
    const [only, second] = parseProgram(text);
    return only === undefined || second !== undefined || only.statement.text !== text || only.statement.problems.length > 0 ? undefined : only.statement;
}

function textWithName(before: string, places: readonly Place[], to: string): string {
    let text = '';
    let done = 0;
    for (const { occurrence: { start, name } } of places.toSorted((a, b) => a.occurrence.start - b.occurrence.start)) {
        text += before.slice(done, start) + to;
        done = start + name.length;
    }
    return text + before.slice(done);
}

/** Tells places apart by their order, which a change of names leaves as it is. */
class PlaceNumbers {
    private readonly known = new Map<object, Map<object, number>>();

    of({ file, occurrence }: Place): string {
        return `${file.uri} ${file.numberOf(occurrence.home)} ${this.inStatement(occurrence)}`;
    }

    /** The place that has the same number in another state of the files. */
    same({ file, occurrence }: Place, files: NameFiles): Place | undefined {
        const other = files.file(file.uri);
        const found = other?.names[file.numberOf(occurrence.home)]?.occurrences[this.inStatement(occurrence)];
        return other === undefined || found === undefined ? undefined : { file: other, occurrence: found };
    }

    private inStatement(occurrence: Place['occurrence']): number {
        let numbers = this.known.get(occurrence.home);
        if (numbers === undefined) {
            numbers = new Map(occurrence.home.occurrences.map((each, i) => [each, i]));
            this.known.set(occurrence.home, numbers);
        }
        return numbers.get(occurrence) ?? 0;
    }
}

function isOfLibrary({ file }: Definition): boolean {
    return file.uri === libraryUri;
}
