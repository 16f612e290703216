import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Position } from 'vscode-languageserver-types';

/** A message of the language server protocol, as far as it is looked at here. */
interface Message {
    readonly id?: number | string;
    readonly method?: string;
    readonly params?: unknown;
    readonly result?: unknown;
    readonly error?: { readonly message: string };
}

interface PublishedDiagnostics {
    readonly uri: string;
    readonly version?: number;
    readonly diagnostics: readonly { readonly message: string }[];
}

const headerEnd = Buffer.from('\r\n\r\n');

/** The language server as an editor sees it: a process that speaks over its standard input and output. */
export class ServerProcess {
    private readonly process: ChildProcessWithoutNullStreams;
    private readonly answers = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
    private readonly diagnosticsListeners = new Set<(published: PublishedDiagnostics) => void>();
    private readonly gone: Promise<never>;
    private chunks: Buffer[] = [];
    private buffered = 0;
    /** Bytes that the message being received takes at least, so that its chunks are joined only once. */
    private wanted = 0;
    private nextId = 1;

    /** @param file the bundled server */
    constructor(file: string) {
        this.process = spawn(process.execPath, [file, '--stdio'], { stdio: ['pipe', 'pipe', 'pipe'] });
        this.process.stdout.on('data', (chunk: Buffer) => { this.receive(chunk); });
        this.process.stderr.on('data', (chunk: Buffer) => { process.stderr.write(chunk); });
        this.gone = new Promise((_, reject) => {
            this.process.once('error', reject);
            this.process.once('exit', code => { reject(new Error(`the server ended with ${code ?? 'a signal'}`)); });
        });
        this.gone.catch(() => undefined);
    }

    /** Says hello as an editor without settings of its own, which can show completion lists as VS Code does. */
    async initialize(textDocument: object = {}): Promise<void> {
        await this.request('initialize', { processId: process.pid, rootUri: null, workspaceFolders: null, capabilities: { ...('diagnostic' in textDocument ? { workspace: { diagnostics: { refreshSupport: true } } } : {}), textDocument: { ...textDocument, completion: { completionItem: { snippetSupport: true, labelDetailsSupport: true, insertReplaceSupport: true }, completionList: { itemDefaults: ['editRange'] } } } } });
        this.notify('initialized', {});
    }

    async request<R>(method: string, params: unknown): Promise<R> {
        const id = this.nextId++;
        const answer = new Promise<unknown>((resolve, reject) => { this.answers.set(id, { resolve, reject }); });
        this.send({ id, method, params });
        return await Promise.race([answer, this.gone]) as R;
    }

    notify(method: string, params: unknown): void {
        this.send({ method, params });
    }

    /** @returns the diagnostics of the file, once they are sent */
    open(uri: string, text: string): Promise<PublishedDiagnostics> {
        const published = this.diagnosticsOf(uri, 1);
        this.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'rasp', version: 1, text } });
        return published;
    }

    close(uri: string): void {
        this.notify('textDocument/didClose', { textDocument: { uri } });
    }

    /** Replaces a range of an open file. @returns the diagnostics of the new version */
    edit(uri: string, version: number, start: Position, end: Position, text: string): Promise<PublishedDiagnostics> {
        const published = this.diagnosticsOf(uri, version);
        this.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ range: { start, end }, text }] });
        return published;
    }

    /** The most memory that the process has held, in MiB; undefined where the system does not tell. */
    peakMemory(): number | undefined {
        try {
            const peak = /VmHWM:\s*(\d+) kB/.exec(readFileSync(`/proc/${this.process.pid}/status`, 'utf8'))?.[1];
            return peak === undefined ? undefined : Number(peak) / 1_024;
        } catch {
            return undefined;
        }
    }

    async stop(): Promise<void> {
        const ended = this.gone.catch(() => undefined);
        await this.request('shutdown', null);
        this.notify('exit', null);
        await ended;
    }

    private diagnosticsOf(uri: string, version: number): Promise<PublishedDiagnostics> {
        const published = new Promise<PublishedDiagnostics>(resolve => {
            const listener = (diagnostics: PublishedDiagnostics): void => {
                if (diagnostics.uri === uri && (diagnostics.version ?? version) === version) {
                    this.diagnosticsListeners.delete(listener);
                    resolve(diagnostics);
                }
            };
            this.diagnosticsListeners.add(listener);
        });
        return Promise.race([published, this.gone]);
    }

    private send(message: Message): void {
        const body = JSON.stringify({ jsonrpc: '2.0', ...message });
        this.process.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    }

    private receive(chunk: Buffer): void {
        this.chunks.push(chunk);
        this.buffered += chunk.length;
        while (this.buffered > 0 && this.buffered >= this.wanted) {
            const [first = chunk] = this.chunks;
            const buffer = this.chunks.length === 1 ? first : Buffer.concat(this.chunks);
            this.chunks = [buffer];
            const at = buffer.indexOf(headerEnd);
            const length = Number(/Content-Length: (\d+)/i.exec(buffer.toString('latin1', 0, Math.max(at, 0)))?.[1]);
            const end = at + headerEnd.length + length;
            if (at < 0 || buffer.length < end) {
                this.wanted = at < 0 ? this.buffered + 1 : end;
                return;
            }
            this.chunks = [buffer.subarray(end)];
            this.buffered -= end;
            this.wanted = 0;
            this.handle(JSON.parse(buffer.toString('utf8', at + headerEnd.length, end)) as Message);
        }
    }

    private handle({ id, method, params, result, error }: Message): void {
        if (method === 'textDocument/publishDiagnostics') {
            this.diagnosticsListeners.forEach(listener => { listener(params as PublishedDiagnostics); });
        } else if (method !== undefined && id !== undefined) {
            // The server asks the editor something: nothing is known here.
            this.process.stdin.write(frameNull(id));
        } else if (typeof id === 'number') {
            const answer = this.answers.get(id);
            this.answers.delete(id);
            if (error === undefined) {
                answer?.resolve(result);
            } else {
                answer?.reject(new Error(error.message));
            }
        }
    }
}

function frameNull(id: number | string): string {
    const body = JSON.stringify({ jsonrpc: '2.0', id, result: null });
    return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}
