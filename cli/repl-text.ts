import type { Problem } from '../language/program/problem.js';
import { displayWidth } from './display-width.js';
import { paint, printable } from './terminal.js';

/** A text of several lines without the control characters that a terminal would obey. */
export function withoutControls(text: string): string {
    return text.replace(/[^\n\t]+/g, printable);
}

/** What the prompt prints, in colours: errors red, kinds of values cyan, examples dim. */
export function colourPrinted(text: string, isError: boolean, colours: boolean): string {
    if (!colours) {
        return text;
    }
    const { cyan, dim, red } = paint(true);
    return text.split('\n').map(line => {
        if (isError || /!!|^something went wrong:|^not implemented/.test(line)) {
            return line === '' ? line : red(line);
        }
        return line.replace(/^(\s*(?:"[^"]*" : +|\S+ : +)?)(s-op|selector|list|dict|value):/, (_, before: string, kind: string) => `${before}${cyan(`${kind}:`)}`)
            .replace(/^(\s*)(Example:)/, (_, before: string, word: string) => before + dim(word));
    }).join('\n');
}

/** The line of a statement where something is wrong, a mark under the place, and our message where it says more than what was printed. */
export function placeUnderLine(statement: string, problem: Problem, printed: string, colours: boolean): string {
    const from = statement.lastIndexOf('\n', problem.start - 1) + 1;
    const lineEnd = statement.indexOf('\n', problem.start);
    const to = lineEnd < 0 ? statement.length : lineEnd;
    const line = printable(statement.slice(from, to));
    const before = displayWidth(printable(statement.slice(from, problem.start)));
    const marked = displayWidth(printable(statement.slice(problem.start, Math.max(problem.start, Math.min(problem.end, to)))));
    const message = printed.includes(problem.message) ? '' : ` ${printable(problem.message)}`;
    if (line.length > 500) {
        return message === '' ? '' : `   ${message}\n`;
    }
    const { red } = paint(colours);
    return `    ${line}\n    ${' '.repeat(before)}${red('^'.repeat(Math.max(1, marked)))}${message}\n`;
}
