import type { Program } from './program.js';

/** The text of a program, and those of the files that it loads by what `load` calls them. */
export interface ProgramTexts {
    readonly text: string;
    readonly loaded: ReadonlyMap<string, string>;
}

/** All texts that a program is made of, but for the standard library. @returns undefined where they are longer than `most` characters together */
export function programTexts(program: Program, most: number): ProgramTexts | undefined {
    const loaded = new Map<string, string>();
    const known = new Set<string>();
    let left = most - program.text.length;
    for (const { path, addresses } of program.results.flatMap(({ loads }) => loads)) {
        const uri = addresses.at(-1) ?? '';
        const text = known.has(uri) ? undefined : program.loadedText(uri);
        if (text !== undefined) {
            known.add(uri);
            loaded.set(nameFor(path, loaded), text);
            left -= text.length;
        }
    }
    return left < 0 ? undefined : { text: program.text, loaded };
}

/** Files in different folders may be loaded by one path. */
function nameFor(path: string, taken: ReadonlyMap<string, string>): string {
    let name = path;
    for (let count = 2; taken.has(name); count++) {
        name = `${path} (${count})`;
    }
    return name;
}
