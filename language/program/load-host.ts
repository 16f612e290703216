/** A file found for `load`. */
export interface LoadedFile {
    readonly uri: string;
    readonly text: string;
}

/** How `load "path"` finds files; the language itself knows none. */
export interface LoadHost {
    /**
     * Finds `path` + `.rasp` relative to the loading file, then the workspace folder, then the working directory.
     * @returns the file, or where it was looked for in vain, in words
     */
    resolve(path: string, fromUri: string): LoadedFile | { readonly tried: readonly string[] };
}

/** A host without files. */
export const noFiles: LoadHost = { resolve: path => ({ tried: [`${path}.rasp`] }) };
