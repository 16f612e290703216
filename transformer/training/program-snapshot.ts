import type { LoadedFile, LoadHost, UnreadableFile } from '../../language/program/load-host.js';

/** What a `load` was given. */
export interface SnapshotFile {
    readonly path: string;
    readonly from: string;
    readonly uri: string;
    readonly text: string;
}

/** A program with all that it loads, as data: another process runs it without the disk. */
export interface ProgramSnapshot {
    readonly uri: string;
    readonly text: string;
    readonly files: readonly SnapshotFile[];
}

/** Keeps what a host gives. */
export class RecordingHost implements LoadHost {
    readonly files: SnapshotFile[] = [];
    private readonly host: LoadHost;

    constructor(host: LoadHost) {
        this.host = host;
    }

    resolve(path: string, from: string): ReturnType<LoadHost['resolve']> {
        const found = this.host.resolve(path, from);
        if ('text' in found && !this.files.some(file => file.path === path && file.from === from)) {
            this.files.push({ path, from, uri: found.uri, text: found.text });
        }
        return found;
    }

    describe(uri: string): string {
        return this.host.describe?.(uri) ?? uri;
    }
}

/** The files of a snapshot, and no others. */
export class SnapshotHost implements LoadHost {
    private readonly files: readonly SnapshotFile[];

    constructor({ files }: ProgramSnapshot) {
        this.files = files;
    }

    resolve(path: string, from: string): LoadedFile | UnreadableFile | { readonly tried: readonly string[] } {
        const found = this.files.find(file => file.path === path && file.from === from);
        return found === undefined ? { tried: [`${path}.rasp`] } : { uri: found.uri, text: found.text };
    }
}

/** The texts of a snapshot alone: equal for a program that was moved to another folder. */
export function textsOf({ text, files }: ProgramSnapshot): readonly string[] {
    return [text, ...files.map(file => `${file.path}\n${file.text}`)];
}
