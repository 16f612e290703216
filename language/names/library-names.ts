import { builtinNames } from '../program/documentation.js';
import { libraryUri, standardLibrary } from '../program/library.js';
import { alwaysReserved } from '../program/reserved-names.js';
import { FileNames } from './file-names.js';
import type { Bound } from './file-names.js';

export interface LibraryNames {
    readonly file: FileNames;
    /** Names that a program cannot set at top level. */
    readonly reserved: ReadonlySet<string>;
    /** What a name is that a program has not set. */
    base(name: string): Bound | undefined;
}

let made: LibraryNames | undefined;

/** The names of the standard library and of the language itself. */
export function libraryNames(): LibraryNames {
    return made ??= readLibrary();
}

function readLibrary(): LibraryNames {
    const none = { reserved: alwaysReserved, base: (): undefined => undefined, exports: (): undefined => undefined };
    const language = new FileNames(libraryUri, [], [], none);
    const builtins = new Map<string, Bound>(builtinNames().map(name => [name, { file: language, meaning: { kind: 'builtin', name, from: [] } }]));
    const file = new FileNames(libraryUri, standardLibrary().statements, [], { ...none, base: name => builtins.get(name) });
    return {
        file,
        reserved: new Set([...alwaysReserved, ...file.end.keys()]),
        base: name => file.end.get(name) ?? builtins.get(name)
    };
}
