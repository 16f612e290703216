import * as vscode from 'vscode';
import type { ExpectationsCheckedParams, ExpectationState } from '../server/protocol/expectations';
import type { ToldFailures } from './expectation-run';
import { markHover, markText } from './expectation-text';
import type { RaspServer } from './language-client';
import { lineAfterChange } from './result-line';

type Kind = 'passed' | 'failed' | 'blocked';

const KINDS: readonly Kind[] = ['passed', 'failed', 'blocked'];
const COLORS: Record<Kind, string> = {
    passed: 'rasp.expectationPassedForeground', failed: 'rasp.expectationFailedForeground', blocked: 'editorCodeLens.foreground',
};

/** Shows beside each expectation whether it holds, and what was found where it does not. */
export class ExpectationMarks implements vscode.Disposable {
    private readonly states = new Map<string, readonly ExpectationState[]>();
    private readonly styles = new Map(KINDS.map(kind => [kind, vscode.window.createTextEditorDecorationType({
        after: { color: new vscode.ThemeColor(COLORS[kind]), margin: '0 0 0 1.5em' }, rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    })]));
    private told: ToldFailures = new Map();
    private readonly listeners: vscode.Disposable[];

    constructor(server: RaspServer) {
        this.listeners = [
            server.onExpectations(params => this.show(params)),
            server.onDidChangeState(state => {
                // A server that starts tells everything anew.
                if (state === 'stopped') {
                    this.states.clear();
                    vscode.window.visibleTextEditors.forEach(editor => this.draw(editor));
                }
            }),
            // VS Code forgets decorations of a hidden editor.
            vscode.window.onDidChangeVisibleTextEditors(editors => editors.forEach(editor => this.draw(editor))),
            vscode.workspace.onDidChangeTextDocument(event => this.follow(event)),
            vscode.workspace.onDidCloseTextDocument(document => this.states.delete(document.uri.toString())),
        ];
    }

    dispose(): void {
        [...this.listeners, ...this.styles.values()].forEach(item => item.dispose());
    }

    /** Leaves out what VS Code itself writes at the ends of the lines. */
    shorten(told: ToldFailures): void {
        this.told = new Map(told);
        vscode.window.visibleTextEditors.forEach(editor => this.draw(editor));
    }

    private show({ uri, version, expectations }: ExpectationsCheckedParams): void {
        this.states.set(uri, expectations);
        for (const editor of vscode.window.visibleTextEditors) {
            // While the text is newer than this, its marks move along with it, and the next check is on its way.
            if (editor.document.uri.toString() === uri && editor.document.version === version) {
                this.draw(editor);
            }
        }
    }

    /** The mark of an edited line goes until the next check; the others move with their lines. */
    private follow({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
        const key = document.uri.toString();
        const before = this.states.get(key);
        if (before === undefined || contentChanges.length === 0) {
            return;
        }
        const after = before.flatMap((state): ExpectationState[] => {
            let line: number | undefined = state.range.start.line;
            for (const { range, text } of contentChanges) {
                line = line === undefined ? undefined : lineAfterChange(line, { start: range.start, end: range.end, text });
            }
            return line === undefined ? [] : [{ ...state, range: { start: { ...state.range.start, line }, end: { ...state.range.end, line } } }];
        });
        this.states.set(key, after);
        if (after.length < before.length) {
            vscode.window.visibleTextEditors.filter(editor => editor.document === document).forEach(editor => this.draw(editor));
        }
    }

    private draw(editor: vscode.TextEditor): void {
        const states = this.states.get(editor.document.uri.toString());
        if (editor.document.languageId !== 'rasp' && states === undefined) {
            return;
        }
        const told = this.told.get(editor.document.uri.toString());
        for (const [kind, style] of this.styles) {
            const ofKind = (states ?? []).filter(({ status, range }) => kindOf(status) === kind && range.start.line < editor.document.lineCount);
            editor.setDecorations(style, ofKind.map(state => options(editor.document, state, told?.has(state.id) ?? false)));
        }
    }
}

function kindOf(status: ExpectationState['status']): Kind {
    return status === 'unreadable' ? 'failed' : status;
}

function options(document: vscode.TextDocument, state: ExpectationState, isShort: boolean): vscode.DecorationOptions {
    const { end } = document.lineAt(state.range.start.line).range;
    const start = document.validatePosition(new vscode.Position(state.range.start.line, state.range.start.character));
    return {
        range: new vscode.Range(start, end),
        hoverMessage: new vscode.MarkdownString().appendText(markHover(state)),
        renderOptions: { after: { contentText: isShort ? markText(state).slice(0, 1) : markText(state) } },
    };
}
