import { isAbsolute, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { libraryUri } from '../language/program/library.js';
import type { Unit } from '../language/program/problem.js';
import type { Program } from '../language/program/program.js';
import { LineTable } from './line-table.js';
import type { LineColumn } from './line-table.js';
import type { SourceFile } from './source-file.js';
import type { Terminal } from './terminal.js';

/** A place in the program, in a file that it loads or in the library. */
export interface NamedPlace extends LineColumn {
    readonly file: string;
}

/** Names the places of a program as `file:line:column`. */
export class Places {
    private readonly program: Program;
    private readonly source: SourceFile;
    private readonly terminal: Terminal;
    private readonly tables = new Map<string, LineTable>();

    constructor(terminal: Terminal, source: SourceFile, program: Program) {
        this.terminal = terminal;
        this.source = source;
        this.program = program;
    }

    /** Where a part of a statement stands; undefined when its file is not known. */
    of(unit: Unit, start: number, end: number): NamedPlace | undefined {
        const location = this.program.locate(unit, start, end);
        if (location === undefined) {
            return undefined;
        }
        return { file: this.fileName(location.uri), ...this.tableOf(location.uri, location.text).at(location.start) };
    }

    /** Where an offset of the program's own text stands. */
    at(offset: number): NamedPlace {
        return { file: this.source.label, ...this.tableOf(this.source.uri, this.program.text).at(offset) };
    }

    private tableOf(uri: string, text: string): LineTable {
        const table = this.tables.get(uri) ?? new LineTable(text);
        this.tables.set(uri, table);
        return table;
    }

    private fileName(uri: string): string {
        if (uri === this.source.uri) {
            return this.source.label;
        }
        if (uri === libraryUri || !uri.startsWith('file:')) {
            return 'standard library';
        }
        const path = fileURLToPath(uri);
        const fromHere = relative(this.terminal.cwd, path);
        return fromHere.startsWith('..') || isAbsolute(fromHere) ? path : fromHere;
    }
}

/** `file:line:column`, as editors and terminals make links of it. */
export function placeText({ file, line, column }: NamedPlace): string {
    return `${file}:${line}:${column}`;
}
