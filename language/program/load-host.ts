/** A file found for `load`. */
export interface LoadedFile {
    readonly uri: string;
    readonly text: string;
    /** The addresses where it was looked for before, in vain; none when absent. */
    readonly passed?: readonly string[];
}

/** A file or folder that a path of `load` can name. */
export interface FolderEntry {
    /** Without `.rasp`. */
    readonly name: string;
    readonly isFolder: boolean;
    /** Where it is, as a person reads it. */
    readonly place: string;
}

/** A file found for `load` that is no text. */
export interface UnreadableFile {
    readonly uri: string;
    /** What is wrong with it, to stand behind its name: "is not UTF-8 (line 3)". */
    readonly problem: string;
    readonly passed?: readonly string[];
}

/** What a `load` asked a host for, and where that was looked for: the last address is the file's, if it was found. */
export interface LoadRequest {
    readonly path: string;
    readonly from: string;
    readonly addresses: readonly string[];
}

/** The addresses that an answer of a host depends on. */
export function addressesOf(found: LoadedFile | UnreadableFile | { readonly tried: readonly string[] }): readonly string[] {
    return 'tried' in found ? found.tried : [...found.passed ?? [], found.uri];
}

/** How `load "path"` finds files; the language itself knows none. */
export interface LoadHost {
    /**
     * Finds `path` + `.rasp` relative to the loading file, then the workspace folder, then the working directory.
     * @returns the file, or what is wrong with it, or the addresses where it was looked for in vain
     */
    resolve(path: string, fromUri: string): LoadedFile | UnreadableFile | { readonly tried: readonly string[] };
    /**
     * The `.rasp` files and the folders that a path may go on with, each name once, in the order in which `resolve` looks.
     * @param folder what stands before the last `/` of the path, with it; empty for none
     */
    list?(folder: string, fromUri: string): readonly FolderEntry[];
    /** An address as a person reads it; the address itself when absent. */
    describe?(uri: string): string;
    /** The text of one file; undefined where it is not there or not to be read. */
    read?(uri: string): string | undefined;
    /** Addresses of the `.rasp` files of the workspace, part by part, so that the caller can pause and stop. */
    workspaceFiles?(): AsyncIterable<readonly string[]>;
}

/** A host without files. */
export const noFiles: LoadHost = { resolve: path => ({ tried: [`${path}.rasp`] }) };
