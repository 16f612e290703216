import type { ExpectationState } from '../server/protocol/expectations';
import { failureDecoration } from './result-text';

/** What stands beside an expectation's line. */
export function markText({ status, message }: ExpectationState): string {
    switch (status) {
        case 'passed': return '✓';
        case 'blocked': return '○\u00a0not\u00a0checked';
        default: return failureDecoration(message);
    }
}

/** The same in words, for the hover over it. */
export function markHover({ status, message }: ExpectationState): string {
    switch (status) {
        case 'passed': return 'This expectation holds.';
        case 'failed': return `This expectation does not hold: ${message}`;
        case 'unreadable': return `This expectation cannot be read: ${message}`;
        case 'blocked': return `This expectation is not checked: ${message}`;
    }
}

/** A line of a test run's output, with the breaks that its terminal takes. */
export function outputLine(file: string, { status, text, message, range }: ExpectationState): string {
    const what = `${status === 'passed' ? '✓' : status === 'blocked' ? '○' : '✗'} ${file}:${range.start.line + 1}  #? ${text}`;
    return `${[what, ...message.split(/\r\n|\r|\n/).filter(line => line !== '').map(line => `    ${line}`)].join('\r\n')}\r\n`;
}

/** Whether two checks of a document gave the same, wherever its expectations have moved. */
export function sameOutcomes(a: readonly ExpectationState[], b: readonly ExpectationState[]): boolean {
    return a.length === b.length && a.every(({ id, status, message }, i) => b[i]?.id === id && b[i].status === status && b[i].message === message);
}
