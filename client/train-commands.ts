import * as vscode from 'vscode';
import type { SaveAnswer } from '../server/protocol/compile';
import type { RunReport, TrainTarget } from '../server/protocol/train';
import { targetOf } from './ask-input';
import { ProcessGone, type ProcessStarter } from './asked-process';
import { chosenDevice, programToCompile } from './compile-target';
import type { RaspServer } from './language-client';
import { saveModel } from './panels/save-model';
import type { AskedByPage, PageQuestion, ToTrainHost, ToTrainPage, TrainMemory } from './panels/train-messages';
import { TrainPanel } from './panels/train-panel';
import { isRunTarget, type RunTarget } from './run-target';
import { type SessionListener, TrainingSession } from './training-session';

const NEEDS_DESKTOP = 'Training needs VS Code on the desktop, or the command "rasp train".';
const SHOW = 'Show';
const SHOW_AGAIN = 'Show Again';

/** The trainings that the panel shows. */
interface Shown {
    /** None in a browser. */
    readonly session: TrainingSession | undefined;
    readonly target: RunTarget;
    /** The program as it was read; undefined until it is. */
    text?: string;
    /** What the process read it as. */
    read?: TrainTarget;
    /** Why there are no trainings to be shown, or not yet. */
    message: { readonly message: string; readonly isProblem: boolean };
}

/** The command that trains transformers of an s-op, and the trainings behind its panel. */
export class TrainCommands implements vscode.Disposable {
    private readonly panel: TrainPanel;
    private shown: Shown | undefined;
    /** What still writes its checkpoints. */
    private ending: Promise<unknown> = Promise.resolve();

    /** @param folder where trainings are kept */
    constructor(private readonly server: RaspServer, private readonly start: ProcessStarter['training'] | undefined, extension: vscode.Uri, private readonly folder: string) {
        this.panel = new TrainPanel(extension, { state: () => this.state(), receive: message => void this.receive(message), closed: () => void this.closed() });
    }

    /** The command `rasp.train`. */
    async train(argument: unknown): Promise<void> {
        if (!this.start) {
            void vscode.window.showInformationMessage(NEEDS_DESKTOP);
            return;
        }
        let target: RunTarget | undefined;
        try {
            target = await targetOf(this.server, argument);
        } catch (error) {
            await this.server.explain(error);
        }
        if (target && (await this.isShownAsItIs(target) || !await this.mayLeave(target))) {
            this.panel.show(this.shown?.target.name ?? target.name);
        } else if (target) {
            await this.open(target);
        }
    }

    /** A panel that came back with its window: its trainings stand as they were left. */
    async takeBack(panel: vscode.WebviewPanel, memory: TrainMemory | undefined): Promise<void> {
        const target = memory?.target;
        if (!isRunTarget(target)) {
            panel.dispose();
            return;
        }
        this.panel.takeBack(panel, target.name);
        if (this.start) {
            await this.open(target);
        } else {
            this.shown = { session: undefined, target, message: { message: NEEDS_DESKTOP, isProblem: true } };
        }
    }

    /** Lets all trainings stand with a checkpoint, as before the window closes. */
    async end(): Promise<void> {
        await Promise.all([this.ending, this.leave()]);
    }

    dispose(): void {
        this.panel.dispose();
        this.shown?.session?.dispose();
    }

    private async open(target: RunTarget): Promise<void> {
        const { start } = this;
        if (!start) {
            return;
        }
        void this.leave();
        // A training that still writes its checkpoint cannot be opened.
        await this.ending;
        const listener: SessionListener = {
            changed: (run, before) => { this.changed(shown, run, before); },
            gone: error => { this.fail(shown, error); },
        };
        const session = new TrainingSession(start, listener);
        const shown: Shown = { session, target, message: { message: `Reading ${target.name}…`, isProblem: false } };
        this.shown = shown;
        this.panel.show(target.name);
        try {
            const program = await programToCompile(target);
            shown.text = program.text;
            const answer = await session.open(program, this.folder);
            if (answer.ok) {
                shown.read = answer;
            } else {
                shown.message = { message: answer.message, isProblem: true };
                session.dispose();
            }
        } catch (error) {
            this.fail(shown, error);
        }
        if (this.shown === shown) {
            this.panel.update(target.name);
        }
    }

    /** Whether the panel shows this s-op already, of a program that was not edited since. */
    private async isShownAsItIs({ uri, name }: RunTarget): Promise<boolean> {
        const { shown } = this;
        return shown?.read !== undefined && shown.target.uri === uri && shown.target.name === name
            && shown.text === (await vscode.workspace.openTextDocument(vscode.Uri.parse(uri))).getText();
    }

