import type { CancellationToken, Location, Position } from 'vscode-languageserver';
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { PlacedExpectation } from '../language/expectations/expectation.js';
import { findExpectations } from '../language/expectations/find-expectations.js';
import { builtinOffset, libraryText } from '../language/program/library-document.js';
import { libraryUri } from '../language/program/library.js';
import type { LoadHost } from '../language/program/load-host.js';
import type { FileNames } from '../language/names/file-names.js';
import { NameFiles } from '../language/names/name-files.js';
import type { Definition, Place } from '../language/names/name-web.js';
import type { LoadSite } from '../language/names/occurrence.js';
import { parseProgram } from '../language/syntax/parse.js';
import type { PlacedStatement } from '../language/syntax/parse.js';
import type { AnalyzedDocuments } from './analyzed-documents.js';
import { addressKey, within } from './file-address.js';
import { nextTurn } from './next-turn.js';

/** Work done at once before other requests get their turn. */
const sliceMilliseconds = 8;

/** A text with its statements, parsed when they are asked for, and only where it differs from the text before. */
class FileText {
    readonly document: TextDocument;
    parsed: readonly PlacedStatement[] | undefined;
    private previous: readonly PlacedStatement[] | undefined;

    constructor(uri: string, text: string, previous: readonly PlacedStatement[] | undefined) {
        this.document = TextDocument.create(uri, 'rasp', 0, text);
        this.previous = previous;
    }

    get statements(): readonly PlacedStatement[] {
        this.parsed ??= parseProgram(this.document.getText(), this.previous);
        this.previous = undefined;
        return this.parsed;
    }
}

/** What names belong to, in the open files as they stand in the editor and in the others as they are on disk. */
export class WorkspaceNames {
    readonly files: NameFiles;
    private readonly documents: AnalyzedDocuments;
    private readonly host: LoadHost;
    private readonly isWatched: () => boolean;
    /** Files as they were read last. */
    private readonly texts = new Map<string, FileText>();
    /** Keys of the addresses of those that have not changed since. */
    private readonly fresh = new Set<string>();
    /** Expectations as they were looked for last. */
    private readonly found = new Map<string, { readonly text: string; readonly expectations: readonly PlacedExpectation[] }>();
    private readonly resolved = new Map<string, string | undefined>();
    private list: readonly string[] | undefined;

    /** @param isWatched whether the editor tells of files that change on disk */
    constructor(documents: AnalyzedDocuments, host: LoadHost, isWatched: () => boolean) {
        this.documents = documents;
        this.host = host;
        this.isWatched = isWatched;
        this.files = new NameFiles({ statements: uri => this.statements(uri), expectations: uri => this.expectations(uri), resolve: (path, from) => this.resolve(path, from) });
        documents.onFilesChanged(uris => { this.forget(uris); });
    }

    /** A file's names, once its newest text has been analyzed. */
    async file(uri: string): Promise<FileNames | undefined> {
        await this.documents.analyzed(uri);
        if (!this.isWatched()) {
            this.forget(undefined);
        }
        this.files.refresh();
        return this.files.file(uri);
    }

    /** The name at a position of a file. */
    async placeAt(uri: string, position: Position): Promise<Place | undefined> {
        const file = await this.file(uri);
        const occurrence = file?.at(this.offsetAt(uri, position));
        return file === undefined || occurrence === undefined ? undefined : { file, occurrence };
    }

    /** The `load` whose path is at a position, and its file. */
    async loadAt(uri: string, position: Position): Promise<LoadedPlace | undefined> {
        const file = await this.file(uri);
        const offset = this.offsetAt(uri, position);
        return file === undefined ? undefined : this.loadsOf(file).find(({ start, end }) => start <= offset && offset <= end);
    }

    /** The `load`s of a file that find one, in the order of the text. */
    loadsOf(file: FileNames): LoadedPlace[] {
        return file.names.flatMap(({ loads }, i) => loads.flatMap((load: LoadSite) => {
            const target = this.resolve(load.path, file.uri);
            const offset = file.statements[i]?.offset ?? 0;
            return target === undefined ? [] : [{ path: load.path, target, start: offset + load.start, end: offset + load.end }];
        }));
    }

    /**
     * The open files and those of the workspace in which one of these names stands.
     * @throws ResponseError when the request is cancelled
     */
    async mentioning(names: readonly string[], token: CancellationToken): Promise<FileNames[]> {
        const uris: string[] = [];
        await this.forEachFile(token, (uri, text) => {
            if (names.some(name => text.includes(name))) {
                uris.push(uri);
                this.files.file(uri);
            }
        });
        // Files may have changed in between: these are as they are now.
        this.files.refresh();
        return this.latest(uris.map(uri => ({ uri })));
    }

    /** The same files as they are now, after a pause. */
    latest(files: readonly Pick<FileNames, 'uri'>[]): FileNames[] {
        return files.map(({ uri }) => this.files.file(uri)).filter(file => file !== undefined);
    }

