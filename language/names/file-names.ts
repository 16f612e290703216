import type { PlacedExpectation } from '../expectations/expectation.js';
import type { PlacedStatement } from '../syntax/parse.js';
import { namesOfExpectation } from './expectation-names.js';
import type { LoadSite, Meaning, Occurrence, StatementNames } from './occurrence.js';
import { namesOf } from './statement-names.js';

/** A meaning and the file that it belongs to. */
export interface Bound {
    readonly file: FileNames;
    readonly meaning: Meaning;
}

/** What a file's names stand on. */
export interface Ground {
    /** Names that cannot be set at top level. */
    readonly reserved: ReadonlySet<string>;
    /** What a name is that the file has not set. */
    base(name: string): Bound | undefined;
    /** What a loaded file hands over, by name; undefined where there is no such file. */
    exports(load: LoadSite): ReadonlyMap<string, Bound> | undefined;
}

interface Change {
    readonly index: number;
    readonly bound: Bound;
}

/** The names of one file: the names of its statements, joined in the order in which they run. */
export class FileNames {
    readonly uri: string;
    readonly statements: readonly PlacedStatement[];
    /** What stands behind the `#?` of its comments. */
    readonly expectations: readonly PlacedExpectation[];
    /** By the numbers of the statements; those of the expectations follow. */
    readonly names: readonly StatementNames[];
    /** What the file's globals are at its end. */
    readonly end: ReadonlyMap<string, Bound>;
    private readonly ground: Ground;
    private readonly numbers = new Map<StatementNames, number>();
    /** What a `before` meaning continues, a `later` meaning is at first, a `load` meaning is given. */
    private readonly origins = new Map<Meaning, Bound>();
    private readonly changed = new Map<string, Change[]>();
    private readonly tails = new Map<string, readonly Bound[]>();
    private readonly tailParts = new Map<Meaning, readonly Bound[]>();

    /** @param previous what the file was before: its expectations need not be read again */
    constructor(uri: string, statements: readonly PlacedStatement[], expectations: readonly PlacedExpectation[], ground: Ground, previous?: FileNames) {
        this.uri = uri;
        this.statements = statements;
        this.expectations = expectations;
        this.ground = ground;
        const known = Map.groupBy(previous?.expectations.entries() ?? [], ([, { text }]) => text);
        const inExpectations = expectations.map(({ text }) => {
            const same = known.get(text)?.pop();
            return (same === undefined ? undefined : previous?.names[previous.statements.length + same[0]]) ?? namesOfExpectation(text, ground.reserved);
        });
        const inStatements = statements.map(({ statement }) => namesOf(statement, ground.reserved));
        this.names = [...inStatements, ...inExpectations];
        this.names.forEach((names, number) => this.numbers.set(names, number));
        const state = new Map<string, Bound>();
        let end: Map<string, Bound> | undefined;
        let expectation = 0;
        const readExpectations = (above: number): void => {
            while ((expectations[expectation]?.statementsAbove ?? Infinity) <= above) {
                inExpectations[expectation]?.before.forEach(meaning => { this.link(meaning, state); });
                expectation++;
            }
        };
        readExpectations(0);
        for (const [index, names] of inStatements.entries()) {
            this.run(index, names, state);
            if (names.isExit) {
                end ??= new Map(state);
            }
            readExpectations(index + 1);
        }
        this.end = end ?? state;
    }

    /** The name at an offset of the file, or ending there. */
    at(offset: number): Occurrence | undefined {
        const nearest = firstAbove(this.expectations.length, at => (this.expectations[at]?.offset ?? 0) > offset) - 1;
        const expectation = this.expectations[nearest];
        if (expectation !== undefined && expectation.text !== '' && offset <= expectation.offset + expectation.text.length) {
            return touching(this.names[this.statements.length + nearest], offset - expectation.offset);
        }
        const index = firstAbove(this.statements.length, at => (this.statements[at]?.offset ?? 0) > offset) - 1;
        return touching(this.names[index], offset - (this.statements[index]?.offset ?? 0));
    }

    /** The offset of an occurrence in the file. */
    offsetOf({ home, start }: Occurrence): number {
        const number = this.numberOf(home);
        return ((this.statements[number] ?? this.expectations[number - this.statements.length])?.offset ?? 0) + start;
    }

