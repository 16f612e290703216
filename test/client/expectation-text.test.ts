import { describe, expect, it } from 'vitest';
import { markHover, markText, outputLine, sameOutcomes } from '../../client/expectation-text';
import type { ExpectationState } from '../../server/protocol/expectations';

function state(status: ExpectationState['status'], message = '', id = '0 x'): ExpectationState {
    return { id, text: 'x', status, message, range: { start: { line: 0, character: 3 }, end: { line: 0, character: 4 } } };
}

describe('the mark of an expectation', () => {
    it.each([
        ['passed', '', '✓', 'This expectation holds.'],
        ['failed', 'found 1, expected 2', '✗ found 1, expected 2', 'This expectation does not hold: found 1, expected 2'],
        ['unreadable', 'found `)`', '✗ found `)`', 'This expectation cannot be read: found `)`'],
        ['blocked', '`x` has no value', '○ not checked', 'This expectation is not checked: `x` has no value']
    ] as const)('%s', (status, message, mark, hover) => {
        expect(markText(state(status, message)).replaceAll('\u00a0', ' ')).toBe(mark);
        expect(markHover(state(status, message))).toBe(hover);
    });

    it('is one line of bounded length', () => {
        const mark = markText(state('failed', `found "${'x'.repeat(500)}\n"`));
        expect(mark).not.toContain('\n');
        expect(mark.length).toBeLessThan(130);
    });
});

describe('the output of a run', () => {
    it.each([
        ['passed', '', '✓ sub/a.rasp:1  #? x\r\n'],
        ['failed', 'found 1, expected 2', '✗ sub/a.rasp:1  #? x\r\n    found 1, expected 2\r\n'],
        ['failed', 'found "a\nb",\r\nexpected 2', '✗ sub/a.rasp:1  #? x\r\n    found "a\r\n    b",\r\n    expected 2\r\n'],
        ['unreadable', 'found `)`', '✗ sub/a.rasp:1  #? x\r\n    found `)`\r\n'],
        ['blocked', '`x` has no value', '○ sub/a.rasp:1  #? x\r\n    `x` has no value\r\n']
    ] as const)('tells what %s: %s', (status, message, line) => {
        expect(outputLine('sub/a.rasp', state(status, message))).toBe(line);
    });
});

describe('two checks', () => {
    it.each<[string, ExpectationState[], ExpectationState[], boolean]>([
        ['equal wherever they stand', [state('passed')], [{ ...state('passed'), range: { start: { line: 9, character: 0 }, end: { line: 9, character: 1 } } }], true],
        ['another status', [state('passed')], [state('blocked')], false],
        ['another message', [state('failed', 'a')], [state('failed', 'b')], false],
        ['another expectation', [state('passed')], [state('passed', '', '1 x')], false],
        ['one more', [state('passed')], [state('passed'), state('passed', '', '1 x')], false]
    ])('%s', (_what, a, b, same) => {
        expect(sameOutcomes(a, b)).toBe(same);
    });
});
