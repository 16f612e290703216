import * as vscode from 'vscode';
import { type CompileAnswer, type CompileChoices, type RefusalReport, refusalText } from '../server/protocol/compile';
import { askChoices } from './ask-choices';
import { targetOf } from './ask-input';
import type { ModelProcess } from './asked-process';
import { CompileMarks } from './compile-marks';
import { chosenDevice, programToCompile } from './compile-target';
import { NEEDS_DESKTOP, withProcess, working } from './compile-work';
import type { RaspServer } from './language-client';
import type { CompiledMemory } from './panels/compile-messages';
import { CompilePanel } from './panels/compile-panel';
import { revealPlace } from './reveal-place';
import type { RunTarget } from './run-target';

const DEVICE_SETTING = 'Open Setting';

/** The commands that make a transformer of an s-op, and that tell whether one can be made. */
export class CompileCommands implements vscode.Disposable {
    private readonly marks = new CompileMarks();
    /** Takes the panel that comes back with its window. */
    readonly panel: CompilePanel;
    /** What was chosen last for an s-op. */
    private readonly chosen = new Map<string, CompileChoices>();

    /** @param start undefined where nothing can be compiled, as in a browser */
    constructor(private readonly server: RaspServer, private readonly start: (() => ModelProcess) | undefined, extension: vscode.Uri) {
        this.panel = new CompilePanel(extension, { again: target => void this.compile(target), restore: memory => void this.restore(memory) });
    }

    /** The command `rasp.compile`. */
    compile(argument: unknown): Promise<void> {
        return this.withChoices(argument, 'Compile', async (process, target, choices, edits) => {
            const answer = await this.make(process, { target, choices }, edits);
            if (answer === undefined) {
                sayCancelled(`Compiling ${target.name}`);
                return false;
            }
            if (answer.ok) {
                return true;
            }
            if ('device' in answer) {
                void offerSetting(answer.device);
            } else {
                await this.refuse(target, answer.refusals);
            }
            return false;
        });
    }

    /** The command `rasp.checkCompilability`: what stands against it is marked in the text. */
    check(argument: unknown): Promise<void> {
        return this.withChoices(argument, 'Check Compilability of', async (process, target, choices, edits) => {
            this.marks.clear();
            const refusals = await working(`RASP: checking ${target.name}`, process, progress => process.ask<'check'>({ kind: 'check', choices }, progress));
            if (refusals === undefined) {
                sayCancelled(`Checking ${target.name}`);
            } else {
                this.marks.show(refusals, edits);
            }
            if (refusals?.length === 0) {
                void vscode.window.showInformationMessage(`${target.name} can be compiled for ${choices.alphabet}, up to ${choices.maxLength.toLocaleString('en-US')} tokens.`);
            } else if (refusals !== undefined) {
                await this.refuse(target, refusals);
            }
            return false;
        });
    }

    dispose(): void {
        this.marks.dispose();
        this.panel.dispose();
    }

    /** A panel that came back with its window is filled as it was, without a question. */
    private async restore(memory: CompiledMemory): Promise<void> {
        const { target, choices } = memory;
        const tell = (message: string, isProblem: boolean): void => { this.panel.tellRestoring(message, isProblem); };
        if (!this.start) {
            tell(NEEDS_DESKTOP, true);
            return;
        }
        tell(`Compiling ${target.name} for ${choices.alphabet}, up to ${choices.maxLength.toLocaleString('en-US')} tokens…`, false);
        this.chosen.set(keyOf(target), choices);
        const problem = await withProcess(this.start, async process => {
            const opened = await process.ask<'open'>({ kind: 'open', program: await programToCompile(target) });
            const answer = opened.ok ? await this.make(process, memory, this.marks.edits) : undefined;
            if (answer?.ok === true) {
                return true;
            }
            if (!answer || !('refusals' in answer)) {
                tell(!opened.ok ? opened.message : answer === undefined ? 'Cancelled.' : answer.device, answer !== undefined || !opened.ok);
            }
            return false;
        });
        if (problem !== undefined) {
            tell(problem, true);
        }
    }

    /** Compiles with progress, and shows the model. @returns undefined when the user ends it */
    private async make(process: ModelProcess, memory: CompiledMemory, edits: number): Promise<CompileAnswer | undefined> {
        this.marks.clear();
        const answer = await working(`RASP: compiling ${memory.target.name}`, process, progress =>
            process.ask<'compile'>({ kind: 'compile', choices: memory.choices, device: chosenDevice() }, progress));
        if (answer?.ok === true) {
            const { failure } = answer.model.verification;
            this.marks.show(failure ? [failure] : [], edits);
            this.panel.show(process, answer.model, memory);
        } else if (answer && 'refusals' in answer) {
            this.marks.show(answer.refusals, edits);
            this.panel.showRefused(answer.refusals, memory);
        }
        return answer;
    }

    /** @param work tells whether it keeps the process */
    private async withChoices(argument: unknown, verb: string, work: (process: ModelProcess, target: RunTarget, choices: CompileChoices, edits: number) => Promise<boolean>): Promise<void> {
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
        if (!target) {
            return;
        }
        const asked = target;
        const { edits } = this.marks;
        const problem = await withProcess(this.start, async process => {
            const choices = await this.choicesFor(process, asked, verb);
            return choices !== undefined && work(process, asked, choices, edits);
        });
        if (problem !== undefined) {
            void vscode.window.showErrorMessage(problem);
        }
    }

    private async choicesFor(process: ModelProcess, target: RunTarget, verb: string): Promise<CompileChoices | undefined> {
        const opened = await process.ask<'open'>({ kind: 'open', program: await programToCompile(target) });
        if (!opened.ok) {
            void vscode.window.showWarningMessage(opened.message);
            return undefined;
        }
        const key = keyOf(target);
        const choices = await askChoices(process, `RASP: ${verb} ${target.name}`, this.chosen.get(key) ?? opened.choices, opened.mostPositions);
        if (choices) {
            this.chosen.set(key, choices);
        }
        return choices;
    }

    private async refuse(target: RunTarget, [first]: readonly RefusalReport[]): Promise<void> {
        if (first?.place) {
            const { uri, start } = first.place;
            await revealPlace({ uri, start, end: start }, true);
        }
        void vscode.window.showWarningMessage(cannot(target, first));
    }
}

function keyOf({ uri, name }: RunTarget): string {
    return `${uri} ${name}`;
}

function cannot({ name }: RunTarget, refusal: RefusalReport | undefined): string {
    return `${name} cannot be compiled${refusal ? `: ${refusalText(refusal)}` : '.'}`;
}

function sayCancelled(work: string): void {
    void vscode.window.showInformationMessage(`${work} was cancelled.`);
}

async function offerSetting(message: string): Promise<void> {
    if (await vscode.window.showErrorMessage(message, DEVICE_SETTING) === DEVICE_SETTING) {
        await vscode.commands.executeCommand('workbench.action.openSettings', 'rasp.compile.device');
    }
}
