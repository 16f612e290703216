import type { InspectedRow } from '../../../server/protocol/train';
import { tokenLabel } from '../attention/label-text';

/** Letters of a column at most; what is longer ends in an ellipsis, and is whole in its title. */
const widest = 16;

/** How many outputs are wrong. */
export function wrongIn({ wrong }: InspectedRow): number {
    return wrong.filter(each => each).length;
}

/** The letters of a column with which those of all rows stand below each other. */
export function columnLetters(rows: readonly InspectedRow[]): number {
    let most = 1;
    for (const texts of rows.flatMap(row => Object.values(cellTexts(row)))) {
        for (const text of texts) {
            most = Math.max(most, [...text].length);
        }
    }
    return Math.min(widest, most);
}

/** What stands in the cells of each line. */
export function cellTexts(row: InspectedRow): Readonly<Record<'input' | 'model' | 'right', readonly string[]>> {
    const label = (value: string | undefined): string => (value === undefined || value === '' ? '·' : tokenLabel(value));
    return {
        input: row.tokens.map(tokenLabel),
        model: row.tokens.map((_, at) => (row.wrong[at] === true ? `≠ ${label(row.given[at])}` : row.wanted[at] === '' ? '·' : label(row.given[at]))),
        right: row.tokens.map((_, at) => label(row.wanted[at]))
    };
}
