/**
 * Runs bundled, in a process of its own: times loading and evaluating in a running process.
 * Reads an EvaluationTask as JSON from standard input, writes EvaluationTimes.
 */
import { readFileSync } from 'node:fs';
import { Evaluation, Failure } from '../language/evaluation/evaluation.js';
import { Input } from '../language/evaluation/input.js';
import { isSOp } from '../language/graph/nodes.js';
import { noFiles } from '../language/program/load-host.js';
import { Program } from '../language/program/program.js';
import { generateWordProgram } from './generate-word-program.js';
import { Random } from './random.js';
import { median } from './statistics.js';

export interface EvaluationTask {
    readonly logic: string;
    readonly paper: string;
    readonly lengths: readonly number[];
    readonly runs: number;
}

export interface EvaluationTimes {
    readonly logicLoad: number;
    readonly wordLoad: number;
    /** By s-op of the paper, milliseconds for each length, each time from scratch. */
    readonly evaluation: Readonly<Record<string, readonly number[]>>;
}

const task = JSON.parse(readFileSync(0, 'utf8')) as EvaluationTask;

function load(text: string): Program {
    const program = new Program({ uri: 'file:///bench.rasp', host: noFiles, example: Input.ofString('hello') });
    program.update(text);
    const problem = program.results.flatMap(({ problems }) => problems).find(({ severity }) => severity === 'error');
    if (problem !== undefined) {
        throw new Error(problem.message);
    }
    return program;
}

function time(runs: number, work: () => void): number {
    const times: number[] = [];
    for (let i = 0; i < runs; i++) {
        const start = performance.now();
        work();
        times.push(performance.now() - start);
    }
    return median(times);
}

function inputFor(name: string, length: number): Input {
    const random = new Random(length);
    const alphabet = name.startsWith('dyck') ? '(){}[]' : 'abcdefghijklmnopqrstuvwxyz';
    return Input.ofString(`${name.includes('bos') ? '§' : ''}${Array.from({ length }, () => random.pick([...alphabet])).join('')}`);
}

const words = generateWordProgram(1_000);
// Once before it counts, so that the parser's tables and the machine code are there.
load(words);
load(task.logic);
const paper = load(task.paper);
const evaluation: Record<string, number[]> = {};
for (const name of ['hist_nobos', 'hist2_bos', 'sort_bos', 'dyck3_ptf']) {
    const node = paper.valueOf(name);
    if (!isSOp(node)) {
        throw new Error(`no s-op ${name}`);
    }
    evaluation[name] = task.lengths.map(length => {
        const input = inputFor(name, length);
        const once = (): void => {
            const result = new Evaluation(input).column(node);
            if (result instanceof Failure) {
                throw result.error;
            }
        };
        time(Math.ceil(20_000 / length), once);
        return time(task.runs, once);
    });
}
const result: EvaluationTimes = { logicLoad: time(task.runs * 2, () => { load(task.logic); }), wordLoad: time(task.runs, () => { load(words); }), evaluation };
process.stdout.write(JSON.stringify(result));
