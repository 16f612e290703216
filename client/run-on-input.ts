import * as vscode from 'vscode';
import { RUN_REQUEST, type RunParams, type RunResult } from '../server/protocol/run';
import { askInput, targetOf } from './ask-input';
import type { InputMemory } from './input-memory';
import type { RaspServer } from './language-client';
import type { ResultOutput } from './output';
import type { ResultDecoration } from './result-decoration';
import { failureDecoration, resultDecoration } from './result-text';
import { isRunTarget, type RunTarget } from './run-target';

/** Runs an s-op or selector on an input and shows what comes out beside its line and in the output channel. */
export class RunOnInput implements vscode.Disposable {
    private running: vscode.CancellationTokenSource | undefined;

    constructor(
        private readonly server: RaspServer,
        private readonly memory: InputMemory,
        private readonly decoration: ResultDecoration,
        private readonly output: ResultOutput,
    ) {}

    /** The command `rasp.runOnInput`: asks for the input, and for the s-op where neither a lens nor the cursor tells it. */
    async ask(argument: unknown): Promise<void> {
        try {
            const target = await targetOf(this.server, argument);
            if (!target) {
                return;
            }
            const chosen = await askInput(this.server, this.memory, target, `RASP: Run ${target.name}`,
                'Type a string such as hello, or a list such as [1,2,3] or ["the","car"]');
            if (chosen === undefined) {
                return;
            }
            const input = chosen === 'example' ? undefined : chosen.input;
            if (input !== undefined) {
                await this.memory.use(input);
            }
            await this.memory.remember(target.uri, target.name, input);
            await this.run(target, input, true);
        } catch (error) {
            await this.server.explain(error);
        }
    }

    /** The command `rasp.runAgain`: runs on the input that the lens shows. */
    async again(argument: unknown): Promise<void> {
        if (!isRunTarget(argument)) {
            return;
        }
        try {
            await this.run(argument, this.memory.inputFor(argument.uri, argument.name), false);
        } catch (error) {
            await this.server.explain(error);
        }
    }

    dispose(): void {
        this.running?.dispose();
    }

    private async run(target: RunTarget, input: string | undefined, remember: boolean): Promise<void> {
        this.running?.cancel();
        const running = this.running = new vscode.CancellationTokenSource();
        const uri = vscode.Uri.parse(target.uri);
        const document = await vscode.workspace.openTextDocument(uri);
        const version = document.version;
        this.decoration.clear(uri);
        const params: RunParams = { ...target, ...(input === undefined ? {} : { input }), ...(remember ? { remember } : {}) };
        try {
            const result = await vscode.window.withProgress(
                { location: vscode.ProgressLocation.Window, title: `RASP: running ${target.name}…` },
                () => this.server.request(RUN_REQUEST, params, running.token),
            );
            if (!running.token.isCancellationRequested) {
                // After an edit the server's line is no longer certain to be the editor's.
                this.present(target, result, document.version === version);
            }
        } catch (error) {
            // A newer run has taken this one's place: its failure interests no one.
            if (!running.token.isCancellationRequested) {
                throw error;
            }
        }
    }

    private present(target: RunTarget, result: RunResult, decorate: boolean): void {
        const uri = vscode.Uri.parse(target.uri);
        const text = result.ok ? resultDecoration(result.input, result.short) : failureDecoration(result.message);
        const long = result.ok ? result.long : result.message;
        this.output.append(uri, result.line, result.ok ? `${target.name}(${result.input})` : target.name, long);
        if (decorate) {
            this.decoration.show(uri, { line: result.line, text, failed: !result.ok, long });
            vscode.window.visibleTextEditors.filter(editor => editor.document.uri.toString() === uri.toString()).forEach(editor => {
                editor.revealRange(new vscode.Range(result.line, 0, result.line, 0), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
            });
        }
    }
}
