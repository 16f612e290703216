import { limits } from '../language/limits.js';
import type { FolderEntry, LoadedFile } from '../language/program/load-host.js';
import { addressIn, folderOf, readablePath, within } from './file-address.js';
import type { ListedEntry } from './protocol/files.js';
import type { ServerHost } from './server-host.js';
import type { HostEnvironment } from './server.js';

/** Bounds on what is kept: files, characters in them, addresses that were looked at in vain, folders. */
const mostFiles = 1_000;
const mostCharacters = 32_000_000;
const mostMissing = 4_000;
const mostFolders = 200;
/** An analysis waits so long for a file; what comes later is shown when it comes. */
const patienceMilliseconds = 5_000;
/** How old a list of a folder may be: not every file system tells of its changes. */
const freshMilliseconds = 2_000;

/** How the workspace's files are had. */
export interface ClientFiles {
    read(uri: string): Promise<string | undefined>;
    list(uri: string): Promise<readonly ListedEntry[]>;
    /** Called with the addresses of a `load` for which a file has come. */
    arrived(uris: ReadonlySet<string>): void;
}

interface Listing {
    readonly entries: readonly ListedEntry[];
    readonly at: number;
}

/**
 * Finds the files that `load` names by asking the client for them. `load` itself cannot wait: what is not here yet is
 * missing at first, and what loads it runs again when it has come.
 */
export class ClientLoadHost implements ServerHost {
    private readonly environment: HostEnvironment;
    private readonly files: ClientFiles;
    private readonly texts = new Map<string, string>();
    private characters = 0;
    private readonly missing = new Set<string>();
    private readonly fetches = new Map<string, Promise<string | undefined>>();
    private readonly waits = new Map<string, Promise<void>>();
    private readonly listings = new Map<string, Listing>();
    private readonly lists = new Map<string, Promise<void>>();

    constructor(environment: HostEnvironment, files: ClientFiles) {
        this.environment = environment;
        this.files = files;
    }

    resolve(path: string, fromUri: string): LoadedFile | { readonly tried: readonly string[] } {
        const addresses = this.foldersFor(fromUri).map(folder => addressIn(folder, `${path}.rasp`))
            .filter(uri => uri !== undefined).filter((uri, i, all) => all.indexOf(uri) === i);
        const unknown: string[] = [];
        for (const uri of addresses.filter(uri => this.mayRead(uri))) {
            const text = this.environment.openText(uri) ?? this.texts.get(uri);
            if (text !== undefined) {
                this.fetchAll(unknown, [...unknown, uri]);
                return { uri, text, passed: addresses.slice(0, addresses.indexOf(uri)) };
            }
            if (!this.missing.has(uri)) {
                unknown.push(uri);
            }
        }
        this.fetchAll(unknown, unknown);
        return { tried: addresses };
    }

    list(folder: string, fromUri: string): readonly FolderEntry[] {
        const found = new Map<string, FolderEntry>();
        for (const place of this.foldersFor(fromUri)) {
            const uri = addressIn(place, folder);
            for (const { name: fileName, isFolder } of uri === undefined || !this.mayRead(uri) ? [] : this.entriesOf(uri)) {
                const name = isFolder ? fileName : fileName.replace(/\.rasp$/, '');
                const key = isFolder ? `${name}/` : name;
                if (uri !== undefined && !found.has(key) && addressIn(uri, fileName) !== fromUri) {
                    found.set(key, { name, isFolder, place: readablePath(uri).split('/').at(-1) ?? '' });
                }
            }
        }
        return [...found.values()];
    }

    describe(uri: string): string {
        return readablePath(uri);
    }

    forget(uris?: ReadonlySet<string>): void {
        const isForgotten = uris === undefined ? (): boolean => true : within(uris);
        for (const uri of [...this.texts.keys(), ...this.missing, ...this.fetches.keys()].filter(isForgotten)) {
            this.characters -= this.texts.get(uri)?.length ?? 0;
            this.texts.delete(uri);
            this.missing.delete(uri);
            // An answer that is under way may be the old one.
            this.fetches.delete(uri);
        }
    }

    arrival(uris: Iterable<string>): Promise<void> | undefined {
        const waits = new Set<Promise<void>>();
        for (const uri of uris) {
            const wait = this.waits.get(uri);
            if (wait !== undefined) {
                waits.add(wait);
            }
        }
        return waits.size === 0 ? undefined : patiently(Promise.all(waits));
    }

    listing(): Promise<void> | undefined {
        return this.lists.size === 0 ? undefined : patiently(Promise.all(this.lists.values()));
    }

    /** Asks for files; when one has come, says so for the whole `load`. */
    private fetchAll(unknown: readonly string[], addresses: readonly string[]): void {
        if (unknown.length === 0) {
            return;
        }
        const wait = Promise.all(unknown.map(uri => this.fetch(uri))).then(texts => {
            for (const uri of addresses) {
                if (this.waits.get(uri) === wait) {
                    this.waits.delete(uri);
                }
            }
            if (texts.some(text => text !== undefined)) {
                this.files.arrived(new Set(addresses));
            }
        });
        addresses.forEach(uri => { this.waits.set(uri, wait); });
    }

    private fetch(uri: string): Promise<string | undefined> {
        const under = this.fetches.get(uri);
        if (under !== undefined) {
            return under;
        }
        const fetching: Promise<string | undefined> = this.files.read(uri).catch(() => undefined).then(text => {
            if (this.fetches.get(uri) !== fetching) {
                return undefined;
            }
            this.fetches.delete(uri);
            return this.keep(uri, text);
        });
        this.fetches.set(uri, fetching);
        return fetching;
    }

    /** @returns the text, unless there is none or no room for it */
    private keep(uri: string, text: string | undefined): string | undefined {
        if (text === undefined || text.length > limits.programLength || this.texts.size >= mostFiles || this.characters + text.length > mostCharacters) {
            if (this.missing.size >= mostMissing) {
                this.missing.clear();
            }
            this.missing.add(uri);
            return undefined;
        }
        this.texts.set(uri, text);
        this.characters += text.length;
        return text;
    }

    private entriesOf(folder: string): readonly ListedEntry[] {
        const known = this.listings.get(folder);
        if ((known === undefined || performance.now() - known.at > freshMilliseconds) && !this.lists.has(folder)) {
            this.lists.set(folder, this.files.list(folder).catch(() => []).then(entries => {
                this.lists.delete(folder);
                if (this.listings.size >= mostFolders) {
                    this.listings.clear();
                }
                this.listings.set(folder, { entries, at: performance.now() });
            }));
        }
        return known?.entries ?? [];
    }

    private foldersFor(uri: string): readonly string[] {
        const own = folderOf(uri);
        return [...own === undefined ? [] : [own], ...this.environment.folders(uri)];
    }

    /** In an untrusted workspace `..` must not lead out of it. */
    private mayRead(uri: string): boolean {
        return this.environment.isTrusted() || within(this.environment.folders())(uri);
    }
}

function patiently(work: Promise<unknown>): Promise<void> {
    return new Promise(resolve => {
        const timer = setTimeout(resolve, patienceMilliseconds);
        void work.finally(() => {
            clearTimeout(timer);
            resolve();
        });
    });
}
