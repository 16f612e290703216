import { limitText } from '../../language/limits.js';
import { shortText } from '../../language/values/python-text.js';
import { ModelFileError } from './model-file-error.js';

const strict = new TextDecoder('utf-8', { fatal: true });

/** A value in a JSON file of a model, with the way to it. Each reading checks what it reads. */
export class JsonReader {
    readonly value: unknown;
    private readonly file: string;
    private readonly path: string;

    private constructor(file: string, path: string, value: unknown) {
        this.file = file;
        this.path = path;
        this.value = value;
    }

    /**
     * The whole file.
     * @throws ModelFileError when it is no JSON in UTF-8
     */
    static of(file: string, bytes: Uint8Array): JsonReader {
        try {
            return new JsonReader(file, '', JSON.parse(strict.decode(bytes)) as unknown);
        } catch (error) {
            throw new ModelFileError(file, '', 'JSON in UTF-8', shortText(error instanceof Error ? error.message : String(error), 120));
        }
    }

    /** A member of an object; one that is missing reads as undefined. */
    member(name: string): JsonReader {
        const { value } = this;
        if (typeof value !== 'object' || value === null || Array.isArray(value)) {
            throw this.wrong('an object');
        }
        const path = this.path === '' ? name : `${this.path}.${name}`;
        return new JsonReader(this.file, path, Object.hasOwn(value, name) ? (value as Readonly<Record<string, unknown>>)[name] : undefined);
    }

    /** All members of an object, by their names. */
    members(most: number): (readonly [string, JsonReader])[] {
        const { value } = this;
        if (typeof value !== 'object' || value === null || Array.isArray(value) || Object.keys(value).length > most) {
            throw this.wrong(`an object of at most ${limitText(most)} members`);
        }
        return Object.keys(value).map(name => [name, this.member(name)] as const);
    }

    items(least: number, most: number): JsonReader[] {
        const { value } = this;
        if (!Array.isArray(value) || value.length < least || value.length > most) {
            throw this.wrong(least === most ? `a list of ${limitText(least)}` : `a list of ${limitText(least)} to ${limitText(most)}`);
        }
        return value.map((item: unknown, i) => new JsonReader(this.file, `${this.path}[${i}]`, item));
    }

    /** A whole number within bounds. */
    int(least: number, most: number): number {
        const { value } = this;
        if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < least || value > most) {
            throw this.wrong(least === most ? limitText(least) : `a whole number from ${limitText(least)} to ${limitText(most)}`);
        }
        return value + 0;
    }

    text(longest: number): string {
        const { value } = this;
        if (typeof value !== 'string' || value.length > longest) {
            throw this.wrong(`a string of at most ${limitText(longest)} characters`);
        }
        return value;
    }

    oneOf<T extends string>(choices: readonly T[]): T {
        const choice = choices.find(text => text === this.value);
        if (choice === undefined) {
            throw this.wrong(choices.map(text => `"${text}"`).join(' or '));
        }
        return choice;
    }

    /** The error that this value is not what it must be. */
    wrong(expected: string): ModelFileError {
        return new ModelFileError(this.file, this.path, expected, shown(this.value));
    }
}

function shown(value: unknown): string {
    return value === undefined ? 'nothing'
        : Array.isArray(value) && !(value.length > 0 && value.length <= 8 && value.every(item => typeof item === 'number')) ? `a list of ${limitText(value.length)}`
        : typeof value === 'string' && value.length > 60 ? `a string of ${limitText(value.length)} characters`
        // Its text may be longer, and nested deeper, than can be written.
        : typeof value === 'object' && value !== null && !Array.isArray(value) ? 'an object'
        : shortText(JSON.stringify(value));
}
