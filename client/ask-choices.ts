import * as vscode from 'vscode';
import type { AlphabetAnswer, CompileChoices } from '../server/protocol/compile';
import type { ModelProcess } from './asked-process';

/** Asks for the alphabet and the longest input; undefined when the user leaves. */
export async function askChoices(process: ModelProcess, title: string, offered: CompileChoices, mostPositions: number): Promise<CompileChoices | undefined> {
    const alphabet = await vscode.window.showInputBox({
        title: `${title} (1/2)`, value: offered.alphabet,
        prompt: 'The tokens that an input may hold: letters such as abc, a list such as ["the", "cat"] or [True, False], or ints such as 0..9',
        validateInput: async typed => {
            const read = await readAlphabet(process, typed);
            return read.ok ? undefined : read.message;
        },
    });
    const read = alphabet === undefined ? undefined : await readAlphabet(process, alphabet);
    const length = alphabet === undefined ? undefined : await vscode.window.showInputBox({
        title: `${title} (2/2)`, value: String(offered.maxLength), prompt: `The longest input, in tokens. The alphabet has ${read?.ok === true ? read.tokens : alphabet ?? ''}`,
        validateInput: typed => (isLength(typed, mostPositions) ? undefined : `Type a whole number from 1 to ${mostPositions.toLocaleString('en-US')}.`),
    });
    return alphabet === undefined || length === undefined ? undefined : { alphabet, maxLength: Number(length) };
}

async function readAlphabet(process: ModelProcess, alphabet: string): Promise<AlphabetAnswer> {
    try {
        return await process.ask<'readAlphabet'>({ kind: 'readAlphabet', alphabet });
    } catch (error) {
        return { ok: false, message: error instanceof Error ? error.message : String(error) };
    }
}

function isLength(typed: string, most: number): boolean {
    return /^\s*\d{1,9}\s*$/.test(typed) && Number(typed) >= 1 && Number(typed) <= most;
}
