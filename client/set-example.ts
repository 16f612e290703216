import * as vscode from 'vscode';
import { EXAMPLE_REQUEST, type ExampleResult } from '../server/protocol/example';
import { checkInput } from './check-input';
import type { InputMemory } from './input-memory';
import { pickInput } from './input-picker';
import type { RaspServer } from './language-client';
import { focusedRaspEditor } from './rasp-editor';
import { asWritten } from './result-text';

const SETTING = 'rasp.example.input';

/** The command `rasp.setExample`: changes the `set example` statement in force at the cursor, else the setting. */
export async function setExample(server: RaspServer, memory: InputMemory): Promise<void> {
    try {
        const editor = await focusedRaspEditor();
        const uri = editor?.document.uri;
        const exampleAtCursor = async (): Promise<ExampleResult | undefined> =>
            editor ? server.request(EXAMPLE_REQUEST, { uri: editor.document.uri.toString(), line: editor.selection.active.line }) : undefined;
        const before = await exampleAtCursor();
        if (before?.source === 'statement' && !before.range) {
            void vscode.window.showInformationMessage('The example here comes from "set example" in a loaded file. Change it there, or write "set example" above this line.');
            return;
        }
        const statement = before?.source === 'statement' ? before.range : undefined;
        const chosen = await pickInput({
            title: statement ? `RASP: Set Example (changes line ${statement.start.line + 1})` : `RASP: Set Example (changes the setting ${SETTING})`,
            placeholder: `Now ${before?.input ?? 'hello'}. Type a string such as hello, or a list such as [1,2,3]`,
            recent: memory.recent(),
            check: async input => statement && asWritten(input) === undefined
                ? 'RASP has no way to write a string with a " in it. Leave the " out.'
                : checkInput(server, input),
        });
        if (chosen === undefined || chosen === 'example') {
            return;
        }
        await memory.use(chosen.input);
        // Asked again, for the text may have changed while the question stood open.
        const now = statement ? await exampleAtCursor() : undefined;
        const written = asWritten(chosen.input);
        if (uri && now?.source === 'statement' && now.range && written !== undefined) {
            await editStatement(uri, now.range, written);
        } else {
            await writeSetting(uri, chosen.input);
        }
    } catch (error) {
        await server.explain(error);
    }
}

async function editStatement(uri: vscode.Uri, range: NonNullable<ExampleResult['range']>, written: string): Promise<void> {
    const edit = new vscode.WorkspaceEdit();
    edit.replace(uri, new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character), written);
    if (!await vscode.workspace.applyEdit(edit)) {
        void vscode.window.showErrorMessage(`The example on line ${range.start.line + 1} was not changed. Is the file read-only?`);
    }
}

/** Writes the setting where it is set now, so that the new value is the one that counts. */
async function writeSetting(uri: vscode.Uri | undefined, input: string): Promise<void> {
    const configuration = vscode.workspace.getConfiguration(undefined, uri ?? null);
    const present = configuration.inspect<string>(SETTING);
    let target = vscode.workspace.workspaceFolders ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
    if (present?.workspaceFolderValue !== undefined) {
        target = vscode.ConfigurationTarget.WorkspaceFolder;
    } else if (present?.workspaceValue === undefined && present?.globalValue !== undefined) {
        target = vscode.ConfigurationTarget.Global;
    }
    try {
        await configuration.update(SETTING, input, target);
    } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        void vscode.window.showErrorMessage(`The setting ${SETTING} was not saved: ${reason}`);
    }
}
