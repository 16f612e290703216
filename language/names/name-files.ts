import type { PlacedExpectation } from '../expectations/expectation.js';
import { limits } from '../limits.js';
import { libraryUri } from '../program/library.js';
import type { PlacedStatement } from '../syntax/parse.js';
import { FileNames } from './file-names.js';
import type { Bound } from './file-names.js';
import { libraryNames } from './library-names.js';

/** Where files come from. */
export interface NameSource {
    /** The statements of a file: the same array as long as it has not changed. */
    statements(uri: string): readonly PlacedStatement[] | undefined;
    /** What stands behind the `#?` of a file, in its order: the same array as long as it has not changed. */
    expectations(uri: string): readonly PlacedExpectation[];
    /** The address of the file that `load "path"` finds. */
    resolve(path: string, fromUri: string): string | undefined;
}

type Exports = ReadonlyMap<string, Bound>;

interface Entry {
    readonly names: FileNames;
    /** What each file that it loads was at its end. */
    readonly loads: ReadonlyMap<string, ReadonlyMap<string, Bound> | undefined>;
}

/** The names of files and of the files that they load. A file is read again only when it or what it loads has changed. */
export class NameFiles {
    private readonly source: NameSource;
    private readonly entries = new Map<string, Entry>();
    private checked = new Set<string>();
    private readonly open: string[] = [];
    private readonly exported = new WeakMap<FileNames, Exports>();

    constructor(source: NameSource) {
        this.source = source;
    }

    /** Looks at the files anew from here on. */
    refresh(): void {
        this.checked = new Set();
    }

    /** A file's names; undefined where there is no such file. */
    file(uri: string): FileNames | undefined {
        if (uri === libraryUri) {
            return libraryNames().file;
        }
        const known = this.entries.get(uri);
        if (known !== undefined && this.checked.has(uri)) {
            return known.names;
        }
        const statements = this.source.statements(uri);
        if (statements === undefined) {
            this.entries.delete(uri);
            return undefined;
        }
        const expectations = this.source.expectations(uri);
        this.open.push(uri);
        try {
            if (known?.names.statements === statements && known.names.expectations === expectations && [...known.loads].every(([path, end]) => this.loaded(uri, path)?.end === end)) {
                this.checked.add(uri);
                return known.names;
            }
            const names = this.read(uri, statements, expectations, known?.names);
            this.checked.add(uri);
            return names;
        } finally {
            this.open.pop();
        }
    }

    /** These files with other statements and expectations in some of them; this object stays as it is. */
    edited(statements: ReadonlyMap<string, readonly PlacedStatement[]>, expectations: ReadonlyMap<string, readonly PlacedExpectation[]>): NameFiles {
        return new NameFiles({
            statements: uri => statements.get(uri) ?? this.source.statements(uri),
            expectations: uri => expectations.get(uri) ?? this.source.expectations(uri),
            resolve: (path, fromUri) => this.source.resolve(path, fromUri)
        });
    }

    private read(uri: string, statements: readonly PlacedStatement[], expectations: readonly PlacedExpectation[], previous: FileNames | undefined): FileNames {
        const loads = new Map<string, ReadonlyMap<string, Bound> | undefined>();
        const { reserved, base } = libraryNames();
        const names = new FileNames(uri, statements, expectations, {
            reserved, base,
            exports: ({ path }) => {
                const file = this.loaded(uri, path);
                loads.set(path, file?.end);
                return file === undefined ? undefined : this.exportsOf(file);
            }
        }, previous);
        this.entries.set(uri, { names, loads });
        return names;
    }

    /** A loaded file's names. A file that loads itself, and one at the end of too long a chain, sets none. */
    private loaded(uri: string, path: string): FileNames | undefined {
        const target = this.source.resolve(path, uri);
        return target === undefined || this.open.includes(target) || this.open.length > limits.loadDepth ? undefined : this.file(target);
    }

    private exportsOf(file: FileNames): Exports {
        let exports = this.exported.get(file);
        if (exports === undefined) {
            exports = new Map([...file.end].filter(([name]) => !name.startsWith('_')));
            this.exported.set(file, exports);
        }
        return exports;
    }
}
