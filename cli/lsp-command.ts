import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';

const notes = `
Editors start it as the language server of .rasp files; docs/editors.md shows how, for neovim, emacs and others.
`;

/** Registers `rasp lsp`. */
export function addLsp(program: Command): void {
    program.command('lsp')
        .summary('serve an editor, over the Language Server Protocol')
        .description('Runs the language server, which speaks the Language Server Protocol on standard input and output. It ends when the editor does.')
        .option('--stdio', 'use standard input and output, as it does anyway')
        .addHelpText('after', notes)
        .action(serve);
}

/** Runs the server, which stands beside this script and ends the process itself. */
function serve(): Promise<void> {
    const server = join(dirname(__filename), 'server.cjs');
    // As if it had been started itself: it looks for its arguments and its pages there.
    process.argv.splice(1, Infinity, server, '--stdio');
    createRequire(server)(server);
    return new Promise(() => undefined);
}
