/** A file found for `load`. */
export interface LoadedFile {
    readonly uri: string;
    readonly text: string;
}

/** How `load "path"` finds files; the language itself knows none. */
export interface LoadHost {
    /**
     * Finds `path` + `.rasp` relative to the loading file, then the workspace folder, then the working directory.
     * @returns the file, or the addresses where it was looked for in vain
     */
    resolve(path: string, fromUri: string): LoadedFile | { readonly tried: readonly string[] };
    /** An address as a person reads it; the address itself when absent. */
    describe?(uri: string): string;
    /** The text of one file; undefined where it is not there or not to be read. */
    read?(uri: string): string | undefined;
    /** Addresses of the `.rasp` files of the workspace, part by part, so that the caller can pause and stop. */
    list?(): AsyncIterable<readonly string[]>;
}

/** A host without files. */
export const noFiles: LoadHost = { resolve: path => ({ tried: [`${path}.rasp`] }) };
