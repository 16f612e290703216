import { DiskLoadHost } from '../files/disk-load-host.js';
import { pathOf } from '../files/file-paths.js';
import type { HostEnvironment } from './server.js';

/** The server's host where files are on this machine's disk. */
export function diskHost({ folders, openText, isTrusted }: HostEnvironment): DiskLoadHost {
    return new DiskLoadHost({
        folders: fromUri => [...pathsOf(folders(fromUri)), process.cwd()],
        listed: () => pathsOf(folders()),
        openText,
        onlyInside: () => (isTrusted() ? undefined : pathsOf(folders()))
    });
}

function pathsOf(uris: readonly string[]): string[] {
    return uris.map(pathOf).filter(path => path !== undefined);
}
