/**
 * What kind of mistake a RASP error is:
 * - `syntax`: the text is no statement;
 * - `undefined`: a name without a value;
 * - `reserved`: a name that may not be set;
 * - `arguments`: a call with the wrong number of arguments;
 * - `type`: an operation on values that it does not take;
 * - `value`: values of the right type that have no result (an index out of range, a division by zero);
 * - `load`: a file that cannot be loaded;
 * - `limit`: a bound of the interpreter was hit.
 */
export type ErrorCategory = 'syntax' | 'undefined' | 'reserved' | 'arguments' | 'type' | 'value' | 'load' | 'limit';

/** What the reference says at the prompt; a function where the text takes work to write. */
export type PromptText = string | (() => string);

/** An error of a RASP program. It never leaves `language/`: the runner turns it into a problem with a range. */
export class RaspError extends Error {
    readonly category: ErrorCategory;
    /** What the prompt prints behind `!!ignoring input:`, as the reference does. Without it the prompt prints the message. */
    readonly promptText: PromptText | undefined;

    constructor(category: ErrorCategory, message: string, promptText?: PromptText) {
        super(message);
        this.category = category;
        this.promptText = promptText;
    }

    /** The same error with words before its message, which tell where it arose; the prompt does not print them. */
    prefixed(words: string): RaspError {
        return new RaspError(this.category, words + this.message, this.promptText);
    }
}

/** The prompt's text for what cannot be called; it stands without the usual words before it. */
export const notImplementedText = 'not implemented this command yet! ignoring';

/** For errors where the reference ignores the input as well, in words of its own that say less or cannot be had. */
export function ignoringError(category: ErrorCategory, message: string): RaspError {
    return new RaspError(category, message, message);
}

/** Thrown inside the runner when its caller asks it to stop; never shown. */
export class Cancelled extends Error {}