    /** Visits the open files and those of the workspace, with pauses. */
    async forEachFile(token: CancellationToken, visit: (uri: string, text: string) => void): Promise<void> {
        let end = performance.now() + sliceMilliseconds;
        for (const uri of new Set([...this.documents.openUris(), ...(await this.listed(token)).map(uri => this.documents.asOpened(uri))])) {
            if (performance.now() > end) {
                await nextTurn();
                this.files.refresh();
                end = performance.now() + sliceMilliseconds;
            }
            stopIfCancelled(token);
            const text = this.text(uri);
            if (text !== undefined) {
                visit(uri, text);
            }
        }
    }

    offsetAt(uri: string, position: Position): number {
        return this.document(uri)?.offsetAt(position) ?? 0;
    }

    location(uri: string, start: number, end: number): Location {
        const document = this.document(uri);
        const zero = { line: 0, character: 0 };
        return { uri, range: { start: document?.positionAt(start) ?? zero, end: document?.positionAt(end) ?? zero } };
    }

    locationOf({ file, occurrence }: Place): Location {
        const start = file.offsetOf(occurrence);
        return this.location(file.uri, start, start + occurrence.name.length);
    }

    /** Where a definition stands: its name, and all that sets it. What the language sets is explained in the library's text. */
    locationsOf({ file, meaning: { occurrence, name } }: Definition): { readonly name: Location; readonly whole: Location } {
        if (occurrence === undefined) {
            const start = builtinOffset(name) ?? 0;
            const location = this.location(libraryUri, start, start + name.length);
            return { name: location, whole: location };
        }
        const offset = file.offsetOf(occurrence) - occurrence.start;
        return { name: this.locationOf({ file, occurrence }), whole: this.location(file.uri, offset + occurrence.extent.start, offset + occurrence.extent.end) };
    }

    private text(uri: string): string | undefined {
        return this.documents.openText(uri) ?? (uri === libraryUri ? libraryText() : this.readFile(uri)?.document.getText());
    }

    private document(uri: string): Pick<TextDocument, 'offsetAt' | 'positionAt'> | undefined {
        const text = this.text(uri);
        return this.documents.current(uri) ?? (text === undefined ? undefined : this.keep(uri, text).document);
    }

    private statements(uri: string): readonly PlacedStatement[] | undefined {
        const open = this.documents.openText(uri);
        const program = this.documents.current(uri)?.program;
        // An analysis that is under way may not have read the newest text yet.
        if (program !== undefined && program.text === open) {
            return program.parsed;
        }
        return open === undefined ? this.readFile(uri)?.statements : this.keep(uri, open).statements;
    }

    private expectations(uri: string): readonly PlacedExpectation[] {
        const text = this.text(uri) ?? '';
        const known = this.found.get(uri);
        if (known?.text === text) {
            return known.expectations;
        }
        const expectations = findExpectations(text, this.statements(uri) ?? []);
        this.found.set(uri, { text, expectations });
        return expectations;
    }

    private readFile(uri: string): FileText | undefined {
        const known = this.texts.get(uri);
        if (known !== undefined && this.fresh.has(addressKey(uri))) {
            return known;
        }
        const text = this.host.read?.(uri);
        if (text === undefined) {
            this.texts.delete(uri);
            this.found.delete(uri);
            return undefined;
        }
        this.fresh.add(addressKey(uri));
        return this.keep(uri, text);
    }

    private keep(uri: string, text: string): FileText {
        const known = this.texts.get(uri);
        if (known?.document.getText() === text) {
            return known;
        }
        const kept = new FileText(uri, text, known?.parsed);
        this.texts.set(uri, kept);
        return kept;
    }

    private resolve(path: string, from: string): string | undefined {
        const key = `${from}\0${path}`;
        if (!this.resolved.has(key)) {
            const found = this.host.resolve(path, from);
            const target = 'text' in found ? { uri: this.documents.asOpened(found.uri), text: found.text } : undefined;
            this.resolved.set(key, target?.uri);
            if (target !== undefined && this.documents.openText(target.uri) === undefined) {
                this.keep(target.uri, target.text);
                this.fresh.add(addressKey(target.uri));
            }
        }
        return this.resolved.get(key);
    }

    private async listed(token: CancellationToken): Promise<readonly string[]> {
        if (this.list !== undefined && this.isWatched()) {
            return this.list;
        }
        const uris: string[] = [];
        for await (const part of this.host.workspaceFiles?.() ?? []) {
            stopIfCancelled(token);
            uris.push(...part);
        }
        this.list = uris;
        return uris;
    }

    private forget(uris: ReadonlySet<string> | undefined): void {
        this.resolved.clear();
        if (uris === undefined) {
            this.fresh.clear();
            this.list = undefined;
            return;
        }
        for (const uri of uris) {
            const isKnown = this.fresh.delete(addressKey(uri));
            // What is open is looked at anyway.
            if (this.documents.openText(uri) === undefined) {
                this.list = undefined;
                if (!isKnown) {
                    this.forgetFolder(uri);
                }
            }
        }
    }

    private forgetFolder(folder: string): void {
        const isInside = within([folder]);
        for (const key of this.fresh) {
            if (isInside(key)) {
                this.fresh.delete(key);
            }
        }
    }
}

/** A `load` whose file is there; offsets in the file that loads. */
export interface LoadedPlace {
    readonly path: string;
    readonly target: string;
    readonly start: number;
    readonly end: number;
}

function stopIfCancelled(token: CancellationToken): void {
    if (token.isCancellationRequested) {
        throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
    }
}
