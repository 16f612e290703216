import * as vscode from 'vscode';
import { bindingAt, type Binding, type RunTarget } from './run-target';

const NOT_RUNNABLE = new Set([vscode.SymbolKind.Function, vscode.SymbolKind.Module, vscode.SymbolKind.File, vscode.SymbolKind.Namespace]);
const NONE_HERE = 'No s-op here. Put the cursor on an assignment such as `reverse = …;`';

/** The s-op that the cursor is on, or the one that the user picks from the file's. */
export async function findTarget(editor: vscode.TextEditor): Promise<RunTarget | undefined> {
    const { document, selection } = editor;
    const bindings = await bindingsOf(document);
    const wordRange = document.getWordRangeAtPosition(selection.active);
    const word = wordRange && document.getText(wordRange);
    const found = bindingAt(bindings, selection.active.line, word) ?? await choose(bindings);
    return found && { uri: document.uri.toString(), name: found.name, line: found.startLine };
}

async function bindingsOf(document: vscode.TextDocument): Promise<Binding[]> {
    const symbols = await vscode.commands.executeCommand<(vscode.DocumentSymbol | vscode.SymbolInformation)[] | undefined>(
        'vscode.executeDocumentSymbolProvider', document.uri,
    );
    return (symbols ?? []).filter(symbol => !NOT_RUNNABLE.has(symbol.kind)).map(symbol => {
        const range = 'range' in symbol ? symbol.range : symbol.location.range;
        return { name: symbol.name, startLine: range.start.line, endLine: range.end.line };
    });
}

async function choose(bindings: readonly Binding[]): Promise<Binding | undefined> {
    if (bindings.length === 0) {
        void vscode.window.showInformationMessage(NONE_HERE);
        return undefined;
    }
    const items = bindings.map(binding => ({ label: binding.name, description: `line ${binding.startLine + 1}`, binding }));
    const picked = await vscode.window.showQuickPick(items, { title: 'RASP: Choose a Name', placeHolder: 'Which s-op or selector?' });
    return picked?.binding;
}
