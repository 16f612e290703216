import * as vscode from 'vscode';
import type { ProcessStarter } from './asked-process';
import { CriticalPath } from './critical-path';
import { Decode } from './decode';
import { ExampleStatus } from './example-status';
import { ExpectationMarks } from './expectation-marks';
import { ExpectationTests } from './expectation-tests';
import { explainLint } from './explain-lint';
import { InputMemory } from './input-memory';
import { RaspServer, type ServerAccess } from './language-client';
import { showLibrary } from './library-document';
import { ModelAccess } from './model-access';
import { newProgram } from './new-program';
import { openExample } from './open-example';
import { ResultOutput } from './output';
import { renameNewName } from './rename-new-name';
import { ResultDecoration } from './result-decoration';
import { RunOnInput } from './run-on-input';
import { FlowPanel } from './panels/flow-panel';
import { setExample } from './set-example';
import { showCost } from './show-cost';

let server: RaspServer | undefined;
let models: ModelAccess | undefined;

/**
 * Registers all that the extension does. Does not wait for the server, so that the editor is never held up.
 * @param start undefined where nothing can be compiled or trained
 */
export function activateWith(context: vscode.ExtensionContext, access: ServerAccess, start?: ProcessStarter): void {
    const memory = new InputMemory(context.workspaceState);
    const log = vscode.window.createOutputChannel('RASP Language Server', { log: true });
    const running = server = new RaspServer(access, log, () => memory.all());
    const output = new ResultOutput();
    const decoration = new ResultDecoration();
    const run = new RunOnInput(running, memory, decoration, output);
    const decode = new Decode(running, memory, decoration, output);
    const marks = new ExpectationMarks(running);
    const tests = new ExpectationTests(running);
    const criticalPath = new CriticalPath(running);
    const flow = new FlowPanel(running, memory, context.extensionUri);
    const making = models = new ModelAccess(running, start, context);
    const command = (name: string, action: (argument: unknown) => unknown): vscode.Disposable =>
        vscode.commands.registerCommand(`rasp.${name}`, action);
    context.subscriptions.push(
        log, running, output, decoration, run, decode, criticalPath, flow, making, new ExampleStatus(running), showLibrary(running),
        marks, tests, tests.onTold(told => marks.shorten(told)),
        command('newProgram', where => newProgram(where)),
        command('openExample', () => openExample(context.extensionUri)),
        command('runOnInput', argument => run.ask(argument)),
        command('decode', argument => decode.ask(argument)),
        command('runAgain', argument => run.again(argument)),
        command('showCost', argument => showCost(running, argument)),
        command('showCriticalPath', argument => criticalPath.show(argument)),
        command('showFlow', argument => { flow.show(argument, 'flow'); }),
        command('showAttention', argument => { flow.show(argument, 'attention'); }),
        command('saveFlowAsSvg', () => { flow.export('svg', false); }),
        command('saveFlowAsPng', () => { flow.export('png', false); }),
        command('copyFlowAsSvg', () => { flow.export('svg', true); }),
        command('compile', argument => making.compile(argument)),
        command('checkCompilability', argument => making.check(argument)),
        command('train', argument => making.train(argument)),
        command('setExample', () => setExample(running, memory)),
        command('explainLint', id => explainLint(context, id)),
        command('renameNewName', argument => renameNewName(argument)),
        command('restartServer', () => running.restart()),
        command('showServerLog', () => log.show(true)),
        command('showOutput', () => output.show()),
    );
    void running.start();
}

/** Called by VS Code at its end, and when the extension is switched off. */
export async function deactivate(): Promise<void> {
    await Promise.all([server?.stop(), models?.end()]);
    server = models = undefined;
}
