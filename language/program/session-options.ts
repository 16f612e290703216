import type { Input } from '../evaluation/input.js';
import type { Graph } from '../graph/graph.js';
import type { Selector, SOp } from '../graph/nodes.js';
import type { LoadHost } from './load-host.js';
import type { Scope } from './scope.js';

/** What a program stands on: the standard library's scope and graph. */
export interface Foundation {
    readonly graph: Graph;
    readonly scope: Scope;
    /** The selector behind `atom in s_op`. */
    readonly anywhere: Selector;
    readonly length: () => SOp;
}

export interface SessionOptions {
    /**
     * `editor`: what fails on the example is a warning and stays bound. `prompt`: it is an error and binds
     * nothing, as in the reference. `library`: nothing is tried, and library names may be set.
     */
    readonly mode: 'editor' | 'prompt' | 'library';
    readonly uri: string;
    readonly foundation: Foundation;
    /** The running example until the program sets one. */
    readonly example: Input;
    readonly host: LoadHost;
    /** Called every few thousand steps; throws `Cancelled` to stop. */
    readonly checkpoint?: () => void;
}
