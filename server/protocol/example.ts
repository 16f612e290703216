import type { Range } from 'vscode-languageserver-types';

/** Request `rasp/example`: which example is in force at a line, and what decides it. */
export const EXAMPLE_REQUEST = 'rasp/example';

export interface ExampleParams {
    uri: string;
    /** Zero-based line. */
    line: number;
}

export interface ExampleResult {
    /** The input as RASP writes it: `"hello"` or `[1, 2, 3]`. */
    input: string;
    /** What decides it: a `set example` statement in the file, the setting `rasp.example.input`, or the built-in default. */
    source: 'statement' | 'setting' | 'default';
    /** The range of the input inside the `set example` statement, when `source` is `statement`. */
    range?: Range;
    /** Why the setting `rasp.example.input` cannot be read, where the default stands in for it. */
    problem?: string;
}

/** Request `rasp/checkInput`: whether a typed text is a usable input; the answer is an error message or null. */
export const CHECK_INPUT_REQUEST = 'rasp/checkInput';

export interface CheckInputParams {
    input: string;
}

/** Notification to the client `rasp/analyzed`: a document's diagnostics, lenses and example are up to date. */
export const ANALYZED_NOTIFICATION = 'rasp/analyzed';

export interface AnalyzedParams {
    uri: string;
    version: number;
}
