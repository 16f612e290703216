/** How inputs and results are written in the narrow places of an editor. */

export const MAX_DECORATION_LENGTH = 120;
export const MAX_STATUS_LENGTH = 24;

/** A text cut to `limit` characters, with `…` for the rest. Counts code points, so that none is cut in two. */
export function shorten(text: string, limit: number): string {
    const points = Array.from(text);
    return points.length <= limit ? text : `${points.slice(0, Math.max(0, limit - 1)).join('')}…`;
}

/** A text that VS Code shows as it is, where it would take `$(name)` for an icon. */
export function withoutIcons(text: string): string {
    return text.replaceAll('$(', '\\$(');
}

/** A text on one line whose runs of spaces survive a decoration. */
function oneLine(text: string): string {
    return text.replace(/\s*[\r\n]+\s*/g, ' ').replaceAll(' ', '\u00a0');
}

/** The result beside a line, for example `"hello" → [o, l, l, e, h]`. */
export function resultDecoration(input: string, short: string): string {
    return oneLine(shorten(`${shorten(input, MAX_DECORATION_LENGTH / 3)} → ${short}`, MAX_DECORATION_LENGTH));
}

/** The reason beside a line why there is no result. */
export function failureDecoration(message: string): string {
    return oneLine(shorten(`✗ ${message}`, MAX_DECORATION_LENGTH));
}

/** One entry of the output channel. `line` is zero-based, as everywhere in the protocol. */
export function outputEntry(path: string, line: number, run: string, result: string): string {
    const indented = result.trimEnd().split(/\r?\n/).map(text => `    ${text}`.trimEnd()).join('\n');
    return `${path}:${line + 1}  ${run}\n${indented}\n`;
}

/**
 * A typed input as a program writes it: lists and quoted strings as they are, anything else in quotes.
 * Undefined when RASP cannot write it, since its strings have no escapes.
 */
export function asWritten(typed: string): string | undefined {
    const text = typed.trim();
    if (text.startsWith('[') || /^"[^"]*"$/.test(text)) {
        return text;
    }
    return typed.includes('"') ? undefined : `"${typed}"`;
}
