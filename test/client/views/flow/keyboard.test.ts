import { describe, expect, it } from 'vitest';
import { cardTowards } from '../../../../client/views/flow/keyboard';
import type { Direction } from '../../../../client/views/flow/keyboard';
import type { Card, FlowPicture } from '../../../../language/drawing/flow-picture';

const card = (key: string, x: number, y: number, width = 100, height = 50): Card => ({ key, kind: 'step', id: 1, layer: 0, x, y, width, height, isFolded: false, hidden: [] });

/** Two inputs; a high head beside a low one; a result below the second. */
const cards = [card('tokens', 0, 0), card('indices', 200, 0), card('high', 0, 100, 150, 300), card('low', 200, 100), card('out', 260, 450)];
const picture: FlowPicture = { width: 400, height: 500, bands: [], cards, edges: [] };

describe('the card that a key moves to', () => {
    it.each<[from: string, key: Direction, to: string | undefined]>([
        ['tokens', 'ArrowRight', 'indices'],
        ['indices', 'ArrowRight', undefined],
        ['indices', 'ArrowLeft', 'tokens'],
        ['tokens', 'ArrowDown', 'high'],
        ['indices', 'ArrowDown', 'low'],
        ['high', 'ArrowRight', 'low'],
        ['low', 'ArrowDown', 'out'],
        ['high', 'ArrowDown', 'out'],
        ['out', 'ArrowUp', 'low'],
        ['low', 'ArrowUp', 'indices'],
        ['tokens', 'ArrowUp', undefined],
        ['low', 'Home', 'tokens'],
        ['tokens', 'End', 'out']
    ])('from %s by %s is %s', (from, key, to) => {
        const start = cards.find(each => each.key === from) as Card;
        expect(cardTowards(picture, start, key)?.key).toBe(to);
    });
});
