import type { Command } from 'commander';
import type { ApplyOptions } from './apply.js';
import type { CompileCommandOptions } from './compile-options.js';
import type { Terminal } from './terminal.js';

type End = (exitCode: number) => void;

/** Registers `rasp compile`. */
export function addCompile(program: Command, terminal: Terminal, end: End): void {
    program.command('compile')
        .summary('compile an s-op to a transformer')
        .description('Writes a transformer whose every output equals the s-op\'s value, for inputs over an alphabet up to a longest length.')
        .argument('<file>', 'a .rasp file, or - for standard input')
        .argument('<name>', 'an s-op')
        .requiredOption('-a, --alphabet <tokens>', 'the tokens: abc, a list such as ["the", "cat"] or [true, false], or ints such as 0..9')
        .requiredOption('-n, --max-length <n>', 'the longest input')
        .requiredOption('-o, --out <folder>', 'where the model is written')
        .option('--verify <n>', 'compare with the interpreter on n random inputs and the edge cases, or on all inputs where they are at most 100,000; 0 does not', '1000')
        .option('--device <device>', 'what runs the model: auto, cpu or webgpu', 'auto')
        .option('--json', 'print JSON')
        .addHelpText('after', help.compile)
        .action(async (file: string, name: string, options: Omit<CompileCommandOptions, 'json'> & { json?: boolean }) => {
            const { compile } = await import('./models.js');
            end(await compile(terminal, file, name, { ...options, json: options.json ?? false }));
        });
}

/** Registers `rasp apply`. */
export function addApply(program: Command, terminal: Terminal, end: End): void {
    program.command('apply')
        .summary('run a compiled or trained transformer')
        .description('Runs a transformer that rasp compile or rasp train wrote on an input, or on each line of standard input.')
        .argument('<folder>', 'the folder of the model')
        .option('-i, --input <text>', 'the input: hello, or a list such as ["the", "cat"] (default: JSON lines from standard input)')
        .option('--device <device>', 'what runs the model: auto, cpu or webgpu', 'auto')
        .option('--json', 'print JSON (without --input it always does)')
        .addHelpText('after', help.apply)
        .action(async (folder: string, options: Omit<ApplyOptions, 'json'> & { json?: boolean }) => {
            const { apply } = await import('./models.js');
            end(await apply(terminal, folder, { ...options, json: options.json ?? false }));
        });
}

const help = {
    compile: `
Examples:
  rasp compile examples/paper_examples.rasp reverse --alphabet abcde --max-length 20 -o reverse-model
  rasp compile programs.rasp total --alphabet 0..9 --max-length 12 -o total-model --verify 5000 --json

The folder holds model.onnx, model.safetensors, config.json, labels.json and a README.md: docs/compiling.md.
A model that is there is replaced; anything else is left alone.
While it works, a line on the terminal tells the stage and the seconds so far. It goes to standard error, and is
left out where that is a file or a pipe.
JSON: {"layers": 2, "heads": [1, 1], "feedForwardOnly": 0, "dModel": 7, "parameters": 674, "seconds": 0.02,
       "device": "CPU", "verified": 1010, "wrong": 0}
  heads            of each attention layer
  feedForwardOnly  blocks that have no attention
It ends with 0 when the model is written, 1 when the s-op cannot be compiled or an output is wrong.
`,
    apply: `
Examples:
  rasp apply reverse-model --input abc
  rasp apply reverse-model --input abc --json
  rasp apply reverse-model < inputs.jsonl > outputs.jsonl

Input, a line each: "hello", or ["the", "cat"], or [1, 2.5, true]; 1 is an int, 1.0 is a float
Output, a line each in the same order: {"type": "strings", "values": ["c","b","a"]}, or {"error": "why"}
auto takes a GPU through WebGPU where one works, else the CPU. Both need the package onnxruntime-node;
without it the model runs slower. It ends with 0 when every input has an answer, 1 when some have none.
`
};
