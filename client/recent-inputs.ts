/** Which inputs the user chose: kept as plain data, so that an older or damaged state never breaks a start. */

export const MAX_RECENT_INPUTS = 20;
export const MAX_REMEMBERED_FILES = 200;

/** uri -> name -> input as typed. */
export type RememberedInputs = Record<string, Record<string, string>>;

const isRecord = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value);

/** The list of recent inputs in a stored value of any shape. */
export function readRecent(stored: unknown): string[] {
    return Array.isArray(stored) ? stored.filter(item => typeof item === 'string').slice(0, MAX_RECENT_INPUTS) : [];
}

/** The remembered inputs in a stored value of any shape. */
export function readRemembered(stored: unknown): RememberedInputs {
    if (!isRecord(stored)) {
        return {};
    }
    return Object.fromEntries(Object.entries(stored).map(([uri, names]) => [
        uri,
        // fromEntries and not assignment: `__proto__` is a name that a program may use.
        Object.fromEntries(Object.entries(isRecord(names) ? names : {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string')),
    ]));
}

/** `recent` with `input` first and only once. */
export function withRecent(recent: readonly string[], input: string): string[] {
    return [input, ...recent.filter(item => item !== input)].slice(0, MAX_RECENT_INPUTS);
}

/** `remembered` with `input` for a name of a file, or without one when `input` is undefined. The oldest files are dropped. */
export function withRemembered(remembered: RememberedInputs, uri: string, name: string, input: string | undefined): RememberedInputs {
    const others = Object.entries(remembered).filter(([other]) => other !== uri);
    const names = Object.entries(remembered[uri] ?? {}).filter(([other]) => other !== name);
    if (input !== undefined) {
        names.push([name, input]);
    }
    const files = names.length > 0 ? [...others, [uri, Object.fromEntries(names)] as const] : others;
    return Object.fromEntries(files.slice(-MAX_REMEMBERED_FILES));
}

/** The input remembered for a name of a file. */
export function rememberedFor(remembered: RememberedInputs, uri: string, name: string): string | undefined {
    const names = remembered[uri];
    return names && Object.hasOwn(names, name) ? names[name] : undefined;
}
