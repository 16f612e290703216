import { expectationWords } from '../expectations/expectation-words.js';
import { readExpectation } from '../expectations/read-expectation.js';
import type { Reading, Side } from '../expectations/read-expectation.js';
import { NameRecorder } from './name-recorder.js';
import type { StatementNames } from './occurrence.js';
import { readExpression } from './read-names.js';

/**
 * The names that an expectation reads, with offsets in its text. It sets none, not even where it is half typed.
 * @param reserved what cannot be set at top level
 */
export function namesOfExpectation(text: string, reserved: ReadonlySet<string>): StatementNames {
    const recorder = new NameRecorder(reserved);
    const reading = readExpectation(text);
    if (reading.kind === 'unreadable') {
        for (const { token, role } of expectationWords(text)) {
            if (role === 'use') {
                recorder.read({ name: token.text, start: token.start });
            }
        }
    }
    for (const { tree, offset } of sidesOf(reading)) {
        recorder.shift = offset;
        readExpression(tree, recorder);
    }
    return recorder.finish(false);
}

function sidesOf(reading: Reading): readonly Side[] {
    switch (reading.kind) {
        case 'compare': return [reading.found, reading.expected];
        case 'true': return [reading.found];
        case 'cost': return [reading.of];
        case 'fails': return [reading.what];
        case 'unreadable': return [];
    }
}
