/**
 * An address in the one way of writing it that addresses of the same file share. Editors escape characters that others
 * leave as they are (`%28` for `(`), and write the letter of a Windows drive small or large.
 */
export function addressKey(uri: string): string {
    let plain = uri;
    try {
        plain = decodeURIComponent(uri);
    } catch {
        // A `%` that escapes nothing: the address is taken as it stands.
    }
    return plain.replace(/^file:\/\/\/[a-z]:/i, drive => drive.toLowerCase());
}