    /** Whether what trains may be paused for another s-op, or for a program that was edited. */
    private async mayLeave(next: RunTarget): Promise<boolean> {
        const { shown } = this;
        if (shown?.session?.isTraining !== true) {
            return true;
        }
        const { name } = shown.target;
        const isSame = next.name === name && next.uri === shown.target.uri;
        const [question, button] = isSame ? [`Pause the training of ${name} and read the program again?`, 'Pause and Read'] : [`Pause the training of ${name} and show ${next.name}?`, 'Pause and Show'];
        const detail = 'A checkpoint is written, from which it can go on later.';
        return await vscode.window.showWarningMessage(question, { modal: true, detail }, button) === button;
    }

    /** Ends the session, its trainings paused. @returns whether all came to stand */
    private leave(): Promise<boolean> {
        const { shown } = this;
        this.shown = undefined;
        const ended = shown?.session?.end() ?? Promise.resolve(true);
        this.ending = Promise.all([this.ending, ended]);
        return ended;
    }

    private async closed(): Promise<void> {
        const { shown } = this;
        const wasTraining = shown?.session?.isTraining === true;
        const isPaused = await this.leave();
        if (shown && wasTraining) {
            const { target } = shown;
            const how = isPaused ? 'is paused, with a checkpoint' : 'was ended; it can go on from its last checkpoint, which is at most a minute older';
            if (await vscode.window.showInformationMessage(`The training of ${target.name} ${how}.`, SHOW_AGAIN) === SHOW_AGAIN) {
                await this.train(target);
            }
        }
    }

    private changed(shown: Shown, run: RunReport, before: RunReport | undefined): void {
        if (this.shown !== shown || shown.read === undefined) {
            return;
        }
        this.panel.tell({ type: 'run', run });
        if (isOver(run) && before !== undefined && !isOver(before) && !this.panel.isVisible) {
            void this.tellOver(shown, run);
        }
    }

    private async tellOver({ target }: Shown, { status, title, message, result }: RunReport): Promise<void> {
        const how = status === 'failed' ? `failed: ${message ?? title}` : `has ended (${title})${result ? `: ${(result.accuracy * 100).toFixed(2)}% of the test labels are right` : ''}.`;
        if (await vscode.window.showInformationMessage(`The training of ${target.name} ${how}`, SHOW) === SHOW) {
            await this.train(target);
        }
    }

    private fail(shown: Shown, error: unknown): void {
        const text = messageOf(error);
        const message = error instanceof ProcessGone ? `${text} Reload the program to start another; trainings can go on from their last checkpoints.` : text;
        delete shown.read;
        shown.message = { message, isProblem: true };
        shown.session?.dispose();
        if (this.shown === shown) {
            this.panel.update(shown.target.name);
        }
    }

    /** What the page shows. */
    private state(): readonly ToTrainPage[] {
        const { shown } = this;
        if (!shown) {
            return [];
        }
        const { target, read, message, session } = shown;
        const own = { memory: { target: { uri: target.uri, name: target.name, line: target.line } }, file: fileOf(target) };
        return [read ? { type: 'target', target: read, runs: session?.runs ?? [], ...own } : { type: 'empty', ...message, ...own }];
    }

    private async receive(message: Exclude<ToTrainHost, { type: 'ready' }>): Promise<void> {
        const { shown } = this;
        const session = shown?.session;
        const tell = (told: ToTrainPage): void => {
            if (this.shown === shown) {
                this.panel.tell(told);
            }
        };
        if (message.type === 'again') {
            if (shown && await this.mayLeave(shown.target)) {
                await this.open(shown.target);
            }
        } else if (session && message.type === 'ask') {
            const { id, question } = message;
            try {
                tell({ type: 'answer', id, value: await session.ask<PageQuestion['kind']>(withDevice(question)) });
                if (question.kind === 'remove') {
                    tell({ type: 'removed', run: question.run });
                }
            } catch (error) {
                tell({ type: 'failed', id, message: messageOf(error) });
            }
        } else if (shown && session && message.type === 'save') {
            try {
                const write = (folder: string, replaces: boolean): Promise<SaveAnswer> => session.ask<'save'>({ kind: 'save', run: message.run, folder, replaces });
                const told = await saveModel(write, `${shown.target.name}-trained`, vscode.Uri.parse(shown.target.uri));
                if (told) {
                    tell({ type: 'told', ...told });
                }
            } catch (error) {
                tell({ type: 'told', message: messageOf(error), isProblem: true });
            }
        }
    }
}

/** What the page asks, with the device of the setting where a training begins or goes on. */
function withDevice(question: AskedByPage): PageQuestion {
    return question.kind === 'start' || question.kind === 'resume' ? { ...question, device: chosenDevice() } : question;
}

function isOver({ status }: RunReport): boolean {
    return status === 'ended' || status === 'failed';
}

function messageOf(error: unknown): string {
    return error instanceof Error ? error.message : String(error);
}

function fileOf({ uri }: RunTarget): string {
    return vscode.Uri.parse(uri).path.split('/').at(-1) ?? '';
}
