/** The code of an error of the system, such as ENOSPC; empty where it has none. */
export function codeOf(error: unknown): string {
    return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** Why the system refuses to read or write, in words. */
export function systemReason(error: unknown): string {
    const code = codeOf(error);
    return reasons[code] ?? (code || (error instanceof Error ? error.message : String(error)));
}

const reasons: Readonly<Record<string, string>> = {
    ENOSPC: 'the disk is full (ENOSPC)',
    EDQUOT: 'the disk quota is used up (EDQUOT)',
    EFBIG: 'the file would be too large (EFBIG)',
    EACCES: 'access is denied (EACCES)',
    EPERM: 'it is not permitted (EPERM)',
    EROFS: 'the file system is read-only (EROFS)',
    EEXIST: 'there is a file of this name (EEXIST)',
    ENOTDIR: 'part of the path is a file (ENOTDIR)',
    ELOOP: 'its symbolic links lead in a circle (ELOOP)',
    ENAMETOOLONG: 'the name is too long (ENAMETOOLONG)'
};
