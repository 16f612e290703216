import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { schedules } from './draw-options.js';
import type { DrawOptions } from './draw-options.js';
import type { Terminal } from './terminal.js';

const examples = `
Examples:
  rasp draw programs.rasp reverse > reverse.svg
  rasp draw programs.rasp reverse --input abc -o reverse.svg
  rasp draw programs.rasp reverse -o reverse.png --scale 4
  rasp draw programs.rasp sort --schedule fewest-heads --shared --fold -o sort.svg
  rasp draw programs.rasp same_token --attention -o same_token.svg
  rasp draw programs.rasp reverse --format dot | dot -Tpdf > reverse.pdf

The flow shows each layer from the input at the top to the output at the bottom: its heads, each with keys,
queries, the selected pairs, the values and what is averaged from them; then its elementwise steps. Thick
lines are a longest chain, which is why there are so many layers. What fails on the input is red.
With --attention an s-op gives the matrices of all its heads, a selector its own.
It ends with 1 when the file or the name is wrong, or when NAME has no value on the input.
`;

/** The largest picture has this many pixels for each of its own. */
const mostScale = 16;

/** Registers `rasp draw`. */
export function addDraw(program: Command, terminal: Terminal, end: (exitCode: number) => void): void {
    program.command('draw')
        .summary('draw how an s-op is computed, as SVG, PNG or Graphviz DOT')
        .description('Draws how an s-op or selector is computed on an input, layer by layer and head by head. Without -o writes SVG to standard output.')
        .argument('<file>', 'a .rasp file, or - for standard input')
        .argument('<name>', 'an s-op or selector that the file sets or loads')
        .option('-i, --input <text>', 'the input: hello, or a list such as "[1, 2]"\n(default: the example that the file sets before the name, else hello)')
        .option('-o, --output <file>', 'the file to write; its ending says the format: .svg, .png or .dot')
        .addOption(new Option('--format <format>', 'the format, whatever the ending').choices(['svg', 'png', 'dot']))
        .option('--attention', 'draw the matrices of selectors instead of the flow')
        .addOption(new Option('--schedule <policy>', 'when heads run').choices(Object.keys(schedules)).default('early'))
        .option('--shared', 'draw equal selectors as one head')
        .option('--open', 'show unnamed steps and constants, which are folded away otherwise')
        .option('--fold', 'draw each head as one line')
        .option('--up-to <layer>', 'draw no later layer than this', layerNumber)
        .option('--scale <factor>', 'pixels of a PNG for each of the picture', scaleFactor, 2)
        .addHelpText('after', examples)
        .action(async (file: string, name: string, options: DrawOptions) => {
            const { draw } = await import('./draw.js');
            end(await draw(terminal, file, name, options));
        });
}

function layerNumber(text: string): number {
    if (!/^\d{1,9}$/.test(text)) {
        throw new InvalidArgumentError('It is a layer\'s number: 0 for the input, 1 for the first layer.');
    }
    return Number(text);
}

function scaleFactor(text: string): number {
    const factor = Number(text);
    if (!(factor > 0 && factor <= mostScale)) {
        throw new InvalidArgumentError(`It is a number above 0, at most ${mostScale}, such as 2 or 0.5.`);
    }
    return factor;
}
