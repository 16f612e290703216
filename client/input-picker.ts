import * as vscode from 'vscode';
import { inputChoices, type InputChoice } from './input-choices';

const CHECK_DELAY_MS = 80;

export interface InputQuestion {
    title: string;
    placeholder: string;
    recent: readonly string[];
    /** The example in force, when running on it is one of the answers. */
    example?: string | undefined;
    /** What is wrong with a typed input; undefined when it is usable. */
    check: (input: string) => Promise<string | undefined>;
}

/** Asks for an input with a quick pick. An unusable one keeps it open and says why. Undefined when the user leaves. */
export function pickInput(question: InputQuestion): Promise<InputChoice['value'] | undefined> {
    return new Promise(resolve => new InputPicker(question, resolve).open());
}

class InputPicker {
    private readonly pick = vscode.window.createQuickPick<InputChoice & vscode.QuickPickItem>();
    private timer: NodeJS.Timeout | undefined;
    /** Counts changes of the text and choices made, so that a late answer about an older text is dropped. */
    private turn = 0;

    constructor(private readonly question: InputQuestion, private readonly resolve: (value: InputChoice['value'] | undefined) => void) {
        this.pick.title = question.title;
        this.pick.placeholder = question.placeholder;
        this.list(undefined);
        this.pick.onDidChangeValue(() => this.typed());
        this.pick.onDidAccept(() => void this.accept());
        this.pick.onDidHide(() => this.close(undefined));
    }

    open(): void {
        this.pick.show();
    }

    private typed(): void {
        clearTimeout(this.timer);
        this.turn++;
        this.pick.busy = false;
        this.list(undefined);
        if (this.pick.value.trim() !== '') {
            this.timer = setTimeout(() => void this.check(this.pick.value), CHECK_DELAY_MS);
        }
    }

    private async accept(): Promise<void> {
        let chosen = this.pick.selectedItems[0]?.value ?? { input: this.pick.value };
        if (chosen === 'example') {
            this.close(chosen);
            return;
        }
        for (;;) {
            const typed = this.pick.value;
            if (chosen.input.trim() === '') {
                return;
            }
            const isUsable = await this.check(chosen.input);
            if (typed === this.pick.value || this.pick.value === chosen.input) {
                if (isUsable || await this.question.check(chosen.input) === undefined) {
                    this.close(chosen);
                }
                return;
            }
            // Enter came right behind the last keys, which arrive only now: they belong to what is meant.
            chosen = { input: this.pick.value };
        }
    }

    /** True when the input is usable and still what the user means. */
    private async check(input: string): Promise<boolean> {
        const turn = ++this.turn;
        this.pick.busy = true;
        const problem = await this.question.check(input);
        if (turn !== this.turn) {
            return false;
        }
        this.pick.busy = false;
        if (problem !== undefined && this.pick.value !== input) {
            this.pick.value = input;
        }
        this.list(problem);
        return problem === undefined;
    }

    private list(problem: string | undefined): void {
        const { recent, example } = this.question;
        this.pick.items = inputChoices({ typed: this.pick.value, problem, recent, example });
        const first = this.pick.items[0];
        if (first && this.pick.value.trim() !== '') {
            this.pick.activeItems = [first];
        }
    }

    private close(value: InputChoice['value'] | undefined): void {
        clearTimeout(this.timer);
        this.turn++;
        // Hiding asks for a second close; a promise settles once.
        this.resolve(value);
        this.pick.dispose();
    }
}
