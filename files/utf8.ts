const strict = new TextDecoder('utf-8', { fatal: true });

/**
 * A file's bytes as text, without a byte order mark.
 * @returns the number of the first line that is not UTF-8, from 1, where there is one
 */
export function decodeUtf8(bytes: Uint8Array): { readonly text: string } | { readonly badLine: number } {
    const text = decoded(bytes);
    if (text !== undefined) {
        return { text };
    }
    // No character has a line break among its bytes, so that each line can be looked at alone.
    let badLine = 1;
    for (let start = 0, end = bytes.indexOf(0x0a); end >= 0 && decoded(bytes.subarray(start, end)) !== undefined; end = bytes.indexOf(0x0a, start)) {
        start = end + 1;
        badLine++;
    }
    return { badLine };
}

function decoded(bytes: Uint8Array): string | undefined {
    try {
        return strict.decode(bytes);
    } catch {
        return undefined;
    }
}
