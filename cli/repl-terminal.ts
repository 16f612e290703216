import { createInterface } from 'node:readline';
import type { Interface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import { DiskLoadHost } from '../files/disk-load-host.js';
import type { LoadHost } from '../language/program/load-host.js';
import { replCommands } from './repl-commands.js';
import { historyFile, historySize, readHistory, writeHistory } from './repl-history.js';
import type { ReplAnswer, ReplStart } from './repl-session.js';
import type { ReplRequest, ReplWorkerStart } from './repl-worker.js';
import { paint } from './terminal.js';

/** Words of the language that completion knows beside names. */
const words = ['aggregate(', 'and', 'def', 'draw(', 'else', 'example', 'examples', 'exit', 'for', 'if', 'in', 'indicator', 'len(', 'load', 'not', 'off', 'on', 'or',
    'range(', 'return', 'round', 'select(', 'selector', 'set', 'show', 'zip('];

/**
 * The prompt at a terminal: line editing, history, completion, Ctrl+C. Statements run in a thread of their own.
 * @param workerFile the script that the thread runs: this one
 */
export async function replAtTerminal(start: ReplStart, workerFile: string): Promise<void> {
    const engine = new Engine(start, workerFile);
    const host = new DiskLoadHost({ folders: () => [start.cwd] });
    const history = historyFile();
    process.stdout.write(await engine.ask<string>({ kind: 'banner' }));
    const input = createInterface({
        input: process.stdin, output: process.stdout, terminal: true,
        history: readHistory(history), historySize, removeHistoryDuplicates: true,
        completer: (line: string, done: (error: null, result: [string[], string]) => void) => { void complete(engine, line, host).then(result => { done(null, result); }); }
    });
    input.on('history', lines => { writeHistory(history, lines); });
    try {
        await converse(engine, input, start.colours);
    } finally {
        input.close();
        await engine.end();
    }
}

/** Until `exit` or Ctrl+D. */
function converse(engine: Engine, input: Interface, colours: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
        const waiting: string[] = [];
        let isBusy = false;
        let isOver = false;
        const show = (prompt: string): void => {
            input.setPrompt(paint(colours).cyan(prompt));
            input.prompt();
        };
        const work = async (): Promise<void> => {
            isBusy = true;
            let prompt = '';
            for (let line = waiting.shift(); line !== undefined; line = waiting.shift()) {
                engine.mayRun();
                const answer = await engine.ask<ReplAnswer>({ kind: 'enter', line });
                process.stdout.write(answer.text);
                ({ prompt } = answer);
                if (answer.exited) {
                    isOver = true;
                    resolve();
                    return;
                }
            }
            isBusy = false;
            if (isOver) {
                resolve();
            } else {
                show(prompt);
            }
        };
        const interrupt = (): void => {
            waiting.length = 0;
            if (isBusy) {
                engine.stop();
                return;
            }
            // The line is emptied before the prompt shows again.
            input.write(null, { ctrl: true, name: 'e' });
            input.write(null, { ctrl: true, name: 'u' });
            process.stdout.write('^C\n');
            void engine.ask<ReplAnswer>({ kind: 'drop' }).then(({ prompt }) => { show(prompt); }, reject);
        };
        input.on('line', line => {
            waiting.push(line);
            if (!isBusy) {
                work().catch(reject);
            }
        });
        input.on('SIGINT', interrupt);
        process.on('SIGINT', interrupt);
        input.on('close', () => {
            process.off('SIGINT', interrupt);
            if (!isOver) {
                process.stdout.write('\n');
            }
            isOver = true;
            if (!isBusy) {
                resolve();
            }
        });
        show('>> ');
    });
}

async function complete(engine: Engine, line: string, host: LoadHost): Promise<[string[], string]> {
    if (/^\s*:\w*$/.test(line)) {
        const begun = line.trim();
        return [replCommands.filter(command => command.startsWith(begun)), begun];
    }
    const path = /^\s*load\s+"([^"]*)$/.exec(line)?.[1];
    if (path !== undefined) {
        return completePath(path, host);
    }
    const begun = /[A-Za-z_][A-Za-z0-9_]*$/.exec(line)?.[0] ?? '';
    if (begun === '' || (line.match(/"/g)?.length ?? 0) % 2 === 1) {
        return [[], ''];
    }
    const names = await engine.ask<string[]>({ kind: 'names' });
    return [[...names, ...words].filter(name => name.startsWith(begun)), begun];
}

/** The files and folders that a path of `load` can go on with. */
function completePath(path: string, host: LoadHost): [string[], string] {
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    const entries = host.list?.(folder, 'rasp:prompt') ?? [];
    return [entries.map(({ name, isFolder }) => `${folder}${name}${isFolder ? '/' : '";'}`).filter(entry => entry.startsWith(path)).sort(), path];
}

/** The thread that runs statements. It answers one request after the other. */
class Engine {
    private readonly worker: Worker;
    private readonly stopFlag = new Int32Array(new SharedArrayBuffer(4));
    private readonly waiting: { resolve(answer: unknown): void; reject(error: unknown): void }[] = [];

    constructor(start: ReplStart, workerFile: string) {
        const workerData: ReplWorkerStart = { ...start, role: 'repl', stop: this.stopFlag };
        this.worker = new Worker(workerFile, { workerData });
        this.worker.on('message', (answer: unknown) => { this.waiting.shift()?.resolve(answer); });
        this.worker.on('error', error => { this.waiting.splice(0).forEach(({ reject }) => { reject(error); }); });
    }

    ask<T>(request: ReplRequest): Promise<T> {
        return new Promise<unknown>((resolve, reject) => {
            this.waiting.push({ resolve, reject });
            this.worker.postMessage(request);
        }) as Promise<T>;
    }

    /** Stops the statement that runs. */
    stop(): void {
        Atomics.store(this.stopFlag, 0, 1);
    }

    /** Lets the next statement run. */
    mayRun(): void {
        Atomics.store(this.stopFlag, 0, 0);
    }

    async end(): Promise<void> {
        await this.worker.terminate();
    }
}
