import { builtinNames, libraryDocumentation } from './documentation.js';
import { standardLibrary } from './library.js';

let made: { readonly text: string; readonly builtins: ReadonlyMap<string, number> } | undefined;

/** The standard library as it is shown: its source, and behind it the names that the language sets itself. */
export function libraryText(): string {
    return document().text;
}

/** Where the text of the library explains a name that the language sets itself, as an offset; undefined for other names. */
export function builtinOffset(name: string): number | undefined {
    return document().builtins.get(name);
}

function document(): NonNullable<typeof made> {
    return made ??= write();
}

function write(): NonNullable<typeof made> {
    let text = `${standardLibrary().source.trimEnd()}\n\n# The language itself sets these names:\n`;
    const builtins = new Map<string, number>();
    for (const name of builtinNames()) {
        builtins.set(name, text.length + 2);
        text += `# ${name}: ${libraryDocumentation(name)}\n`;
    }
    return { text, builtins };
}
