/** A file of a model's folder is not what it must be. */
export class ModelFileError extends Error {
    readonly file: string;
    /** The member or tensor that is wrong, such as `blocks[0].attention.n_heads`; empty for the file as a whole. */
    readonly field: string;

    constructor(file: string, field: string, expected: string, found: string) {
        super(`${file}${field === '' ? '' : `: ${field}`}: expected ${expected}; found ${found}`);
        this.file = file;
        this.field = field;
    }
}

/** A file that a model is read from is not in its folder. */
export class MissingModelFile extends ModelFileError {
    constructor(file: string) {
        super(file, '', 'a file of this name in the folder', 'none');
    }
}
