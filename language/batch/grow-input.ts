import { isAtom } from '../values/atom.js';
import { atomRepr } from '../values/python-text.js';
import { Input } from '../evaluation/input.js';
import type { InputItem } from '../evaluation/input.js';

/** An item as RASP writes it in a list. */
function itemText(item: InputItem): string {
    return typeof item === 'string' && !item.includes('"') ? `"${item}"` : isAtom(item) ? atomRepr(item) : item.text;
}

/** An input of these items, written as a list. @throws RaspError when there are none, or too many. */
export function inputOfItems(items: readonly InputItem[]): Input {
    return new Input(items, `[${items.map(itemText).join(', ')}]`);
}

/** An input of these items, written as a string where that says the same: when each of them is one character. */
export function shortestInput(items: readonly InputItem[]): Input {
    return items.every(isCharacter) ? new Input(items, `"${items.join('')}"`) : inputOfItems(items);
}

function isCharacter(item: InputItem): boolean {
    return typeof item === 'string' && item !== '"' && (item.length === 1 || (item.length === 2 && (item.codePointAt(0) ?? 0) > 0xffff));
}
