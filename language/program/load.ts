import { RaspError } from '../values/error.js';
import { limits } from '../limits.js';
import type { Load } from '../syntax/generated/ast.js';
import { parseProgram } from '../syntax/parse.js';
import type { ParsedStatement, PlacedStatement } from '../syntax/parse.js';
import { addressesOf } from './load-host.js';
import type { LoadRequest } from './load-host.js';
import { ProblemCollector } from './problem-collector.js';
import { namesSetBy } from './names-set.js';
import type { Problem, RelatedPlace, Unit } from './problem.js';
import { alwaysReserved } from './reserved-names.js';
import { Scope } from './scope.js';
import type { SessionOptions } from './session-options.js';
import { Missing } from './value.js';
import type { Value } from './value.js';

/** What the loader needs of the interpreter. */
export interface LoadingInterpreter {
    unit: Unit;
    problems: ProblemCollector;
    runParsed(statement: ParsedStatement, scope: Scope): void;
    assign(name: string, value: Value, scope: Scope): void;
    work(steps: number): void;
}

/** What looking for a file counts as. */
const stepsPerLoad = 1_000;

interface FileText {
    readonly text: string;
    readonly statements: readonly PlacedStatement[];
}

/** Runs loaded files, each in a scope of its own on the standard library, and hands their public names to the loader. */
export class FileLoader {
    /** What the current top-level statement asked for, found or not. */
    requested: LoadRequest[] = [];
    /** Of the files that the current top-level statement loaded, directly or not; at the prompt only. */
    notes: LoadNote[] = [];
    /** Problems that say only that a loaded file has some, which are noted themselves. */
    readonly summaries = new WeakSet<Problem>();
    private readonly options: SessionOptions;
    private readonly files = new Map<string, FileText>();
    private readonly open: { uri: string; exited: boolean }[] = [];

    constructor(options: SessionOptions) {
        this.options = options;
    }

    get isLoading(): boolean {
        return this.open.length > 0;
    }

    /** Ends the file that is being loaded. @returns false when none is */
    exitFile(): boolean {
        const file = this.open.at(-1);
        if (file !== undefined) {
            file.exited = true;
        }
        return file !== undefined;
    }

    /** The text of a file as it was when it was loaded last. */
    fileText(uri: string): FileText | undefined {
        return this.files.get(uri);
    }

    /**
     * @param loader the statement that loads
     * @throws RaspError `load` when the file is missing, loads itself or has errors; its names are set all the same in the last case
     */
    load(tree: Load, scope: Scope, loader: Unit, interpreter: LoadingInterpreter): void {
        interpreter.work(stepsPerLoad);
        const found = this.options.host.resolve(tree.path, loader.uri);
        this.requested.push({ path: tree.path, from: loader.uri, addresses: addressesOf(found) });
        if ('tried' in found) {
            const hint = tree.path.endsWith('.rasp') ? '; `load` adds `.rasp` itself, leave it off' : '';
            throw new RaspError('load', `cannot find "${tree.path}.rasp"${hint}; looked for ${found.tried.map(uri => this.options.host.describe?.(uri) ?? uri).join(', ')}`,
                `could not find file: ${tree.path}.rasp`);
        }
        if ('problem' in found) {
            throw new RaspError('load', `${this.options.host.describe?.(found.uri) ?? found.uri} ${found.problem}`);
        }
        const cycle = [this.options.uri, ...this.open.map(file => file.uri), found.uri];
        if (cycle.indexOf(found.uri) < cycle.length - 1) {
            const names = cycle.slice(cycle.indexOf(found.uri)).map(fileName);
            throw new RaspError('load', `"${tree.path}" loads itself: ${names.join(' → ')}`);
        }
        if (this.open.length >= limits.loadDepth) {
            throw new RaspError('load', `more than ${limits.loadDepth} files load each other in a row, the limit`);
        }
        const own = new Scope('file', this.options.foundation.scope, tree.path);
        const related = this.run(found.uri, this.parse(found.uri, found.text), own, interpreter);
        for (const name of own.ownNames()) {
            const value = own.getOwn(name);
            if (!name.startsWith('_') && !this.isLibraryName(name) && value !== undefined && !(value instanceof Missing)) {
                interpreter.assign(name, value, scope);
            }
        }
        const [first] = related;
        if (first !== undefined) {
            const error = new RaspError('load', `${fileName(found.uri)} has ${related.length === 1 ? 'an error' : `${related.length} errors; the first`}: ${first.message}`);
            throw new LoadedFileError(error, related.slice(0, 10));
        }
    }

    private note(text: string, { offset, statement }: PlacedStatement, previous: PlacedStatement | undefined, problems: readonly Problem[], scope: Scope): void {
        if (this.options.mode !== 'prompt') {
            return;
        }
        if (problems.length === 0) {
            for (const name of namesSetBy(statement).always) {
                const value = scope.getOwn(name);
                if (!name.startsWith('_') && value !== undefined && !(value instanceof Missing)) {
                    this.notes.push({ name, value });
                }
            }
            return;
        }
        const isTold = statement.sharesLine && previous !== undefined && !text.slice(previous.offset + previous.statement.text.length, offset).includes('\n');
        if (!isTold) {
            this.notes.push(...problems.filter(problem => !this.summaries.has(problem)).map(problem => ({ problem, sharesLine: statement.sharesLine })));
        }
    }

    private isLibraryName(name: string): boolean {
        return alwaysReserved.has(name) || this.options.foundation.scope.getOwn(name) !== undefined;
    }

    private parse(uri: string, text: string): FileText {
        const known = this.files.get(uri);
        const file = known?.text === text ? known : { text, statements: parseProgram(text, known?.statements) };
        this.files.set(uri, file);
        return file;
    }

    private run(uri: string, file: FileText, scope: Scope, interpreter: LoadingInterpreter): RelatedPlace[] {
        const entry = { uri, exited: false };
        const related: RelatedPlace[] = [];
        let previous: PlacedStatement | undefined;
        this.open.push(entry);
        try {
            for (const placed of file.statements) {
                const { statement } = placed;
                interpreter.work(1);
                interpreter.unit = { uri, statement };
                interpreter.problems = new ProblemCollector(this.options.mode === 'prompt');
                interpreter.runParsed(statement, scope);
                this.note(file.text, placed, previous, interpreter.problems.list, scope);
                previous = placed;
                for (const { start, end, message } of interpreter.problems.list.filter(({ severity }) => severity === 'error')) {
                    related.push({ unit: { uri, statement }, start, end, message });
                }
                if (entry.exited) {
                    break;
                }
            }
        } finally {
            this.open.pop();
        }
        return related;
    }
}

/** What the prompt says of a loaded file: the names that its statements set, in order, and their errors. */
export type LoadNote =
    | { readonly name: string; readonly value: Value }
    /** `sharesLine` where several statements stand on one line: it is told once for them all. */
    | { readonly problem: Problem; readonly sharesLine: boolean };

/** A loaded file has errors. */
export class LoadedFileError extends Error {
    readonly error: RaspError;
    readonly related: readonly RelatedPlace[];

    constructor(error: RaspError, related: readonly RelatedPlace[]) {
        super(error.message);
        this.error = error;
        this.related = related;
    }
}

function fileName(uri: string): string {
    return decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
}
