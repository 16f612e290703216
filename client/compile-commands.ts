import * as vscode from 'vscode';
import type { CompileAnswer, CompileChoices, RefusalReport } from '../server/protocol/compile';
import { askChoices } from './ask-choices';
import { targetOf } from './ask-input';
import { CompileMarks } from './compile-marks';
import { chosenDevice, programToCompile } from './compile-target';
import type { RaspServer } from './language-client';
import { type ModelProcess, ModelProcessGone, type StartModelProcess } from './model-process-access';
import { CompilePanel } from './panels/compile-panel';
import type { RunTarget } from './run-target';

/** The commands that make a transformer of an s-op, and that tell whether one can be made. */
export class CompileCommands implements vscode.Disposable {
    private readonly marks = new CompileMarks();
    private readonly panel: CompilePanel;
    /** What was chosen last for an s-op. */
    private readonly chosen = new Map<string, CompileChoices>();

    /** @param start undefined where nothing can be compiled, as in a browser */
    constructor(private readonly server: RaspServer, private readonly start: StartModelProcess, extension: vscode.Uri) {
        this.panel = new CompilePanel(extension, target => void this.compile(target));
    }

    /** The command `rasp.compile`. */
    compile(argument: unknown): Promise<void> {
        return this.withChoices(argument, 'Compile', async (process, target, choices, edits) => {
            const answer = await working(`RASP: compiling ${target.name}`, process, progress =>
                process.ask<'compile'>({ kind: 'compile', choices, device: chosenDevice() }, progress));
            return answer !== undefined && await this.take(process, target, answer, edits);
        });
    }

    /** The command `rasp.checkCompilability`: what stands against it is marked in the text. */
    check(argument: unknown): Promise<void> {
        return this.withChoices(argument, 'Check Compilability of', async (process, target, choices, edits) => {
            const refusals = await working(`RASP: checking ${target.name}`, process, () => process.ask<'check'>({ kind: 'check', choices }));
            if (refusals?.length === 0) {
                this.marks.clear();
                void vscode.window.showInformationMessage(`${target.name} can be compiled for ${choices.alphabet}, up to ${choices.maxLength.toLocaleString('en-US')} tokens.`);
            } else if (refusals !== undefined) {
                await this.refuse(target, refusals, edits);
            }
            return false;
        });
    }

    dispose(): void {
        this.marks.dispose();
        this.panel.dispose();
    }

    /** @param work tells whether it keeps the process */
    private async withChoices(argument: unknown, verb: string, work: (process: ModelProcess, target: RunTarget, choices: CompileChoices, edits: number) => Promise<boolean>): Promise<void> {
        if (!this.start) {
            void vscode.window.showInformationMessage('Compiling needs VS Code on the desktop, or the command "rasp compile".');
            return;
        }
        let target: RunTarget | undefined;
        try {
            target = await targetOf(this.server, argument);
        } catch (error) {
            await this.server.explain(error);
        }
        if (!target) {
            return;
        }
        const process = this.start();
        const { edits } = this.marks;
        let isKept = false;
        try {
            const choices = await this.choicesFor(process, target, verb);
            isKept = choices !== undefined && await work(process, target, choices, edits);
        } catch (error) {
            const message = error instanceof Error ? error.message : String(error);
            void vscode.window.showErrorMessage(error instanceof ModelProcessGone ? `${message} Run the command again to start another.` : `RASP: ${message}`);
        } finally {
            if (!isKept) {
                process.dispose();
            }
        }
    }

    private async choicesFor(process: ModelProcess, target: RunTarget, verb: string): Promise<CompileChoices | undefined> {
        const opened = await process.ask<'open'>({ kind: 'open', program: await programToCompile(target) });
        if (!opened.ok) {
            void vscode.window.showWarningMessage(opened.message);
            return undefined;
        }
        const key = `${target.uri} ${target.name}`;
        const choices = await askChoices(process, `RASP: ${verb} ${target.name}`, this.chosen.get(key) ?? opened.choices, opened.mostPositions);
        if (choices) {
            this.chosen.set(key, choices);
        }
        return choices;
    }

    private async take(process: ModelProcess, target: RunTarget, answer: CompileAnswer, edits: number): Promise<boolean> {
        if (!answer.ok) {
            await this.refuse(target, answer.refusals, edits);
            return false;
        }
        this.marks.clear();
        this.panel.show(process, answer.model, target);
        return true;
    }

    private async refuse({ name }: RunTarget, refusals: readonly RefusalReport[], edits: number): Promise<void> {
        this.marks.show(refusals, edits);
        const [first] = refusals;
        const place = first?.place;
        if (first && place) {
            const selection = new vscode.Range(place.start.line, place.start.character, place.start.line, place.start.character);
            await vscode.window.showTextDocument(vscode.Uri.parse(place.uri), { selection, preserveFocus: true, viewColumn: columnOf(place.uri) });
        }
        void vscode.window.showWarningMessage(`${name} cannot be compiled: ${first?.message ?? ''} ${first?.help ?? ''}`);
    }
}

function columnOf(uri: string): vscode.ViewColumn {
    const address = vscode.Uri.parse(uri).toString();
    return vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === address)?.viewColumn ?? vscode.ViewColumn.One;
}

/** Work with its progress and a button that ends it, with its process; undefined when that was used. */
async function working<T>(title: string, process: ModelProcess, work: (progress: (text: string) => void) => Promise<T>): Promise<T | undefined> {
    return vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, cancellable: true, title }, async (progress, token) => {
        token.onCancellationRequested(() => { process.dispose(); });
        const start = Date.now();
        let part = '';
        const tell = (): void => { progress.report({ message: `${part}${part === '' ? '' : ', '}${Math.round((Date.now() - start) / 1_000)} s` }); };
        const ticking = setInterval(tell, 1_000);
        try {
            return await work(text => { part = text; tell(); });
        } catch (error) {
            if (token.isCancellationRequested) {
                return undefined;
            }
            throw error;
        } finally {
            clearInterval(ticking);
        }
    });
}
