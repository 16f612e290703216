import { refusalText } from '../../../server/protocol/compile';
import type { RefusalReport, TextPlace } from '../../../server/protocol/compile';
import { element } from '../dom';

/** What stands against a program, what would help, and a button that goes to its place. */
export function refusal(report: RefusalReport, reveal: (place: TextPlace) => void): (Node | string)[] {
    const { place } = report;
    return [`${refusalText(report)} `, ...place === undefined ? [] : [
        element('button', { attributes: { type: 'button' }, on: { click: () => { reveal(place); } } }, `Go to line ${place.start.line + 1}`)
    ]];
}
