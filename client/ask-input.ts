import * as vscode from 'vscode';
import { EXAMPLE_REQUEST } from '../server/protocol/example';
import { checkInput } from './check-input';
import { findTarget } from './find-target';
import type { InputChoice } from './input-choices';
import type { InputMemory } from './input-memory';
import { pickInput } from './input-picker';
import type { RaspServer } from './language-client';
import { focusedRaspEditor } from './rasp-editor';
import { isRunTarget, type RunTarget } from './run-target';

/** The s-op that a lens names, or the one at the cursor; undefined when there is none, which the user has been told. */
export async function targetOf(server: RaspServer, argument: unknown): Promise<RunTarget | undefined> {
    // Without the server a file has no symbols, and "No s-op here" would mislead.
    server.mustRun();
    if (isRunTarget(argument)) {
        return argument;
    }
    const editor = await focusedRaspEditor();
    if (!editor) {
        // Not awaited: the command is over, whatever the answer.
        void offerProgram();
        return undefined;
    }
    return findTarget(editor);
}

async function offerProgram(): Promise<void> {
    const commands: Readonly<Record<string, string>> = { 'New Program': 'rasp.newProgram', 'Open Example…': 'rasp.openExample' };
    const choice = await vscode.window.showInformationMessage('No RASP file is shown. Open one first.', ...Object.keys(commands));
    const command = choice === undefined ? undefined : commands[choice];
    if (command !== undefined) {
        await vscode.commands.executeCommand(command);
    }
}

/** Asks for the input of an s-op, recent ones first, its example among them; undefined when the user leaves. */
export async function askInput(
    server: RaspServer, memory: InputMemory, target: RunTarget, title: string, placeholder: string,
): Promise<InputChoice['value'] | undefined> {
    const { input: example } = await server.request(EXAMPLE_REQUEST, { uri: target.uri, line: target.line });
    return pickInput({ title, placeholder, recent: memory.recent(), example, check: input => checkInput(server, input) });
}
