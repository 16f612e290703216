/** Request `rasp/flow`: how an s-op or a selector of an open document is computed on an input, as a scene to draw. */
export const FLOW_REQUEST = 'rasp/flow';

/** The client's command behind the lens "Show flow"; its argument is a `ShowFlowArgument`. */
export const SHOW_FLOW_COMMAND = 'rasp.showFlow';

export interface FlowPosition {
    /** Zero-based, as in the editor. */
    line: number;
    character: number;
}

export interface ShowFlowArgument {
    uri: string;
    position: FlowPosition;
}

export interface FlowParams {
    uri: string;
    /**
     * What the statement at a position is about: the s-op or selector that it sets, shows or draws, or that the
     * expression inside a function gave in its last call; on a blank line, what the nearest statement above sets. Or
     * what a name means after the statement that begins on a line; of several there, and where it no longer begins
     * there, the last statement of the file that sets the name.
     */
    target: { position: FlowPosition } | { name: string; line: number };
    /** What the user typed, as for `rasp/run`. Absent: the input of a `draw` statement, else what the code lens shows. */
    input?: string;
    policy: 'early' | 'late' | 'fewest heads';
    /** Whether what is equal is computed once. */
    shared: boolean;
    /** The key of the scene that the client has: if it would get the same again, it gets none. */
    known?: string;
}

/** Why there is no scene; with `broken`, an earlier picture is still what the author is working on. */
export type NoFlow = 'nothing here' | 'broken' | 'bad input' | 'too large' | 'failed';

/** `Scene` is `FlowScene` of the language's drawing room. */
export type FlowResult<Scene> =
    | { ok: true; scene: Scene } & FlowTold
    | { ok: true; unchanged: true } & FlowTold
    | { ok: false; message: string; reason: NoFlow };

export interface FlowTold {
    /** For the next request's `known`. */
    key: string;
    /** The name of what is drawn, if it has one at top level: with `line` it is a target. */
    name?: string;
    /** Zero-based line on which the statement begins that sets it, or that it is a part of. */
    line: number;
    /** The document's version that the scene is of. */
    version: number;
}
