import { element } from '../dom';

/** A table with a caption; cells are texts or elements, and the first of each row is its header. */
export function table(caption: string, headings: readonly string[], rows: readonly (readonly (string | Node)[])[]): HTMLTableElement {
    return element('table', {}, element('caption', {}, caption),
        element('thead', {}, element('tr', {}, ...headings.map(heading => element('th', { attributes: { scope: 'col' } }, heading)))),
        element('tbody', {}, ...rows.map(([first = '', ...rest]) =>
            element('tr', {}, element('th', { attributes: { scope: 'row' } }, first), ...rest.map(cell => element('td', {}, cell))))));
}

/** `1 head`, `2,000 heads`. */
export function counted(count: number, noun: string): string {
    return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}
