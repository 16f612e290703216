import type { ExtensionContext } from 'vscode';
import { LanguageClient, TransportKind, type ServerOptions } from 'vscode-languageclient/node';
import type { CompileAnswers, CompileQuestion } from '../server/protocol/compile';
import type { RunReport, TrainAnswers, TrainQuestion } from '../server/protocol/train';
import { activateWith } from './extension';
import { quietly } from './language-client';
import { ForkedProcess } from './forked-process';

export { deactivate } from './extension';

const DEBUG_PORT = 6009;

class QuietLanguageClient extends LanguageClient {
    override error(message: string, data?: unknown, showNotification?: boolean | 'force'): void {
        super.error(message, data, quietly(showNotification));
    }
}

/** Called by VS Code when a RASP file is opened, on the desktop and on remote hosts: the server is a process. */
export function activate(context: ExtensionContext): void {
    const module = context.asAbsolutePath('dist/server.cjs');
    const server: ServerOptions = {
        run: { module, transport: TransportKind.ipc },
        debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', `--inspect=${DEBUG_PORT}`] } },
    };
    activateWith(context, { createClient: options => new QuietLanguageClient('rasp', 'RASP Language Server', server, options) },
        {
            model: () => new ForkedProcess<CompileQuestion, CompileAnswers>(context.asAbsolutePath('dist/model-process.cjs'), 'compiles and runs models'),
            training: listener => new ForkedProcess<TrainQuestion, TrainAnswers, RunReport>(context.asAbsolutePath('dist/training-process.cjs'), 'trains', listener),
        });
}
