import type { Command } from 'commander';
import type { Terminal } from './terminal.js';
import type { TrainOptions } from './train-options.js';

/** Registers `rasp train`. */
export function addTrain(program: Command, terminal: Terminal, end: (exitCode: number) => void): void {
    program.command('train')
        .summary('train a transformer on what an s-op gives')
        .description('Trains a transformer of the size that the s-op needs on random inputs and what the s-op gives on them, its attention supervised by the selectors. What is not chosen is as in the paper.')
        .argument('<file>', 'a .rasp file, or - for standard input')
        .argument('<name>', 'an s-op')
        .requiredOption('-o, --out <folder>', 'where checkpoints and the model are written')
        .option('-a, --alphabet <tokens>', 'the tokens: abc, a list such as ["the", "cat"], or ints such as 0..9 (default: a to z)')
        .option('-n, --lengths <range>', 'how long inputs are, such as 1..100 (default: 1..100)')
        .option('--size <numbers>', 'inputs to train, to validate and to test (default: 50000/1000/1000)')
        .option('--bos', 'put the token § in front of each input; the program sees it too')
        .option('--classes-cap <n>', 'take numbers from n on as one class')
        .option('--skip-failing', 'leave out inputs on which the s-op fails')
        .option('--layers <n>', 'attention layers (default: as rasp cost counts)')
        .option('--heads <n>', 'heads in each layer (default: as rasp cost counts, equal selectors shared)')
        .option('--d-model <n>', 'width; feed-forward parts are twice as wide (default: 256)')
        .option('--positions <kind>', 'sinusoidal or learned (default: sinusoidal)')
        .option('--supervise <weight>', 'how much the error of the attention counts (default: 100)')
        .option('--no-supervision', 'leave all heads free')
        .option('--epochs <n>', 'epochs at the most (default: 100)')
        .option('--batch <n>', 'inputs in a batch (default: 50)')
        .option('--lr <x>', 'the learning rate of Adam (default: 0.0003)')
        .option('--decay <x>', 'what the learning rate is multiplied by after each epoch (default: 0.98)')
        .option('--seed <n>', 'of data and first parameters (default: 0)')
        .option('--resume', 'go on with the training in the folder, options that are not given being as they were')
        .option('--device <device>', 'what trains: auto, cpu or webgpu', 'auto')
        .option('--json', 'print a line of JSON for each epoch, and one for the result')
        .addHelpText('after', help)
        .action(async (file: string, name: string, { supervision, resume = false, json = false, ...options }: Omit<TrainOptions, 'resume' | 'json'> & { supervision: boolean; resume?: boolean; json?: boolean }) => {
            const { train } = await import('./models.js');
            end(await train(terminal, file, name, { ...options, ...(supervision ? {} : { supervise: false as const }), resume, json }));
        });
}

const help = `
Examples:
  rasp train examples/paper_examples.rasp reverse -o small --alphabet abcde --lengths 1..10 --size 8000/400/1000 --d-model 64 --lr 0.001 --epochs 10
  rasp train examples/paper_examples.rasp reverse -o reverse-trained
  rasp train examples/paper_examples.rasp hist_bos --bos --classes-cap 10 -o hist --lengths 1..30 --d-model 64
  rasp train examples/paper_examples.rasp reverse -o reverse-trained --resume --epochs 120

The first takes about a minute on two cores. The second is as in the paper, for a GPU: on two cores hours.
Ctrl+C, SIGTERM and the end of the terminal stop with a checkpoint; one is also written each minute and after each
epoch. --resume gives the same bytes as a training that was not stopped, on the same device.
Needs the package onnxruntime-node: docs/training.md.
attention matches: the mean attention on the positions that selectors select, for the head that follows each best;
selectors that select everything are left out of it.
The folder holds model.onnx, model.safetensors, config.json, labels.json and a README.md; rasp apply runs it.
It ends with 0 when the model is written, 1 when it cannot be trained or the loss is no number any more.
`;
