import * as vscode from 'vscode';
import type { ExpectationState } from '../server/protocol/expectations';
import { markHover, outputLine } from './expectation-text';

/** The test items of one file that a run is about, with what their expectations gave. */
export interface FileResults {
    readonly file: vscode.TestItem;
    readonly states: readonly ExpectationState[];
}

/** The expectations whose failures VS Code shows beside their lines, by document. */
export type ToldFailures = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Tells a test run what came of a file's expectations.
 * @param isChosen whether one is part of the run
 * @returns the ids of those that did not pass
 */
export function report(run: vscode.TestRun, { file, states }: FileResults, isChosen: (item: vscode.TestItem) => boolean): Set<string> {
    const failures = new Set<string>();
    for (const state of states) {
        const item = file.children.get(state.id);
        if (item && isChosen(item)) {
            run.started(item);
            run.appendOutput(outputLine(file.label, state), undefined, item);
            if (state.status === 'passed') {
                run.passed(item);
                continue;
            }
            failures.add(state.id);
            if (state.status === 'failed') {
                run.failed(item, messageOf(item, state));
            } else {
                run.errored(item, messageOf(item, state));
            }
        }
    }
    return failures;
}

function messageOf(item: vscode.TestItem, state: ExpectationState): vscode.TestMessage {
    const { expected, found } = state;
    const message = expected === undefined || found === undefined ? new vscode.TestMessage(markHover(state)) : vscode.TestMessage.diff(markHover(state), expected, found);
    if (item.uri && item.range) {
        message.location = new vscode.Location(item.uri, item.range);
    }
    return message;
}
