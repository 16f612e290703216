import type { CancellationToken, Connection, DidChangeTextDocumentParams, Position } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Cancelled } from '../language/values/error.js';
import { libraryUri } from '../language/program/library.js';
import { addressesOf } from '../language/program/load-host.js';
import type { LoadRequest } from '../language/program/load-host.js';
import { Program } from '../language/program/program.js';
import { AnalyzedDocument } from './analyzed-document.js';
import { addressKey, within } from './file-address.js';
import { nextTurn } from './next-turn.js';
import type { Progress } from './progress.js';
import type { ServerHost } from './server-host.js';
import type { ExampleSettings } from './settings.js';
import { ShownLibrary } from './shown-library.js';

/** Work done at once before messages of the editor get their turn. */
const sliceMilliseconds = 12;

interface Entry {
    document: TextDocument;
    analyzed: AnalyzedDocument | undefined;
    /** Which analysis is the newest; older ones stop. */
    turn: number;
    running: Promise<void> | undefined;
    /** The check of its expectations, which follows. */
    checking: Promise<void> | undefined;
}

/**
 * The open documents and their programs. An edit is parsed and run at once, in slices, so that the next
 * keystroke never waits; a newer edit takes over what the one before it has done.
 */
export class AnalyzedDocuments {
    private readonly connection: Connection;
    private readonly host: ServerHost;
    private readonly settings: ExampleSettings;
    private readonly progress: Progress;
    private readonly library: ShownLibrary;
    /** By the key of their addresses. */
    private readonly entries = new Map<string, Entry>();
    private readonly listeners: ((document: AnalyzedDocument, isEdit: boolean) => void)[] = [];
    private readonly checkListeners: ((document: AnalyzedDocument) => void)[] = [];
    private readonly closeListeners: ((uri: string) => void)[] = [];
    private readonly changeListeners: ((uris: ReadonlySet<string> | undefined) => void)[] = [];

