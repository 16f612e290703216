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

/** An error of a RASP program. It never leaves `language/`: the runner turns it into a problem with a range. */
export class RaspError extends Error {
    readonly category: ErrorCategory;

    constructor(category: ErrorCategory, message: string) {
        super(message);
        this.category = category;
    }
}

/** Thrown inside the runner when its caller asks it to stop; never shown. */
export class Cancelled extends Error {}