    /** The number of a statement or expectation of this file. */
    numberOf(home: StatementNames): number {
        return this.numbers.get(home) ?? 0;
    }

    /** Whether a name is ever set for the whole file, by it or by what it loads. */
    changes(name: string): boolean {
        return this.changed.has(name);
    }

    /** All places where a name is used or set, whatever it stands for. */
    *occurrencesOf(name: string): Generator<Occurrence> {
        for (const { occurrences } of this.names) {
            for (const occurrence of occurrences) {
                if (occurrence.name === name) {
                    yield occurrence;
                }
            }
        }
    }

    /**
     * What a meaning of this file can be; nothing for what sets the name itself.
     * @param first for a name that a function reads when it is called: only what it is where the function is defined, else what sets it first
     */
    sourcesOf(meaning: Meaning, first = false): readonly Bound[] {
        const tail = this.tailParts.get(meaning);
        if (tail !== undefined) {
            return tail;
        }
        const origin = this.origins.get(meaning);
        if (origin !== undefined && (meaning.kind !== 'later' || first)) {
            return [origin];
        }
        const parts = meaning.from.map((part): Bound => ({ file: this, meaning: part }));
        if (meaning.kind !== 'later' || meaning.home === undefined) {
            return parts;
        }
        const number = this.numberOf(meaning.home);
        const changes = this.changed.get(meaning.name) ?? [];
        const next = firstAbove(changes.length, at => (changes[at]?.index ?? 0) > number);
        const then = first ? changes[next]?.bound : this.tailsOf(meaning.name, changes)[next];
        return [...origin === undefined ? [] : [origin], ...parts, ...then === undefined ? [] : [then]];
    }

    private run(index: number, names: StatementNames, state: Map<string, Bound>): void {
        const link = (meaning: Meaning): void => { this.link(meaning, state); };
        const change = (name: string, bound: Bound): void => {
            state.set(name, bound);
            const changes = this.changed.get(name);
            if (changes === undefined) {
                this.changed.set(name, [{ index, bound }]);
            } else {
                changes.push({ index, bound });
            }
        };
        names.before.forEach(link);
        for (const load of names.loads) {
            const loaded = this.ground.exports(load);
            if (load.isGlobal) {
                loaded?.forEach((bound, name) => { change(name, bound); });
            }
        }
        for (const meaning of names.loaded) {
            const origin = meaning.load === undefined ? undefined : this.ground.exports(meaning.load)?.get(meaning.name);
            if (origin !== undefined) {
                this.origins.set(meaning, origin);
            }
        }
        names.after.forEach((meaning, name) => { change(name, { file: this, meaning }); });
        names.later.forEach(link);
    }

    private link(meaning: Meaning, state: ReadonlyMap<string, Bound>): void {
        const origin = state.get(meaning.name) ?? this.ground.base(meaning.name);
        if (origin !== undefined) {
            this.origins.set(meaning, origin);
        }
    }

    /** For each change of a name one meaning for it and all that follow it, so that functions share them. */
    private tailsOf(name: string, changes: readonly Change[]): readonly Bound[] {
        let tails = this.tails.get(name);
        if (tails === undefined) {
            tails = changes.map((): Bound => ({ file: this, meaning: { kind: 'join', name, from: [] } }));
            for (const [at, { bound }] of changes.entries()) {
                const next = tails[at + 1];
                const tail = tails[at];
                if (tail !== undefined) {
                    this.tailParts.set(tail.meaning, next === undefined ? [bound] : [bound, next]);
                }
            }
            this.tails.set(name, tails);
        }
        return tails;
    }
}

function touching(names: StatementNames | undefined, offset: number): Occurrence | undefined {
    return names?.occurrences.findLast(({ start, name }) => start <= offset && offset <= start + name.length);
}

/** The first of so many numbers that passes a test which all after it pass as well; `count` when none does. */
function firstAbove(count: number, isAbove: (at: number) => boolean): number {
    let low = 0;
    let high = count;
    while (low < high) {
        const middle = (low + high) >> 1;
        if (isAbove(middle)) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}
