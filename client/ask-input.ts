import * as vscode from 'vscode';
import { EXAMPLE_REQUEST } from '../server/protocol/example';
import { checkInput } from './check-input';
import { findTarget } from './find-target';
import type { InputChoice } from './input-choices';
import type { InputMemory } from './input-memory';
import { pickInput } from './input-picker';
import type { RaspServer } from './language-client';
import { isRunTarget, type RunTarget } from './run-target';

/** The s-op that a lens names, or the one at the cursor; undefined when there is none, which the user has been told. */
export async function targetOf(server: RaspServer, argument: unknown): Promise<RunTarget | undefined> {
    // Without the server a file has no symbols, and "No s-op here" would mislead.
    server.mustRun();
    if (isRunTarget(argument)) {
        return argument;
    }
    const editor = vscode.window.activeTextEditor;
    if (editor?.document.languageId !== 'rasp') {
        void vscode.window.showInformationMessage('Open a RASP file first, for example tour.rasp.');
        return undefined;
    }
    return findTarget(editor);
}

/** Asks for the input of an s-op, recent ones first, its example among them; undefined when the user leaves. */
export async function askInput(
    server: RaspServer, memory: InputMemory, target: RunTarget, title: string, placeholder: string,
): Promise<InputChoice['value'] | undefined> {
    const { input: example } = await server.request(EXAMPLE_REQUEST, { uri: target.uri, line: target.line });
    return pickInput({ title, placeholder, recent: memory.recent(), example, check: input => checkInput(server, input) });
}
