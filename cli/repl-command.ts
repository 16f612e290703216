import type { Command } from 'commander';
import { repl } from './repl.js';
import type { Terminal } from './terminal.js';

const examples = `
Examples:
  rasp repl
  rasp repl programs.rasp
  echo 'reverse("abc");' | rasp repl programs.rasp

At a terminal :help lists what can be typed, and draw(x); writes a picture of how x is computed into x.svg, or
x-2.svg where that is there. Fed by a pipe, draw(x); prints the value alone, as the RASP of the paper does: see
rasp draw for pictures.
`;

/** Registers `rasp repl`. */
export function addRepl(program: Command, terminal: Terminal, end: (exitCode: number) => void): void {
    program.command('repl')
        .summary('type statements and see what they give')
        .description('Reads statements from a terminal or from standard input and prints what they give, as the RASP of the paper does.')
        .argument('[file]', 'a .rasp file to load first')
        .addHelpText('after', examples)
        .action(async (file: string | undefined) => {
            end(await repl(terminal, file));
        });
}
