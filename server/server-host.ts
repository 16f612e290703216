import type { LoadHost } from '../language/program/load-host.js';

/** Files for `load`, of which some may have to be fetched while the editor waits. */
export interface ServerHost extends LoadHost {
    /** Told of files that may have changed; without them, that anything may have. */
    forget?(uris?: ReadonlySet<string>): void;
    /** Settles once those of the addresses that are being fetched are here, or take too long; undefined when none is. */
    arrival?(uris: Iterable<string>): Promise<void> | undefined;
    /** Settles once the folders asked for are listed; undefined when none is under way. */
    listing?(): Promise<void> | undefined;
}
