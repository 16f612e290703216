import { Command, CommanderError } from 'commander';
import { similarName } from '../language/program/reserved-names.js';
import { version } from '../package.json';
import { check } from './check.js';
import { cost } from './cost.js';
import { addDraw } from './draw-command.js';
import { addFormat } from './format-command.js';
import { examples } from './help-texts.js';
import { addLsp } from './lsp-command.js';
import { addApply, addCompile } from './model-commands.js';
import { addReproduce } from './reproduce-command.js';
import { addTrain } from './train-command.js';
import { addBatch, addCompare, addDecode } from './many-inputs-commands.js';
import { addRepl } from './repl-command.js';
import { run } from './run.js';
import { complain, exitCodes } from './terminal.js';
import type { Terminal } from './terminal.js';

/**
 * Runs the command that the arguments name.
 * @param args what stands behind `rasp`
 * @returns the exit code
 */
export async function commandLine(terminal: Terminal, args: readonly string[]): Promise<number> {
    let exitCode: number = exitCodes.ok;
    const program = new Command('rasp');
    program
        .description('Runs and checks programs in RASP, the language of the paper "Thinking Like Transformers".')
        .version(version, '-v, --version', 'print the version')
        .helpOption('-h, --help', 'print help')
        .helpCommand('help [command]', 'print help for a command')
        .showSuggestionAfterError()
        .showHelpAfterError('(rasp --help shows how it is used)')
        .configureOutput({
            writeOut: text => { terminal.out(text); },
            writeErr: text => { terminal.err(text); },
            outputError: (text, write) => { write(text.replace(/^error: /, 'rasp: ')); }
        })
        .exitOverride()
        .addHelpText('after', examples.all);

    program.command('run')
        .summary('print the values of s-ops and selectors')
        .description('Prints the values of s-ops and selectors on an input. Without names, those that the file itself sets at top level.')
        .argument('<file>', 'a .rasp file, or - for standard input')
        .argument('[names...]', 'what to print; any name that the file sets or loads')
        .option('-i, --input <text>', 'an input: hello, or a list such as "[1, 2]"; may be given several times\n(default: the example that the file sets before the name, else hello)', append)
        .option('--json', 'print JSON')
        .addHelpText('after', examples.run)
        .action(async (file: string, names: string[], options: { input?: string[]; json?: boolean }) => {
            exitCode = await run(terminal, file, names, { input: options.input ?? [], json: options.json ?? false });
        });

    program.command('cost')
        .summary('print how many layers and heads s-ops and selectors need')
        .description('Prints the layers (L), the most heads in one layer (H) and the heads of each layer that a transformer needs.')
        .argument('<file>', 'a .rasp file, or - for standard input')
        .argument('[names...]', 'what to print (default: all that the file itself sets at top level)')
        .option('--layers', 'list the selectors of each layer, with their places (a single name has them anyway)')
        .option('--why', 'tell why each is at its layer, and what would lower its layers or heads')
        .option('--attention', 'tell how many pairs of positions each selector may need, as n grows')
        .option('--json', 'print JSON')
        .addHelpText('after', examples.cost)
        .action(async (file: string, names: string[], options: { layers?: boolean; why?: boolean; attention?: boolean; json?: boolean }) => {
            exitCode = await cost(terminal, file, names, { layers: options.layers ?? false, why: options.why ?? false, attention: options.attention ?? false, json: options.json ?? false });
        });

    program.command('check')
        .summary('print the errors and warnings of files')
        .description('Prints errors, warnings, expectations (#? comments) that do not hold and what the lints find, as file:line:column. Ends with 1 when there are errors; warnings alone end with 0.')
        .argument('<files...>', '.rasp files, folders (all .rasp files in them), or - for standard input')
        .option('--strict', 'end with 1 for warnings, too')
        .addHelpText('after', examples.check)
        .action(async (files: string[], options: { strict?: boolean }) => {
            exitCode = await check(terminal, files, { isStrict: options.strict ?? false });
        });

    program.command('test')
        .summary('check the expectations in files')
        .description('Checks the expectations in files: comments such as #? reverse("abc") == "cba". Prints one line for each. Ends with 1 when one does not hold.')
        .argument('<files...>', '.rasp files, folders (all .rasp files in them), or - for standard input')
        .option('--json', 'print JSON')
        .addHelpText('after', examples.test)
        .action(async (files: string[], options: { json?: boolean }) => {
            const { test } = await import('./test.js');
            exitCode = await test(terminal, files, { json: options.json ?? false });
        });

    const end = (code: number): void => { exitCode = code; };
    addDraw(program, terminal, end);
    addFormat(program, terminal, end);
    addBatch(program, terminal, end);
    addDecode(program, terminal, end);
    addCompare(program, terminal, end);
    addCompile(program, terminal, end);
    addTrain(program, terminal, end);
    addReproduce(program, terminal, end);
    addApply(program, terminal, end);
    addRepl(program, terminal, end);
    addLsp(program);

    for (const command of program.commands) {
        command.showHelpAfterError(`(rasp help ${command.name()} shows how it is used)`);
    }
    const [first, wanted] = args;
    const commands = program.commands.map(command => command.name());
    if (first === 'help' && wanted !== undefined && ![...commands, 'help'].includes(wanted)) {
        const near = similarName(wanted, commands);
        complain(terminal, `there is no command ${wanted}${near === undefined ? `; there are ${commands.join(', ')}` : `; did you mean ${near}?`}`);
        return exitCodes.usage;
    }
    if (args.length === 0) {
        terminal.err(program.helpInformation() + examples.all);
        return exitCodes.usage;
    }
    try {
        await program.parseAsync(args, { from: 'user' });
        return exitCode;
    } catch (error) {
        if (error instanceof CommanderError) {
            // Help and version are thrown too, with exit code 0.
            return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
        }
        throw error;
    }
}

function append(value: string, before: readonly string[] = []): string[] {
    return [...before, value];
}
