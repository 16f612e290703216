import { withoutIcons } from './result-text';

/** One line of the quick pick that asks for an input. */
export interface InputChoice {
    label: string;
    description: string;
    detail?: string;
    alwaysShow?: boolean;
    /** What is run when this is picked: an input, or `example` for whatever example is in force. */
    value: { input: string } | 'example';
}

export interface ChoiceState {
    /** What stands in the input box. */
    typed: string;
    /** What is wrong with it, once checked. */
    problem: string | undefined;
    recent: readonly string[];
    /** The example in force, when picking it is on offer. */
    example: string | undefined;
}

/** The lines of the quick pick: what is typed, then recent inputs, then the example in force. */
export function inputChoices({ typed, problem, recent, example }: ChoiceState): InputChoice[] {
    const choices: InputChoice[] = [];
    if (typed.trim() !== '') {
        choices.push({
            label: withoutIcons(typed), description: problem === undefined ? 'this input' : '', alwaysShow: true, value: { input: typed },
            ...(problem === undefined ? {} : { detail: `$(error) ${withoutIcons(problem)}` }),
        });
    }
    for (const input of recent.filter(input => input !== typed)) {
        choices.push({ label: withoutIcons(input), description: 'recent', value: { input } });
    }
    if (example !== undefined) {
        choices.push({ label: withoutIcons(example), description: 'the current example', value: 'example' });
    }
    return choices;
}
