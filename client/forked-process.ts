import { fork, type ChildProcess } from 'node:child_process';
import { type AskedProcess, ProcessGone, type ProcessListener } from './asked-process';

interface Waiting {
    resolve(value: unknown): void;
    reject(error: Error): void;
    progress(text: string): void;
}

type Reply<T> =
    | { readonly id: number; readonly value: unknown }
    | { readonly id: number; readonly error: string }
    | { readonly id: number; readonly progress: string }
    | { readonly told: T };

/** Characters of its standard error that are kept. */
const KEPT_OUTPUT = 4_000;

/** A process of the extension, from its start to its end. Questions carry an id, so that several can be under way. */
export class ForkedProcess<Q extends { readonly kind: string }, A extends Readonly<Record<Q['kind'], unknown>>, T = never> implements AskedProcess<Q, A> {
    private readonly child: ChildProcess;
    private readonly waiting = new Map<number, Waiting>();
    private lastId = 0;
    private ended: ProcessGone | undefined;
    private output = '';

    /**
     * @param script a bundle such as that of `server/model-process/main.ts`
     * @param work what it does: ends the words `The process that …`
     */
    constructor(script: string, private readonly work: string, private readonly listener?: ProcessListener<T>) {
        // Inside VS Code the program that is forked is Electron.
        this.child = fork(script, [], { serialization: 'advanced', execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'], env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } });
        this.child.stderr?.setEncoding('utf8').on('data', (text: string) => { this.output = (this.output + text).slice(-KEPT_OUTPUT); });
        this.child.on('message', (reply: Reply<T>) => { this.settle(reply); });
        this.child.on('error', error => { this.end(`could not be started: ${error.message}`); });
        this.child.on('exit', (code, signal) => { this.end(signal === null ? `ended with code ${code}` : `was ended by ${signal}`); });
    }

    get isAlive(): boolean {
        return this.ended === undefined;
    }

    get pid(): number | undefined {
        return this.child.pid;
    }

    ask<K extends Q['kind']>(question: Extract<Q, { readonly kind: K }>, progress: (text: string) => void = () => undefined): Promise<A[K]> {
        return new Promise<A[K]>((resolve, reject) => {
            if (this.ended !== undefined) {
                reject(this.ended);
                return;
            }
            const id = ++this.lastId;
            this.waiting.set(id, { resolve: value => { resolve(value as A[K]); }, reject, progress });
            this.child.send({ id, question }, error => {
                if (error !== null) {
                    this.end(`does not listen: ${error.message}`);
                }
            });
        });
    }

    dispose(): void {
        this.end('was closed', true);
        this.child.kill('SIGKILL');
    }

    private settle(reply: Reply<T>): void {
        if (this.ended !== undefined) {
            return;
        }
        if ('told' in reply) {
            this.listener?.told(reply.told);
            return;
        }
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

    private end(how: string, isMeant = false): void {
        if (this.ended !== undefined) {
            return;
        }
        const said = this.output.split('\n').filter(line => line.trim() !== '').at(-1);
        const gone = this.ended = new ProcessGone(`The process that ${this.work} ${how}${said === undefined ? '' : ` (${said.trim().slice(0, 200)})`}.`);
        this.waiting.forEach(({ reject }) => { reject(gone); });
        this.waiting.clear();
        if (!isMeant) {
            this.listener?.gone(gone);
        }
    }
}
