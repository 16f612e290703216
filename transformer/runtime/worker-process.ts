import type { ChildProcess, ForkOptions } from 'node:child_process';
import type { Refusal, Request } from './messages.js';
import { missingReason, missingRemedy, platformName } from './missing-runtime.js';
import type { MissingRuntime, RuntimeUser } from './missing-runtime.js';
import type { TrainingEvent, TrainingRequest } from './training-messages.js';

/** Starts a script as a process that messages can be sent to. */
export type Fork = (script: string, args: readonly string[], options: ForkOptions) => ChildProcess;

/** The process that runs models ended, or could not be started. */
export class WorkerGone extends Error { }

/** onnxruntime-node is missing, or does not fit this machine. */
export class RuntimeMissingError extends Error {
    /** Why it does not run here, and what one can do, where there is something. */
    readonly reason: string;
    readonly remedy: string | undefined;

    constructor(missing: MissingRuntime) {
        const [reason, remedy] = [missingReason(missing), missingRemedy(missing)];
        super(remedy === undefined ? reason : `${reason}; ${remedy}`);
        this.reason = reason;
        this.remedy = remedy;
    }
}

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;

/** What the process answers, whoever asked. */
type Answer = { readonly id: number; readonly value: unknown } | Refusal;

interface Waiting {
    resolve(value: unknown): void;
    reject(error: Error): void;
}

/** Characters of its standard error that are kept. */
const keptOutput = 20_000;

/** One process that runs models, from its start to its end. */
export class WorkerProcess {
    private readonly script: string;
    private readonly user: RuntimeUser;
    private readonly child: ChildProcess;
    private readonly waiting = new Map<number, Waiting>();
    private lastId = 0;
    private gone: WorkerGone | undefined;
    private output = '';

    /** @param hear gets what the process tells unasked */
    constructor(fork: Fork, script: string, user: RuntimeUser, hear?: (event: TrainingEvent) => void) {
        this.script = script;
        this.user = user;
        this.child = fork(script, [], {
            serialization: 'advanced', execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
            env: {
                ...process.env,
                // Inside VS Code the program that is forked is Electron.
                ELECTRON_RUN_AS_NODE: '1',
                // The name of the GPU is told by nothing else: see `gpuName`.
                ...(process.platform === 'linux' ? { VK_LOADER_DEBUG: 'driver' } : {})
            }
        });
        this.child.stderr?.setEncoding('utf8').on('data', (text: string) => { this.output = (this.output + text).slice(-keptOutput); });
        this.child.on('message', (message: Answer | TrainingEvent) => {
            if ('event' in message) {
                hear?.(message);
            } else {
                this.settle(message);
            }
        });
        this.child.on('error', error => { this.end(`could not be started: ${error.message}`); });
        this.child.on('exit', (code, signal) => { this.end(signal === null ? `ended with code ${code}` : `was ended by ${signal}`); });
    }

    /** Whether it still runs. */
    get isAlive(): boolean {
        return this.gone === undefined;
    }

    get pid(): number | undefined {
        return this.child.pid;
    }

    /** @throws WorkerGone, RuntimeMissingError, or an error with what the runtime says */
    ask(request: WithoutId<Request | TrainingRequest>): Promise<unknown> {
        return new Promise((resolve, reject) => {
            if (this.gone !== undefined) {
                reject(this.gone);
                return;
            }
            const id = ++this.lastId;
            this.waiting.set(id, { resolve, reject });
            this.child.send({ ...request, id }, error => {
                if (error !== null) {
                    this.end(`does not listen: ${error.message}`);
                }
            });
        });
    }

    /** The name of the GPU in use, as far as Vulkan's loader has told it on standard error. */
    async gpuName(): Promise<string | undefined> {
        const end = performance.now() + nameWait;
        for (;;) {
            const [, name] = [...this.output.matchAll(/Using "([^"\n]+)" with driver/g)].at(-1) ?? [];
            if (name !== undefined || process.platform !== 'linux' || performance.now() > end) {
                return name;
            }
            // It comes another way than the answers do, and may be later.
            await new Promise(resolve => setTimeout(resolve, 10));
        }
    }

    /** Ends the process, whatever it does. */
    kill(): void {
        this.end('was closed');
        this.child.kill('SIGKILL');
    }

    /** Lets this process end while the other runs, or not. */
    holdOpen(isHeld: boolean): void {
        const change = isHeld ? 'ref' : 'unref';
        this.child[change]();
        this.child.channel?.[change]();
        const { stderr } = this.child;
        if (stderr !== null && 'unref' in stderr) {
            (stderr as unknown as Record<'ref' | 'unref', () => void>)[change]();
        }
    }

    private settle(reply: Answer): void {
        const waiting = this.waiting.get(reply.id);
        this.waiting.delete(reply.id);
        if ('value' in reply) {
            waiting?.resolve(reply.value);
        } else {
            waiting?.reject(reply.kind === 'other' ? new Error(reply.error) : new RuntimeMissingError({
                user: this.user, script: this.script, platform: platformName(), ...(reply.kind === 'missing' ? {} : { failure: reply.error })
            }));
        }
    }

    private end(how: string): void {
        if (this.gone !== undefined) {
            return;
        }
        // Who is killed says nothing of it, and a line that begins with white space only tells the place of one before.
        const said = how.endsWith('SIGKILL') ? undefined : this.output.split('\n').filter(line => /^\S/.test(line) && !line.includes('[Vulkan Loader]')).at(-1);
        this.gone = new WorkerGone(`the process that runs the model ${how}${said === undefined ? '' : ` (${said.trim().slice(0, 200)})`}`);
        this.waiting.forEach(({ reject }) => { reject(this.gone ?? new WorkerGone(how)); });
        this.waiting.clear();
    }
}

/** Milliseconds. */
const nameWait = 300;
