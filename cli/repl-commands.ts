import { cost as costOf } from '../language/cost/cost.js';
import type { Cost } from '../language/cost/cost.js';
import { isSelector, isSOp } from '../language/graph/nodes.js';
import { undefinedMessage } from '../language/program/reserved-names.js';
import { sourceText } from '../language/program/selector-names.js';
import type { Session } from '../language/program/session.js';
import { Missing, describe } from '../language/program/value.js';
import { costTable } from './cost-text.js';
import { drawIntoFolder } from './repl-drawing.js';
import { paint, printable } from './terminal.js';

const help = `Statements end in ";"; an unfinished one goes on in the next line.

  tokens;                  show a value
  reverse("abc");          its value on an input
  x = indices + 1;         set a name
  def f(x) { return x; }   define a function
  load "path";             run path.rasp
  draw(x); draw(x, "abc"); the value of an s-op, and at a terminal a picture
                           of its flow, in x.svg
  set example "abc"        the running example, or set example [1, 2];
                           also set s-op example, set selector example
  examples off             show no examples
  full seq display on      tokens above their values
  exit                     leave

  :cost NAME               layers and heads
  :draw NAME               the heads and values of each layer on the example,
                           as text and in NAME.svg
  :help                    this text
  :quit                    leave

On a terminal, Ctrl+C drops a line or stops a statement, Ctrl+D leaves, Tab
completes, arrows move through the history.
`;

/** The commands that begin with `:`. */
export const replCommands = [':cost', ':draw', ':help', ':quit'];

/** Runs a line that begins with `:`. @param folder where pictures are written @returns what is printed */
export function runReplCommand(session: Session, line: string, colours: boolean, folder: string): string {
    const [command = '', name = '', ...more] = line.replace(/;$/, '').split(/\s+/);
    if (command === ':help') {
        return help;
    }
    if (command !== ':cost' && command !== ':draw') {
        return `there is no command ${printable(command)}; :help lists them\n`;
    }
    if (name === '' || more.length > 0) {
        return `${command} takes one name: ${command} NAME\n`;
    }
    const value = session.globals.get(name);
    if (value === undefined || value instanceof Missing) {
        return `${printable(undefinedMessage(name, session.globals.visibleNames()))}\n`;
    }
    if (!isSOp(value) && !isSelector(value)) {
        return `${describe(value)} has no layers and heads; s-ops and selectors have\n`;
    }
    if (command === ':draw') {
        const input = session.examples[isSelector(value) ? 'selector' : 's-op'];
        return drawIntoFolder(session, folder, { node: value, input, name, hasText: true });
    }
    const cost = costOf(value);
    return costTable([{ name, cost }], colours) + layers(session, cost, colours);
}

function layers(session: Session, { perLayer }: Cost, colours: boolean): string {
    const { cyan } = paint(colours);
    return perLayer.map(({ layer, selectors }) => {
        const lines = selectors.map(selector => {
            const name = session.nameOf(selector);
            const text = printable(sourceText(selector) ?? 'every position');
            return `    ${name === text || name === 'plain select' ? text : `${name}: ${text}`}\n`;
        });
        return `  ${cyan(`layer ${layer}`)}\n${lines.join('')}`;
    }).join('');
}
