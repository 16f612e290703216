import type { Card, FlowPicture } from '../../../language/drawing/flow-picture';

export type Direction = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight' | 'Home' | 'End';

export function isDirection(key: string): key is Direction {
    return ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(key);
}

/** The card that a key moves to: beside it in its row, or the nearest in the row above or below; undefined at the rim. */
export function cardTowards({ cards }: FlowPicture, from: Card, key: Direction): Card | undefined {
    switch (key) {
        case 'Home': return first(cards, card => card.y * 1e6 + card.x);
        case 'End': return first(cards, card => -(card.y * 1e6 + card.x));
        case 'ArrowLeft': return first(cards.filter(card => isBeside(card, from) && card.x < from.x), card => from.x - card.x);
        case 'ArrowRight': return first(cards.filter(card => isBeside(card, from) && card.x > from.x), card => card.x - from.x);
        case 'ArrowUp': return nearest(from, cards.filter(card => card.y + card.height <= from.y), card => from.y - card.y - card.height);
        case 'ArrowDown': return nearest(from, cards.filter(card => card.y >= from.y + from.height), card => card.y - from.y - from.height);
    }
}

/** Cards of one row overlap in height. */
function isBeside(a: Card, b: Card): boolean {
    return a !== b && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Of the row that is nearest, the card whose middle is. */
function nearest(from: Card, cards: readonly Card[], distance: (card: Card) => number): Card | undefined {
    const row = first(cards, distance);
    const middle = from.x + from.width / 2;
    return row === undefined ? undefined : first(cards.filter(card => isBeside(card, row) || card === row), card => Math.abs(card.x + card.width / 2 - middle));
}

function first(cards: readonly Card[], order: (card: Card) => number): Card | undefined {
    let best: Card | undefined;
    for (const card of cards) {
        if (best === undefined || order(card) < order(best)) {
            best = card;
        }
    }
    return best;
}
