import { lineBlocks } from './line-input.js';
import { ReplSession } from './repl-session.js';
import type { ReplStart } from './repl-session.js';
import { readSource, UnreadableFile } from './source-file.js';
import type { SourceFile } from './source-file.js';
import { standardInput } from './standard-input.js';
import { complain, exitCodes } from './terminal.js';
import type { Terminal } from './terminal.js';

/** `rasp repl`: the prompt, on a terminal or fed by a pipe. @returns the exit code */
export async function repl(terminal: Terminal, file: string | undefined): Promise<number> {
    try {
        return await converse(terminal, file === undefined ? undefined : await readFile(terminal, file));
    } catch (error) {
        if (!(error instanceof UnreadableFile)) {
            throw error;
        }
        complain(terminal, error.message);
        return exitCodes.problems;
    }
}

async function converse(terminal: Terminal, source: SourceFile | undefined): Promise<number> {
    const isTerminal = process.stdin.isTTY && process.stdout.isTTY && process.env['TERM'] !== 'dumb';
    const start: ReplStart = { cwd: terminal.cwd, file: source, isTerminal, colours: isTerminal && terminal.colours.out };
    if (isTerminal) {
        const { replAtTerminal } = await import('./repl-terminal.js');
        await replAtTerminal(start, __filename);
        return exitCodes.ok;
    }
    return replOnPipe(terminal, start, standardInput());
}

async function readFile(terminal: Terminal, file: string): Promise<SourceFile> {
    if (file === '-') {
        throw new UnreadableFile('standard input holds the statements of `rasp repl` and cannot be its file too');
    }
    return readSource(terminal, file);
}

/** Reads statements and prints what they give, prompts included, as the reference does. @returns the exit code */
export async function replOnPipe(terminal: Terminal, start: ReplStart, input: AsyncIterable<Uint8Array>): Promise<number> {
    const session = new ReplSession(start);
    terminal.out(`${session.banner}>> `);
    for await (const block of lineBlocks(input)) {
        for (const line of block) {
            const { text, prompt, exited } = typeof line === 'string' ? session.enter(line) : { ...session.drop(), text: `something went wrong: ${line.problem}\n` };
            if (exited) {
                terminal.out(text);
                return exitCodes.ok;
            }
            terminal.out(text + prompt);
        }
    }
    terminal.out('\n');
    const { unfinished } = session;
    if (unfinished === undefined) {
        return exitCodes.ok;
    }
    complain(terminal, `the last statement is unfinished: ${unfinished}`);
    return exitCodes.problems;
}
