/**
 * Request `rasp/run`: evaluate one top-level s-op or selector of an open document on an input.
 * The server remembers the input for that name, and its code lens shows it from then on.
 */
export const RUN_REQUEST = 'rasp/run';

export interface RunParams {
    uri: string;
    /** The name of the s-op or selector as bound at the end of `line`'s statement. */
    name: string;
    /** Zero-based line on which the binding statement starts. */
    line: number;
    /** What the user typed: a bare string such as `hello`, a quoted one, or a list such as `[1,2,3]`. Absent: the current example. */
    input?: string;
    /** Whether the lens of this s-op shows this input from now on. With no `input`, the lens goes back to the example in force. */
    remember?: boolean;
}

export type RunResult =
    | { ok: true; kind: 's-op' | 'selector'; input: string; type: string; /** One line, for the decoration. */ short: string; /** Whole result, for the output channel. */ long: string; /** Zero-based line where the result belongs. */ line: number }
    | { ok: false; message: string; line: number };
