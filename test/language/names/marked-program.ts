import { findExpectations } from '../../../language/expectations/find-expectations';
import { parseProgram } from '../../../language/syntax/parse';
import { libraryUri } from '../../../language/program/library';
import { NameFiles } from '../../../language/names/name-files';
import { definitionsOf } from '../../../language/names/name-web';
import type { PlacedStatement } from '../../../language/syntax/parse';

/** Files by name, as `load` finds them: `a` is `test:/a.rasp`. */
export function namesOfFiles(texts: Readonly<Record<string, string>>): NameFiles {
    const parsed = new Map<string, readonly PlacedStatement[]>(Object.entries(texts).map(([name, text]) => [addressOf(name), parseProgram(text)]));
    const expectations = new Map(Object.entries(texts).map(([name, text]) => [addressOf(name), findExpectations(text, parsed.get(addressOf(name)) ?? [])]));
    return new NameFiles({
        statements: uri => parsed.get(uri),
        expectations: uri => expectations.get(uri) ?? [],
        resolve: path => (parsed.has(addressOf(path)) ? addressOf(path) : undefined)
    });
}

export function addressOf(name: string): string {
    return `test:/${name}.rasp`;
}

const mark = /§([\w+]+)/g;

/** Programs without their marks. */
export function unmarked(texts: Readonly<Record<string, string>>): Record<string, string> {
    return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, text.replace(mark, '')]));
}

/**
 * Marks each name that is marked with what the resolver says of it. A mark behind a name that is set is its label;
 * behind one that is read, the labels of all that can have set it, in alphabetical order: `lib` for the library
 * and the language, `none` for nothing.
 */
export function markAgain(texts: Readonly<Record<string, string>>, first = false): Record<string, string> {
    const files = namesOfFiles(unmarked(texts));
    const labels = new Map<string, string>();
    const marks = Object.entries(texts).flatMap(([name, text]) => {
        let removed = 0;
        return [...text.matchAll(mark)].map(({ 0: whole, 1: label = '', index }) => {
            const offset = index - removed;
            removed += whole.length;
            const file = files.file(addressOf(name));
            const occurrence = file?.at(offset);
            if (file === undefined || occurrence === undefined) {
                throw new Error(`${name}: no name ends before ${whole} at ${index}`);
            }
            const key = `${file.uri} ${file.offsetOf(occurrence)}`;
            if (occurrence.setBy !== undefined) {
                labels.set(key, label);
            }
            return { name, index, whole, file, occurrence };
        });
    });
    const result: Record<string, string> = { ...texts };
    for (const { name, index, whole, file, occurrence } of marks.reverse()) {
        const found = definitionsOf({ file, occurrence }, first).map(({ file: { uri }, meaning }) => {
            if (uri === libraryUri || meaning.occurrence === undefined) {
                return 'lib';
            }
            const key = `${uri} ${(files.file(uri) ?? file).offsetOf(meaning.occurrence)}`;
            return labels.get(key) ?? `(unmarked ${key})`;
        });
        const text = result[name] ?? '';
        result[name] = `${text.slice(0, index)}§${found.sort().join('+') || 'none'}${text.slice(index + whole.length)}`;
    }
    return result;
}
