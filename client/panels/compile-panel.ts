import * as vscode from 'vscode';
import type { ModelReport, RefusalReport } from '../../server/protocol/compile';
import { type ModelProcess, ProcessGone } from '../asked-process';
import { revealPlace } from '../reveal-place';
import { isRunTarget, type RunTarget } from '../run-target';
import type { CompiledMemory, ToCompileHost, ToCompilePage } from './compile-messages';
import { panelHtml, viewsFolder } from './panel-html';
import { saveModel } from './save-model';
import { COMPILED_VIEW } from './view-types';

const PAGE = { title: 'RASP Transformer', script: 'compile.js', style: 'compile.css' };

/** The model that is shown, and the process that holds it. */
interface Shown {
    readonly process: ModelProcess;
    readonly model: ModelReport;
}

export interface CompilePanelHost {
    /** Asks for the choices and compiles. */
    again(target: RunTarget): void;
    /** Compiles with the choices of a panel that came back with its window. */
    restore(memory: CompiledMemory): void;
}

/** The panel with the model that was compiled last. Its process lasts as long as it does. */
export class CompilePanel implements vscode.Disposable {
    private panel: vscode.WebviewPanel | undefined;
    private memory: CompiledMemory | undefined;
    private shown: Shown | undefined;
    /** What stands against the model, where there is none. */
    private refusals: readonly RefusalReport[] | undefined;
    private isReady = false;
    /** Told to a page that listens late, or is loaded once more. */
    private lastTold: ToCompilePage | undefined;

    constructor(private readonly extension: vscode.Uri, private readonly host: CompilePanelHost) {}

    /** Shows a model; the one before goes, with its process. */
    show(process: ModelProcess, model: ModelReport, memory: CompiledMemory): void {
        this.shown?.process.dispose();
        this.shown = { process, model };
        this.refusals = undefined;
        this.memory = memory;
        this.lastTold = undefined;
        if (this.panel) {
            this.panel.reveal(undefined, true);
        } else {
            this.adopt(vscode.window.createWebviewPanel(COMPILED_VIEW, PAGE.title, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true }, {
                enableFindWidget: true, retainContextWhenHidden: true, ...this.options(),
            }));
        }
        this.tellAll();
    }

    /** A panel that is open shows why there is no model; the one before goes, with its process. */
    showRefused(refusals: readonly RefusalReport[], memory: CompiledMemory): void {
        if (this.panel) {
            this.shown?.process.dispose();
            this.shown = undefined;
            this.refusals = refusals;
            this.memory = memory;
            this.lastTold = undefined;
            this.tellAll();
        }
    }

    /** Tells what happens to the model that is to come back, while there is none. */
    tellRestoring(message: string, isProblem: boolean): void {
        if (!this.shown) {
            this.tell({ type: 'told', message, isProblem });
        }
    }

    /** Called when the window is loaded again with the panel open. */
    takeBack(panel: vscode.WebviewPanel, memory: CompiledMemory | undefined): void {
        if (isMemory(memory)) {
            panel.webview.options = this.options();
            this.memory = memory;
            this.adopt(panel);
            this.host.restore(memory);
        } else {
            panel.dispose();
        }
    }

    dispose(): void {
        this.panel?.dispose();
        this.shown?.process.dispose();
    }

    private options(): vscode.WebviewOptions {
        return { enableScripts: true, localResourceRoots: [viewsFolder(this.extension)] };
    }

    private adopt(panel: vscode.WebviewPanel): void {
        this.panel?.dispose();
        this.panel = panel;
        this.isReady = false;
        panel.iconPath = { light: vscode.Uri.joinPath(this.extension, 'icons', 'rasp-file-light.svg'), dark: vscode.Uri.joinPath(this.extension, 'icons', 'rasp-file-dark.svg') };
        panel.webview.onDidReceiveMessage((message: ToCompileHost) => void this.receive(message));
        panel.onDidDispose(() => {
            if (this.panel === panel) {
                this.panel = undefined;
                this.shown?.process.dispose();
                this.shown = undefined;
            }
        });
        panel.webview.html = panelHtml(panel.webview, this.extension, PAGE);
    }

    private tell(message: ToCompilePage): void {
        if (message.type === 'told') {
            this.lastTold = message;
        }
        if (this.isReady) {
            void this.panel?.webview.postMessage(message);
        }
    }

    private tellAll(): void {
        const { panel, memory, shown, refusals, lastTold } = this;
        if (panel && memory) {
            panel.title = `Transformer: ${memory.target.name}`;
            const file = vscode.Uri.parse(memory.target.uri).path.split('/').at(-1) ?? '';
            this.tell(shown ? { type: 'model', model: shown.model, memory, file } : refusals ? { type: 'refused', refusals, memory, file } : { type: 'empty', memory, file });
        }
        if (lastTold) {
            this.tell(lastTold);
        }
    }

    private async receive(message: ToCompileHost): Promise<void> {
        const { shown, memory } = this;
        if (message.type === 'ready') {
            this.isReady = true;
            this.tellAll();
        } else if (message.type === 'again') {
            if (memory) {
                this.host.again(memory.target);
            }
        } else if (message.type === 'reveal' || (shown && memory)) {
            try {
                if (message.type === 'reveal') {
                    await revealPlace(message.place);
                } else if (shown && memory) {
                    await this.answer(shown, memory, message);
                }
            } catch (error) {
                if (this.shown === shown) {
                    const text = error instanceof Error ? error.message : String(error);
                    this.tell({ type: 'told', isProblem: true, message: error instanceof ProcessGone ? `${text} Compile again to go on.` : text });
                }
            }
        }
    }

    private async answer(shown: Shown, { target }: CompiledMemory, message: Exclude<ToCompileHost, { type: 'ready' | 'again' | 'reveal' }>): Promise<void> {
        const { process, model } = shown;
        const tell = (told: ToCompilePage): void => {
            if (this.shown === shown) {
                this.tell(told);
            }
        };
        switch (message.type) {
            case 'run': tell({ type: 'ran', answer: await process.ask<'run'>({ kind: 'run', input: message.input }) }); break;
            case 'head': {
                const answer = await process.ask<'head'>({ kind: 'head', index: message.index });
                if (answer) {
                    tell({ type: 'head', index: message.index, answer });
                }
                break;
            }
            case 'save': {
                tell({ type: 'told', message: '', isProblem: false });
                const told = await saveModel((folder, replaces) => process.ask<'save'>({ kind: 'save', folder, replaces }), `${model.name}-model`, vscode.Uri.parse(target.uri));
                if (told) {
                    tell({ type: 'told', ...told });
                }
                break;
            }
        }
    }
}

/** What a page of an older version kept may be another thing. */
function isMemory(memory: CompiledMemory | undefined): memory is CompiledMemory {
    const { target, choices } = memory ?? {};
    return isRunTarget(target) && typeof choices?.alphabet === 'string' && typeof choices.maxLength === 'number';
}
