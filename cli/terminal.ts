/** Where a command reads and writes: the process, or a test. */
export interface Terminal {
    /** The working directory: file names are relative to it. */
    readonly cwd: string;
    /** Which of the two outputs shows colours. */
    readonly colours: { readonly out: boolean; readonly err: boolean };
    /** Writes to standard output. */
    out(text: string): void;
    /** Writes to standard error. */
    err(text: string): void;
    /** All of standard input, or its first `limit` bytes. */
    readStdin(limit: number): Promise<Uint8Array>;
}

/** What a command ends with. */
export const exitCodes = {
    ok: 0,
    /** Something is wrong with a file or a result. */
    problems: 1,
    /** The command line itself cannot be understood. */
    usage: 2
} as const;

/** Writes a message that belongs to no place in a file. */
export function complain(terminal: Terminal, message: string): void {
    terminal.err(`${paint(terminal.colours.err).red('rasp:')} ${printable(message)}\n`);
}

type Colour = (text: string) => string;

/** Colours for a terminal; without one, the text as it is. */
export function paint(on: boolean): Record<'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan', Colour> {
    const colour = (open: number, close: number): Colour => text => (on ? `\u001b[${open}m${text}\u001b[${close}m` : text);
    return { bold: colour(1, 22), dim: colour(2, 22), red: colour(31, 39), green: colour(32, 39), yellow: colour(33, 39), cyan: colour(36, 39) };
}

/** A text on one line: control characters, which a terminal would obey, are spelled out. */
export function printable(text: string): string {
    return text.replace(/[\p{Cc}\u2028\u2029]/gu, char => (char === '\n' ? '\\n' : char === '\t' ? '\\t' : `\\x${(char.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}`));
}

/** `1 file`, `2 files`. */
export function counted(count: number, noun: string): string {
    return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}
