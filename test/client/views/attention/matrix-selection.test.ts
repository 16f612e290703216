import { describe, expect, test } from 'vitest';
import { moved } from '../../../../client/views/attention/key-moves';
import { MatrixSelection } from '../../../../client/views/attention/matrix-selection';

describe('the keyboard', () => {
    test.each([
        ['ArrowUp', false, [2, 3]], ['ArrowDown', false, [4, 3]], ['ArrowLeft', false, [3, 2]], ['ArrowRight', false, [3, 4]],
        ['ArrowUp', true, [0, 3]], ['ArrowDown', true, [19, 3]], ['ArrowLeft', true, [3, 0]], ['ArrowRight', true, [3, 19]],
        ['Home', false, [3, 0]], ['End', false, [3, 19]], ['Home', true, [0, 0]], ['End', true, [19, 19]],
        ['PageUp', false, [0, 3]], ['PageDown', false, [13, 3]]
    ] as const)('goes with %s (Ctrl: %j) from (3, 3) to %j', (key, isControl, [query, to]) => {
        expect(moved({ query: 3, key: 3 }, key, isControl, 20)).toEqual({ query, key: to });
    });

    test.each(['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'PageDown', 'End'])('stays inside with %s', key => {
        expect(moved({ query: 0, key: 0 }, key, false, 1)).toEqual({ query: 0, key: 0 });
    });

    test('does not move with other keys', () => {
        expect(moved({ query: 0, key: 0 }, 'a', false, 5)).toBeUndefined();
    });
});

describe('what is brought out', () => {
    const here = { query: 3, key: 3 };
    const there = { query: 1, key: 0 };

    test('is where the mouse is, until a pair is held', () => {
        const selection = new MatrixSelection();
        selection.pointed = there;
        expect(selection.shown).toEqual(there);
        selection.toggle(here);
        selection.pointed = there;
        expect(selection).toMatchObject({ shown: here, cursor: here });
        selection.toggle(here);
        expect(selection.held).toBeUndefined();
    });

    test('is forgotten where the matrix gets too small for it', () => {
        const selection = new MatrixSelection();
        selection.toggle(here);
        selection.fit(4);
        expect(selection).toMatchObject({ held: here, cursor: here });
        selection.fit(3);
        expect(selection).toMatchObject({ held: undefined, pointed: undefined, cursor: { query: 2, key: 2 } });
    });
});
