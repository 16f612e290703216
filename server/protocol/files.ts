/**
 * Requests from a server without a disk to its client, which has the workspace's files: the text of a `.rasp` file,
 * null when it cannot be had, and the `.rasp` files and folders in a folder. Addresses are those of the client's editor.
 */
export const READ_FILE_REQUEST = 'rasp/readFile';
export const LIST_FOLDER_REQUEST = 'rasp/listFolder';

export interface FileParams {
    uri: string;
}

export type ReadFileResult = { text: string } | null;

export interface ListedEntry {
    /** With `.rasp` where it is a file. */
    name: string;
    isFolder: boolean;
}
