/** What a reader has chosen to see of a scene. The layout depends on it, and nothing else that a reader does. */
export interface FlowView {
    /** Steps whose anonymous inputs are shown; `all` opens every step. */
    readonly opened: ReadonlySet<number> | 'all';
    /** Layers whose heads are drawn as one line each, without grid and values; `all` for every layer. */
    readonly folded: ReadonlySet<number> | 'all';
    /** The last layer that is drawn; all where it is absent. */
    readonly upTo?: number;
}

export const plainView: FlowView = { opened: new Set(), folded: new Set() };
