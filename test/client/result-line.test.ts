import { describe, expect, test } from 'vitest';
import { lineAfterChange } from '../../client/result-line';

/** A change of the text between `line:character` positions. */
function change(start: string, end: string, text: string): Parameters<typeof lineAfterChange>[1] {
    const position = (place: string): { line: number; character: number } => {
        const [line = 0, character = 0] = place.split(':').map(Number);
        return { line, character };
    };
    return { start: position(start), end: position(end), text };
}

describe('the line of a result, here line 5', () => {
    test.each([
        ['an edit below', change('6:0', '7:2', 'x\ny'), 5],
        ['an edit above', change('2:1', '2:3', 'abc'), 5],
        ['a line put in above', change('2:1', '2:1', '\n'), 6],
        ['lines put in above, with CRLF', change('2:1', '2:1', '\r\na\r\n'), 7],
        ['a line taken out above', change('2:0', '3:0', ''), 4],
        ['the line just above taken out', change('4:0', '5:0', ''), 4],
        ['the lines just above replaced', change('3:0', '5:0', 'x;\n'), 4],
        ['a line put in at its very start', change('5:0', '5:0', 'x;\n'), 6],
        ['a line break after the line above', change('4:9', '4:9', '\n'), 6],
        ['an edit on it', change('5:3', '5:3', 'x'), undefined],
        ['a text put in at its start', change('5:0', '5:0', 'x'), undefined],
        ['the line taken out', change('5:0', '6:0', ''), undefined],
        ['joined with the line above', change('4:9', '5:0', ''), undefined],
        ['everything replaced', change('0:0', '9:0', 'x'), undefined],
    ])('%s', (_, edit, expected) => {
        expect(lineAfterChange(5, edit)).toBe(expected);
    });
});
