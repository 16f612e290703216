import * as vscode from 'vscode';
import { CRITICAL_PATH_REQUEST, type CriticalPathResult, type StepPlace } from '../server/protocol/critical-path';
import { targetOf } from './ask-input';
import { pathItems, type PathItem } from './critical-path-items';
import type { RaspServer } from './language-client';

interface Row extends vscode.QuickPickItem {
    readonly place?: StepPlace | undefined;
    readonly message?: string;
}

/** Shows why an s-op is at its layer: a list of the steps, each marked in the text and shown while the list stands on it. */
export class CriticalPath implements vscode.Disposable {
    private readonly onPath = vscode.window.createTextEditorDecorationType({
        backgroundColor: new vscode.ThemeColor('editor.wordHighlightBackground'),
        overviewRulerColor: new vscode.ThemeColor('editorOverviewRuler.wordHighlightForeground'),
    });
    private readonly current = vscode.window.createTextEditorDecorationType({ backgroundColor: new vscode.ThemeColor('editor.findMatchHighlightBackground') });

    constructor(private readonly server: RaspServer) {}

    /** The command `rasp.showCriticalPath`: of the s-op that the cursor is on, or of one that the user picks. */
    async show(argument: unknown): Promise<void> {
        try {
            const target = await targetOf(this.server, argument);
            if (!target) {
                return;
            }
            const result = await this.server.request(CRITICAL_PATH_REQUEST, target);
            if (!result.ok) {
                void vscode.window.showInformationMessage(result.message);
                return;
            }
            this.walk(target.name, target.uri, result);
        } catch (error) {
            await this.server.explain(error);
        }
    }

    dispose(): void {
        this.onPath.dispose();
        this.current.dispose();
    }

    private walk(name: string, uri: string, result: CriticalPathResult & { ok: true }): void {
        const editor = vscode.window.activeTextEditor;
        const before = editor && { editor, visible: editor.visibleRanges[0] };
        const list = vscode.window.createQuickPick<Row>();
        list.title = `RASP: Why ${name} Needs ${result.cost}`;
        list.placeholder = 'The longest chain, from the input on. Move to see each step, press Enter to go there';
        list.matchOnDescription = true;
        list.items = pathItems(result, uri).map(row);
        const last = list.items.findLast(item => item.kind !== vscode.QuickPickItemKind.Separator && item.label.endsWith(` ${name}`));
        list.activeItems = last ? [last] : [];
        const places = result.steps.flatMap(step => (step.place ? [step.place] : []));
        let goesThere = false;
        list.onDidChangeActive(([item]) => { this.mark(places, item?.place); });
        list.onDidAccept(() => {
            const [item] = list.activeItems;
            goesThere = true;
            list.hide();
            if (item?.message !== undefined) {
                void vscode.window.showInformationMessage(item.message);
            }
            void goTo(item?.place);
        });
        list.onDidHide(() => {
            this.clear();
            list.dispose();
            if (!goesThere && before?.visible) {
                before.editor.revealRange(before.visible, vscode.TextEditorRevealType.AtTop);
            }
        });
        list.show();
    }

    /** Marks all steps in the editors that show their files, and brings the one that the list stands on into view. */
    private mark(places: readonly StepPlace[], active: StepPlace | undefined): void {
        for (const editor of vscode.window.visibleTextEditors) {
            const uri = editor.document.uri.toString();
            const isHere = (place: StepPlace): boolean => vscode.Uri.parse(place.uri).toString() === uri;
            editor.setDecorations(this.onPath, places.filter(isHere).map(rangeOf));
            const here = active && isHere(active) ? [rangeOf(active)] : [];
            editor.setDecorations(this.current, here);
            here.forEach(range => { editor.revealRange(range, vscode.TextEditorRevealType.InCenter); });
        }
    }

    private clear(): void {
        for (const editor of vscode.window.visibleTextEditors) {
            editor.setDecorations(this.onPath, []);
            editor.setDecorations(this.current, []);
        }
    }
}

function row(item: PathItem): Row {
    return 'separator' in item ? { label: item.separator, kind: vscode.QuickPickItemKind.Separator }
        : { label: `$(${item.icon}) ${item.label}`, description: item.description, ...(item.message === undefined ? {} : { message: item.message }), place: item.place };
}

function rangeOf({ range: { start, end } }: StepPlace): vscode.Range {
    return new vscode.Range(start.line, start.character, end.line, end.character);
}

async function goTo(place: StepPlace | undefined): Promise<void> {
    if (!place) {
        return;
    }
    try {
        await vscode.window.showTextDocument(vscode.Uri.parse(place.uri), { selection: rangeOf(place) });
    } catch {
        void vscode.window.showInformationMessage(`${place.uri} cannot be opened here.`);
    }
}
