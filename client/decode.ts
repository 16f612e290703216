import * as vscode from 'vscode';
import { DECODE_REQUEST, type DecodeParams, type DecodeResult } from '../server/protocol/decode';
import { askInput, targetOf } from './ask-input';
import type { InputMemory } from './input-memory';
import type { RaspServer } from './language-client';
import { offerCancel } from './offer-cancel';
import type { ResultOutput } from './output';
import type { ResultDecoration } from './result-decoration';
import { failureDecoration, resultDecoration } from './result-text';

/** Runs a decoder loop and shows beside the s-op's line what it appended. */
export class Decode implements vscode.Disposable {
    private running: vscode.CancellationTokenSource | undefined;

    constructor(
        private readonly server: RaspServer,
        private readonly memory: InputMemory,
        private readonly decoration: ResultDecoration,
        private readonly output: ResultOutput,
    ) {}

    /** The command `rasp.decode`: asks for the input and for the token to stop at. */
    async ask(argument: unknown): Promise<void> {
        try {
            const target = await targetOf(this.server, argument);
            if (!target) {
                return;
            }
            const chosen = await askInput(this.server, this.memory, target, `RASP: Decode with ${target.name} (1/2)`,
                'The input to begin with: a string such as hello, or a list such as ["the","cat"]');
            const until = chosen === undefined ? undefined : await vscode.window.showInputBox({
                title: `RASP: Decode with ${target.name} (2/2)`,
                prompt: 'Stop after this token. Leave it empty to append 100 tokens.',
                value: this.memory.untilFor(target.uri, target.name) ?? '',
            });
            if (chosen === undefined || until === undefined) {
                return;
            }
            if (chosen !== 'example') {
                await this.memory.use(chosen.input);
            }
            await this.memory.rememberUntil(target.uri, target.name, until);
            await this.run({ ...target, until, ...(chosen === 'example' ? {} : { input: chosen.input }) });
        } catch (error) {
            await this.server.explain(error);
        }
    }

    dispose(): void {
        this.running?.dispose();
    }

    private async run(params: DecodeParams): Promise<void> {
        this.running?.cancel();
        const running = this.running = new vscode.CancellationTokenSource();
        const uri = vscode.Uri.parse(params.uri);
        const { version } = await vscode.workspace.openTextDocument(uri);
        this.decoration.clear(uri);
        const decoding = this.server.request(DECODE_REQUEST, params, running.token);
        offerCancel(`RASP: decoding with ${params.name}`, decoding, () => { running.cancel(); });
        const result = await decoding;
        if (!running.token.isCancellationRequested) {
            const document = await vscode.workspace.openTextDocument(uri);
            this.present(uri, params.name, result, document.version === version);
        }
    }

    private present(uri: vscode.Uri, name: string, result: DecodeResult, decorate: boolean): void {
        const text = result.ok ? resultDecoration(result.input, result.short) : failureDecoration(result.message);
        const long = result.ok ? result.long : result.message;
        this.output.append(uri, result.line, result.ok ? `decode ${name}(${result.input})` : `decode ${name}`, long);
        if (decorate) {
            this.decoration.show(uri, { line: result.line, text, failed: !result.ok, long });
        }
    }
}
