import { addressIn, addressKey, folderOf, pathFrom, within } from './file-address.js';

/** A file or a folder that is about to get another address. */
export interface Move {
    readonly oldUri: string;
    readonly newUri: string;
}

/** A `load` that finds its file as long as nothing is moved. */
export interface FoundLoad {
    readonly path: string;
    /** The file that loads. */
    readonly from: string;
    readonly target: string;
}

/** What files and folders that are moved together do to addresses. */
export class Moves {
    private readonly moves: readonly (Move & { readonly isOld: (uri: string) => boolean; readonly isNew: (uri: string) => boolean })[];

    constructor(moves: readonly Move[]) {
        // The innermost first, where a folder is moved and something in it besides.
        this.moves = [...moves].sort((a, b) => b.oldUri.length - a.oldUri.length)
            .map(({ oldUri, newUri }) => ({ oldUri, newUri, isOld: within([oldUri]), isNew: within([newUri]) }));
    }

    /** Where a file will be. */
    after(uri: string): string {
        const move = this.moves.find(({ isOld }) => isOld(uri));
        return move === undefined ? uri : placed(uri, move.oldUri, move.newUri);
    }

    /** Where a file that will be at an address is now; the same address for one that is not moved. */
    before(uri: string): string {
        const move = this.moves.find(({ isNew }) => isNew(uri));
        return move === undefined ? uri : placed(uri, move.newUri, move.oldUri);
    }
}

/** The address of something in one folder, in another. Folders count, not characters: one address can be written in several ways. */
function placed(uri: string, from: string, to: string): string {
    const deep = from.replace(/\/$/, '').split('/').length;
    return [to.replace(/\/$/, ''), ...uri.split('/').slice(deep)].join('/');
}

/**
 * The path with which a `load` finds its file once files have moved; undefined where it stays as it is, or no path can be written.
 * @param foldersFor the folders in which a file looks after its own
 * @param isThere whether a file is at an address before the move
 */
export function movedPath({ path, from, target }: FoundLoad, moves: Moves, foldersFor: (file: string) => readonly string[], isThere: (uri: string) => boolean): string | undefined {
    const [fromNow, targetNow] = [moves.after(from), moves.after(target)];
    if ((fromNow === from && targetNow === target) || !targetNow.endsWith('.rasp')) {
        return undefined;
    }
    const willBeThere = (uri: string): boolean => {
        const before = moves.before(uri);
        return (before !== uri && isThere(before)) || (isSame(moves.after(uri), uri) && isThere(uri));
    };
    const leadsThere = (other: string): boolean => {
        const found = addresses(other, fromNow, foldersFor).find(willBeThere);
        return found !== undefined && isSame(found, targetNow);
    };
    if (leadsThere(path)) {
        return undefined;
    }
    // As it was written: from the folder of the workspace where that is how the file was found, else from the file's own.
    const base = places(from, foldersFor).findIndex(folder => isSame(addressIn(folder, `${path}.rasp`) ?? '', target));
    const folder = base <= 0 ? undefined : places(from, foldersFor)[base];
    return [folder, folderOf(fromNow)].map(start => (start === undefined ? undefined : pathFrom(start, targetNow)?.replace(/\.rasp$/, '')))
        .find(other => other !== undefined && !/["\r\n]/.test(other) && leadsThere(other));
}

function places(file: string, foldersFor: (file: string) => readonly string[]): string[] {
    const own = folderOf(file);
    return [...own === undefined ? [] : [own], ...foldersFor(file)];
}

function addresses(path: string, file: string, foldersFor: (file: string) => readonly string[]): string[] {
    return places(file, foldersFor).map(folder => addressIn(folder, `${path}.rasp`)).filter(uri => uri !== undefined);
}

function isSame(a: string, b: string): boolean {
    return addressKey(a) === addressKey(b);
}
