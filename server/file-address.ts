/** Scheme, machine, and on Windows the drive. */
const rootPattern = /^[a-z][a-z0-9+.-]*:(?:\/\/[^/]*)?(?:\/[a-z](?::|%3a)(?=\/|$))?/i;

/**
 * Finds an address from a folder's and a path with `/`, written as VS Code writes addresses, so that one file has one. On
 * Windows `\` divides, too, and a path may begin with another drive.
 */
export function addressIn(folder: string, path: string): string | undefined {
    const ownRoot = rootPattern.exec(folder)?.[0] ?? '';
    const isWindows = /^file:\/\/(?:[^/]+|\/[a-z](?::|%3a))$/i.test(ownRoot);
    const plain = isWindows ? path.replaceAll('\\', '/') : path;
    const [drive = ''] = isWindows ? /^[a-z]:(?=\/)/i.exec(plain) ?? [] : [];
    const root = drive === '' ? ownRoot : `file:///${drive.slice(0, 1).toLowerCase()}%3A`;
    const parts = drive !== '' || plain.startsWith('/') ? [] : folder.slice(ownRoot.length).split('/').filter(part => part !== '');
    for (const part of plain.slice(drive.length).split('/')) {
        if (part === '..') {
            if (parts.length === 0) {
                return undefined;
            }
            parts.pop();
        } else if (part !== '' && part !== '.') {
            parts.push(encode(part));
        }
    }
    return root === '' ? undefined : `${root}/${parts.join('/')}`;
}

/**
 * An address in the one way of writing it that addresses of the same file share. Editors escape characters that others
 * leave as they are (`%28` for `(`), and write the letter of a Windows drive, or a machine's name, small or large.
 */
export function addressKey(uri: string): string {
    let plain = uri;
    try {
        plain = decodeURIComponent(uri);
    } catch {
        // A `%` that escapes nothing: the address is taken as it stands.
    }
    return plain.replace(/^file:\/\/[^/]*(?:\/[a-z]:)?/i, root => root.toLowerCase());
}

/** Tells of addresses whether they are among some of files, or in some of folders. */
export function within(addresses: Iterable<string>): (uri: string) => boolean {
    const keys = new Set([...addresses].map(uri => addressKey(uri).replace(/\/$/, '')));
    return uri => {
        for (let key = addressKey(uri); key !== ''; key = key.slice(0, Math.max(0, key.lastIndexOf('/')))) {
            if (keys.has(key)) {
                return true;
            }
        }
        return false;
    };
}

/** Folders in the order in which a file looks in them: first the one that it is in, the innermost where they nest. */
export function nearestFirst(folders: readonly string[], file: string): readonly string[] {
    const depth = (folder: string): number => (within([folder])(file) ? addressKey(folder).length : 0);
    return [...folders].sort((a, b) => depth(b) - depth(a));
}

/** The folder that a file's address is in; undefined for a document without a place, such as an untitled one. */
export function folderOf(uri: string): string | undefined {
    const end = uri.lastIndexOf('/');
    return uri.startsWith('untitled:') || end < 0 ? undefined : uri.slice(0, end);
}

/** An address as a person reads it: its path. */
export function readablePath(uri: string): string {
    try {
        return decodeURIComponent(uri).replace(/^[a-z][a-z0-9+.-]*:(\/\/[^/]*)?/i, '');
    } catch {
        return uri;
    }
}

/** The path with `/` that leads from a folder's address to a file's: what `addressIn` makes the file's address of. Undefined between drives or machines. */
export function pathFrom(folder: string, file: string): string | undefined {
    const [[root, from], [otherRoot, to]] = [partsOf(folder), partsOf(file)];
    if (root !== otherRoot) {
        return undefined;
    }
    let shared = 0;
    while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) {
        shared++;
    }
    return `${'../'.repeat(from.length - shared)}${to.slice(shared).join('/')}`;
}

/** The machine, with the drive where there is one, and the names of folders below it. */
function partsOf(uri: string): [root: string, parts: string[]] {
    const root = rootPattern.exec(uri)?.[0] ?? '';
    return [addressKey(root), uri.slice(root.length).split('/').filter(part => part !== '').map(addressKey)];
}

function encode(part: string): string {
    // A lone half of a surrogate pair cannot be encoded, and no file is called that.
    return encodeURIComponent(part.replace(/\p{Surrogate}/gu, '\uFFFD')).replace(/[!'()*]/g, char => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
