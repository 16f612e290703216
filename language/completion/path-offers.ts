import type { FolderEntry } from '../program/load-host.js';
import type { TextToken } from '../syntax/lex.js';
import type { Offer, Offers } from './offer.js';
import { ranks } from './offer.js';

/** The `.rasp` files and the folders in a folder, given as `load` would: relative, empty or with a final `/`. */
export type ListFolder = (folder: string) => readonly FolderEntry[];

/** The files that a half-typed path of `load` can become; what is replaced is its last part. */
export function pathOffers(text: string, string: TextToken, offset: number, listFolder: ListFolder): Offers {
    const typed = text.slice(string.start + 1, offset);
    const folder = typed.slice(0, typed.lastIndexOf('/') + 1);
    const start = string.start + 1 + folder.length;
    const isClosed = string.text.length > 1 && string.text.endsWith('"');
    const offers = listFolder(folder).map(({ name, isFolder, place }): Offer => (isFolder
        ? { label: `${name}/`, text: name, filter: name, kind: 'folder', detail: place, rank: ranks.language }
        : { label: name, kind: 'file', detail: place, rank: ranks.own }));
    return { offers, start, end: isClosed ? string.end - 1 : offset, isCut: false, isWhole: true };
}