    constructor(connection: Connection, host: ServerHost, settings: ExampleSettings, progress: Progress) {
        this.connection = connection;
        this.host = host;
        this.settings = settings;
        this.progress = progress;
        this.library = new ShownLibrary(settings);
        connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text } }) => {
            // The library is shown, and no program of its own: its names are reserved for it.
            if (uri === libraryUri) {
                return;
            }
            const entry: Entry = { document: TextDocument.create(uri, languageId, version, text), analyzed: undefined, turn: 0, running: undefined, checking: undefined };
            this.stop(uri);
            this.entries.set(addressKey(uri), entry);
            void this.reopen(entry);
            this.filesChanged(new Set([uri]), uri);
        });
        connection.onDidChangeTextDocument(params => { this.change(params); });
        connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
            this.stop(uri);
            this.closeListeners.forEach(listener => { listener(uri); });
            this.filesChanged(new Set([uri]), uri);
        });
    }

    /** @param listener gets each document once its newest text has run, and whether an edit of it was the reason */
    onAnalyzed(listener: (document: AnalyzedDocument, isEdit: boolean) => void): void {
        this.listeners.push(listener);
    }

    /** @param listener gets each document once its expectations have been checked against its newest text */
    onChecked(listener: (document: AnalyzedDocument) => void): void {
        this.checkListeners.push(listener);
    }

    onClosed(listener: (uri: string) => void): void {
        this.closeListeners.push(listener);
    }

    /** @param listener gets the addresses of files that have changed, were opened or closed; undefined where any may have */
    onFilesChanged(listener: (uris: ReadonlySet<string> | undefined) => void): void {
        this.changeListeners.push(listener);
    }

    /** Addresses of the open documents. */
    openUris(): string[] {
        return [...this.entries.values()].map(({ document }) => document.uri);
    }

    /** Forgets a document; what is being done with it ends. */
    private stop(uri: string): void {
        const key = addressKey(uri);
        const entry = this.entries.get(key);
        if (entry !== undefined) {
            entry.turn++;
            this.entries.delete(key);
        }
    }

    /** An address as the editor writes it, where it is of an open document. */
    asOpened(uri: string): string {
        return this.entries.get(addressKey(uri))?.document.uri ?? uri;
    }

    /** The text of an open document, however its address is written. */
    openText(uri: string): string | undefined {
        return this.entries.get(addressKey(uri))?.document.getText();
    }

    /**
     * The document once its newest text has been analyzed; undefined when it is not open.
     * @throws Cancelled when the request that asks has been cancelled meanwhile
     */
    async analyzed(uri: string, token?: CancellationToken): Promise<AnalyzedDocument | undefined> {
        const entry = this.entries.get(addressKey(uri));
        while (entry?.running !== undefined) {
            await entry.running;
        }
        if (token?.isCancellationRequested === true) {
            throw new Cancelled();
        }
        return this.entries.get(addressKey(uri))?.analyzed;
    }

    /** The document once its newest text has run as far as a place: what needs nothing from below does not wait for that. */
    async analyzedUntil(uri: string, position: Position): Promise<AnalyzedDocument | undefined> {
        for (let entry = this.entries.get(addressKey(uri)); entry?.running !== undefined && entry.analyzed !== undefined; entry = this.entries.get(addressKey(uri))) {
            const { analyzed, document } = entry;
            if (analyzed.program.text === document.getText() && analyzed.program.hasRunUntil(document.offsetAt(position))) {
                return analyzed;
            }
            await nextTurn();
        }
        return this.analyzed(uri);
    }

    /** The document once its expectations have been checked as well. */
    async checked(uri: string, token?: CancellationToken): Promise<AnalyzedDocument | undefined> {
        let document = await this.analyzed(uri, token);
        for (let checking = this.entries.get(addressKey(uri))?.checking; checking !== undefined; checking = this.entries.get(addressKey(uri))?.checking) {
            await checking;
            document = await this.analyzed(uri, token);
        }
        return document;
    }

    /** The document, or the standard library where its text is shown: for what only reads. */
    async shown(uri: string, token?: CancellationToken): Promise<AnalyzedDocument | undefined> {
        return uri === libraryUri ? this.library.document() : this.analyzed(uri, token);
    }

    /** The document as far as it has been analyzed. */
    current(uri: string): AnalyzedDocument | undefined {
        return this.entries.get(addressKey(uri))?.analyzed;
    }

    /** Whether a document is still open, and its newest text has been analyzed. */
    isSettled(document: AnalyzedDocument): boolean {
        const entry = this.entries.get(addressKey(document.uri));
        return entry?.analyzed === document && entry.running === undefined;
    }

    /** Runs again what loads one of these files, or files in one of these folders. */
    filesChanged(uris: ReadonlySet<string>, except?: string): void {
        this.changeListeners.forEach(listener => { listener(uris); });
        this.host.forget?.(uris);
        this.runAgain(uris, except);
    }

    /** Runs again what loads one of these files, or files in one of these folders, which are as they were told last. */
    runAgain(uris: ReadonlySet<string>, except?: string): void {
        const isChanged = within(uris);
        this.runAgainWhere(({ addresses }) => addresses.some(isChanged), except);
    }

    /** Files have changed on disk. What loads one that is open takes its text from there. */
    filesChangedOnDisk(uris: ReadonlySet<string>): void {
        this.changeListeners.forEach(listener => { listener(uris); });
        this.host.forget?.(uris);
        this.runAgain(new Set([...uris].filter(uri => this.openText(uri) === undefined)));
    }

    /** The workspace has other folders: runs again what loads a file that is found elsewhere now, or nowhere. */
    foldersChanged(removed: ReadonlySet<string>): void {
        this.changeListeners.forEach(listener => { listener(undefined); });
        this.host.forget?.(removed);
        this.runAgainWhere(({ path, from, addresses }) => {
            const now = addressesOf(this.host.resolve(path, from));
            return now.length !== addresses.length || now.some((uri, i) => uri !== addresses[i]);
        });
    }

    /** Runs everything again that loads anything. */
    reloadAll(): void {
        this.changeListeners.forEach(listener => { listener(undefined); });
        this.host.forget?.();
        this.runAgainWhere(() => true);
    }

    private runAgainWhere(isChanged: (load: LoadRequest) => boolean, except?: string): void {
        for (const entry of this.entries.values()) {
            if (entry.document.uri !== except && entry.analyzed?.program.forgetLoads(isChanged) === true) {
                this.start(entry, false);
            }
        }
    }

    /** Asks for the settings again, and starts anew where the example has changed. */
    async refreshSettings(): Promise<void> {
        await Promise.all([...this.entries.values()].map(entry => this.reopen(entry)));
    }

    private reopen(entry: Entry): Promise<void> {
        const opening = this.open(entry).finally(() => {
            if (entry.running === opening) {
                entry.running = undefined;
            }
        });
        entry.running ??= opening;
        return opening;
    }

    private async open(entry: Entry): Promise<void> {
        const { uri } = entry.document;
        let example;
        try {
            example = await this.settings.exampleFor(uri);
        } catch (error) {
            this.connection.console.error(`The settings could not be read: ${String(error)}`);
            return;
        }
        if (this.entries.get(addressKey(uri)) !== entry || entry.analyzed?.program.defaultExample.text === example.text) {
            return;
        }
        const program = new Program({ uri, host: this.host, example });
        const isFirst = entry.analyzed === undefined;
        entry.analyzed = new AnalyzedDocument(entry.document, program);
        this.start(entry, isFirst);
    }

    private change({ textDocument: { uri, version }, contentChanges }: DidChangeTextDocumentParams): void {
        const entry = this.entries.get(addressKey(uri));
        if (entry === undefined) {
            return;
        }
        TextDocument.update(entry.document, contentChanges, version);
        if (entry.analyzed !== undefined) {
            const last = contentChanges.at(-1);
            entry.analyzed.lastEdit = last !== undefined && 'range' in last ? entry.document.offsetAt(last.range.start) + last.text.length : undefined;
            this.start(entry, true);
        }
        this.filesChanged(new Set([uri]), uri);
    }

    private start(entry: Entry, isEdit: boolean): void {
        const turn = ++entry.turn;
        const running = this.analyze(entry, turn, isEdit).finally(() => {
            if (entry.running === running) {
                entry.running = undefined;
            }
        });
        entry.running = running;
    }

    private async analyze(entry: Entry, turn: number, isEdit: boolean): Promise<void> {
        const { analyzed, document } = entry;
        if (analyzed === undefined) {
            return;
        }
        const steps = analyzed.program.updateInSteps(document.getText());
        const shown = this.progress.begin(`RASP: running ${fileName(document.uri)}`);
        const isDone = await this.inSlices(entry, turn, isTimeUp => {
            while (steps.next().done !== true) {
                if (isTimeUp()) {
                    const { results: { length: done }, parsed: { length: all } } = analyzed.program;
                    shown.report(100 * done / Math.max(1, all), `statement ${done} of ${all}`);
                    return false;
                }
            }
            return true;
        }).finally(shown.end);
        const arrival = isDone ? this.host.arrival?.(loadsOf(analyzed.program)) : undefined;
        if (arrival !== undefined) {
            // What a file that is still on its way leaves undefined is no problem of the text.
            await arrival;
        }
        if (isDone && entry.turn === turn) {
            analyzed.expectations.update();
            const checking = this.check(entry, turn, analyzed).finally(() => {
                if (entry.checking === checking) {
                    entry.checking = undefined;
                }
            });
            entry.checking = checking;
            this.listeners.forEach(listener => { listener(analyzed, isEdit); });
        }
    }

    /** Checks a document's expectations, after messages that wait have had their turn. */
    private async check(entry: Entry, turn: number, analyzed: AnalyzedDocument): Promise<void> {
        await nextTurn();
        if (await this.inSlices(entry, turn, isTimeUp => analyzed.expectations.check(isTimeUp))) {
            this.checkListeners.forEach(listener => { listener(analyzed); });
        }
    }

    /**
     * Works for a while, again and again, as long as nothing newer is to be analyzed.
     * @param work goes on until the time is up, and tells whether all is done
     * @returns whether all is done
     */
    private async inSlices(entry: Entry, turn: number, work: (isTimeUp: () => boolean) => boolean): Promise<boolean> {
        try {
            while (entry.turn === turn) {
                const end = performance.now() + sliceMilliseconds;
                if (work(() => performance.now() > end)) {
                    return true;
                }
                await nextTurn();
            }
        } catch (error) {
            if (!(error instanceof Cancelled)) {
                this.connection.console.error(error instanceof Error ? error.stack ?? error.message : String(error));
            }
        }
        return false;
    }
}

/** The addresses of the files that a program loads, found or not. */
function* loadsOf(program: Program): Generator<string> {
    for (const { addresses } of program.results.flatMap(({ loads }) => loads)) {
        yield* addresses;
    }
}

function fileName(uri: string): string {
    return addressKey(uri.slice(uri.lastIndexOf('/') + 1));
}
