import { fork, type ChildProcess } from 'node:child_process';
import type { CompileAnswers, CompileQuestion, CompileReply } from '../server/protocol/compile';
import { type ModelProcess, ModelProcessGone } from './model-process-access';

interface Waiting {
    resolve(value: unknown): void;
    reject(error: Error): void;
    progress(text: string): void;
}

/** Characters of its standard error that are kept. */
const KEPT_OUTPUT = 4_000;

/** The process that compiles one s-op and runs its model, from its start to its end. */
export class ForkedModelProcess implements ModelProcess {
    private readonly child: ChildProcess;
    private readonly waiting = new Map<number, Waiting>();
    private lastId = 0;
    private gone: ModelProcessGone | undefined;
    private output = '';

    /** @param script the bundle of `server/model-process/main.ts` */
    constructor(script: string) {
        // Inside VS Code the program that is forked is Electron.
        this.child = fork(script, [], { serialization: 'advanced', execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'], env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } });
        this.child.stderr?.setEncoding('utf8').on('data', (text: string) => { this.output = (this.output + text).slice(-KEPT_OUTPUT); });
        this.child.on('message', (reply: CompileReply) => { this.settle(reply); });
        this.child.on('error', error => { this.end(`could not be started: ${error.message}`); });
        this.child.on('exit', (code, signal) => { this.end(signal === null ? `ended with code ${code}` : `was ended by ${signal}`); });
    }

    get isAlive(): boolean {
        return this.gone === undefined;
    }

    get pid(): number | undefined {
        return this.child.pid;
    }

    ask<K extends CompileQuestion['kind']>(question: Extract<CompileQuestion, { kind: K }>, progress: (text: string) => void = () => undefined): Promise<CompileAnswers[K]> {
        return new Promise<CompileAnswers[K]>((resolve, reject) => {
            if (this.gone !== undefined) {
                reject(this.gone);
                return;
            }
            const id = ++this.lastId;
            this.waiting.set(id, { resolve: value => { resolve(value as CompileAnswers[K]); }, reject, progress });
            this.child.send({ id, question }, error => {
                if (error !== null) {
                    this.end(`does not listen: ${error.message}`);
                }
            });
        });
    }

    dispose(): void {
        this.end('was closed');
        this.child.kill('SIGKILL');
    }

    private settle(reply: CompileReply): void {
        const waiting = this.waiting.get(reply.id);
        if ('progress' in reply) {
            waiting?.progress(reply.progress);
            return;
        }
        this.waiting.delete(reply.id);
        if ('value' in reply) {
            waiting?.resolve(reply.value);
        } else {
            waiting?.reject(new Error(reply.error));
        }
    }

    private end(how: string): void {
        if (this.gone !== undefined) {
            return;
        }
        const said = this.output.split('\n').filter(line => line.trim() !== '').at(-1);
        const gone = this.gone = new ModelProcessGone(`The process that compiles and runs models ${how}${said === undefined ? '' : ` (${said.trim().slice(0, 200)})`}.`);
        this.waiting.forEach(({ reject }) => { reject(gone); });
        this.waiting.clear();
    }
}
