/**
 * Request `rasp/decode`: a decoder loop. Evaluates one top-level s-op of an open document, appends the value at its
 * last position to the input, and repeats. From then on a code lens above that s-op offers it again.
 */
export const DECODE_REQUEST = 'rasp/decode';

export interface DecodeParams {
    uri: string;
    /** The name of the s-op as bound at the end of `line`'s statement. */
    name: string;
    /** Zero-based line on which the binding statement starts. */
    line: number;
    /** What the user typed: a bare string such as `hello`, a quoted one, or a list such as `["the", "cat"]`. Absent: the current example. */
    input?: string;
    /** The token after which to stop; absent or empty: only the number of tokens ends it. */
    until?: string;
    /** The tokens to append at most; 100 when absent. */
    max?: number;
}

export type DecodeResult =
    | {
        ok: true;
        /** The input at the start, as RASP writes it. */
        input: string;
        /** What was appended, on one line, for the decoration. */
        short: string;
        /** What was appended, the input at the end and why it stopped, for the output channel. */
        long: string;
        /** Zero-based line where the result belongs. */
        line: number;
    }
    | { ok: false; message: string; line: number };
