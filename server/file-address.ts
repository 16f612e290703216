/** Finds an address from a folder's and a path with `/`, written as VS Code writes addresses, so that one file has one. */
export function addressIn(folder: string, path: string): string | undefined {
    const [, root = '', rest = ''] = /^([a-z][a-z0-9+.-]*:(?:\/\/[^/]*)?)(.*)$/i.exec(folder) ?? [];
    const parts = path.startsWith('/') ? [] : rest.split('/').filter(part => part !== '');
    for (const part of path.split('/')) {
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

function encode(part: string): string {
    // A lone half of a surrogate pair cannot be encoded, and no file is called that.
    return encodeURIComponent(part.replace(/\p{Surrogate}/gu, '\uFFFD')).replace(/[!'()*]/g, char => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
