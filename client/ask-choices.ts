import * as vscode from 'vscode';
import type { CompileChoices } from '../server/protocol/compile';
import type { ModelProcess } from './model-process-access';

/** Asks for the alphabet and the longest input; undefined when the user leaves. */
export async function askChoices(process: ModelProcess, title: string, offered: CompileChoices, mostPositions: number): Promise<CompileChoices | undefined> {
    const alphabet = await vscode.window.showInputBox({
        title: `${title} (1/2)`, value: offered.alphabet,
        prompt: 'The tokens that an input may hold: letters such as abc, a list such as ["the", "cat"] or [True, False], or ints such as 0..9',
        validateInput: typed => process.ask<'checkAlphabet'>({ kind: 'checkAlphabet', alphabet: typed }).catch((error: unknown) => (error instanceof Error ? error.message : String(error))),
    });
    const length = alphabet === undefined ? undefined : await vscode.window.showInputBox({
        title: `${title} (2/2)`, value: String(offered.maxLength), prompt: 'The longest input, in tokens',
        validateInput: typed => (isLength(typed, mostPositions) ? undefined : `Type a whole number from 1 to ${mostPositions.toLocaleString('en-US')}.`),
    });
    return alphabet === undefined || length === undefined ? undefined : { alphabet, maxLength: Number(length) };
}

function isLength(typed: string, most: number): boolean {
    return /^\s*\d{1,9}\s*$/.test(typed) && Number(typed) >= 1 && Number(typed) <= most;
}
