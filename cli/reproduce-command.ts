import type { Command } from 'commander';
import type { ReproduceOptions } from './reproduce.js';
import type { Terminal } from './terminal.js';

/** Registers `rasp reproduce`. */
export function addReproduce(program: Command, terminal: Terminal, end: (exitCode: number) => void): void {
    program.command('reproduce')
        .summary('train what a table of the paper needs, and print ours beside it')
        .description('Trains the models of an experiment of the paper, as far as they are not trained yet, and writes a table of ours beside the paper\'s.')
        .argument('<experiment>', 'table1, table2, attention, doubts or layer-order')
        .option('--scale <scale>', 'small, for 2 cores, or full, for a GPU', 'small')
        .option('-o, --out <folder>', 'where tables and results are written', 'docs/experiments')
        .option('--task <task>', 'only this task, such as reverse or hist2-bos')
        .option('--jobs <n>', 'trainings at once, each in a process of its own', '1')
        .option('--device <device>', 'what trains: auto, cpu or webgpu', 'auto')
        .addHelpText('after', help)
        .action(async (experiment: string, options: ReproduceOptions) => {
            const { reproduce } = await import('./models.js');
            end(await reproduce(terminal, experiment, options));
        });
}

const help = `
Examples:
  rasp reproduce table1
  rasp reproduce table2 --scale full --device webgpu
  rasp reproduce attention --task hist2-bos --out /tmp/experiments

Each training's result is kept in runs/ of the folder, and a training that was stopped goes on: the same command
again does what is left. Experiments that share a training share its result. It ends with 0 when all are done.
`;
