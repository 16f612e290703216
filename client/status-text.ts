import type { ExampleResult } from '../server/protocol/example';
import { MAX_STATUS_LENGTH, shorten, withoutIcons } from './result-text';

/** What the status bar item says. */
export interface StatusText {
    readonly text: string;
    readonly tooltip: string;
    /** What a screen reader says. */
    readonly label: string;
    readonly command: string;
    readonly isWarning?: boolean;
}

export const STARTING: StatusText = {
    text: '$(loading~spin) RASP', tooltip: 'The RASP language server is starting. Click for its log.',
    label: 'RASP: the language server is starting', command: 'rasp.showServerLog',
};

export const STOPPED: StatusText = {
    text: '$(warning) RASP: server stopped', tooltip: 'The RASP language server is not running. Click to restart it.',
    label: 'RASP: the language server is not running. Restart it', command: 'rasp.restartServer', isWarning: true,
};

/** The item while the server runs: the example in force at the cursor, and what decides it. */
export function exampleStatus({ input, source, range, problem }: ExampleResult): StatusText {
    const shown = `RASP: ${withoutIcons(shorten(input, MAX_STATUS_LENGTH))}`;
    if (problem !== undefined) {
        const is = `The setting rasp.example.input is not an input: ${problem}. The example here is ${input} instead.`;
        return { text: `$(warning) ${shown}`, tooltip: `${is} Click to change it.`, label: `RASP: ${is} Change it`, command: 'rasp.setExample', isWarning: true };
    }
    const origin = {
        statement: range ? `from "set example" on line ${range.start.line + 1}` : 'from "set example" in a loaded file',
        setting: 'from the setting rasp.example.input',
        default: 'as nothing else is set',
    };
    const is = `The example here is ${input}, ${origin[source]}.`;
    return { text: shown, tooltip: `${is} Click to change it.`, label: `RASP: ${is} Change it`, command: 'rasp.setExample' };
}
