import type { Command } from 'commander';
import type { Terminal } from './terminal.js';

const examples = `
Examples:
  rasp format programs.rasp
  rasp format examples
  rasp format examples --check
  cat programs.rasp | rasp format -

What cannot be read as a statement stays as it is, and so does what statements say.
`;

/** Registers `rasp format`. */
export function addFormat(program: Command, terminal: Terminal, end: (exitCode: number) => void): void {
    program.command('format')
        .summary('put files in the canonical style')
        .description('Rewrites files in the canonical style; there is only one. Standard input is written to standard output.')
        .argument('<files...>', '.rasp files, folders (all .rasp files in them), or - for standard input')
        .option('--check', 'write nothing, list the files that would change, and end with 1 when there are some')
        .addHelpText('after', examples)
        .action(async (files: string[], options: { check?: boolean }) => {
            const { format } = await import('./format.js');
            end(await format(terminal, files, { check: options.check ?? false }));
        });
}
