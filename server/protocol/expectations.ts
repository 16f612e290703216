import type { Range } from 'vscode-languageserver-types';

/** Request `rasp/expectations`: the expectations of an open document, once all have been checked; empty for one that is not open. */
export const EXPECTATIONS_REQUEST = 'rasp/expectations';

export interface ExpectationsParams {
    uri: string;
}

/**
 * Notification to the client `rasp/expectationsChecked`: how all expectations of a document stand, in its order. Sent once
 * they have been checked after a change; while one of them or a statement is half typed, only when typing pauses.
 */
export const EXPECTATIONS_NOTIFICATION = 'rasp/expectationsChecked';

export interface ExpectationsCheckedParams extends ExpectationsParams {
    version: number;
    expectations: ExpectationState[];
}

export interface ExpectationState {
    /** Equal for the same expectation after edits elsewhere; no other of the document has it. */
    id: string;
    /** What stands behind `#?`. */
    text: string;
    range: Range;
    /** `blocked`: it uses a name whose statement has an error. */
    status: 'passed' | 'failed' | 'unreadable' | 'blocked';
    /** Why it did not pass. */
    message: string;
    /** What was expected and found, as RASP writes values, where there is something to compare. */
    expected?: string;
    found?: string;
}
