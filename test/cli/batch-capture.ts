import type { BatchStreams } from '../../cli/batch-streams';
import { noProgress } from '../../cli/progress';
import { StopSignal } from '../../cli/stop-signal';
import type { Terminal } from '../../cli/terminal';

/** What a command on streams printed, and its exit code. */
export interface Streamed {
    readonly code: number;
    readonly lines: readonly string[];
    readonly err: string;
}

export interface StreamSetting {
    readonly cwd?: string;
    /** Standard input, in the pieces in which it comes. */
    readonly stdin: readonly (string | Uint8Array)[];
    readonly isTyped?: boolean;
    /** Called with each piece of output. */
    readonly onWrite?: (text: string, signal: StopSignal) => void;
}

/** Runs a command on streams in this process. */
export async function streamed(command: (terminal: Terminal, streams: BatchStreams) => Promise<number>, { cwd = process.cwd(), stdin, isTyped = false, onWrite }: StreamSetting): Promise<Streamed> {
    let out = '';
    let err = '';
    const signal = new StopSignal();
    const terminal: Terminal = {
        cwd, colours: { out: false, err: false },
        out: text => { out += text; },
        err: text => { err += text; },
        readStdin: () => Promise.reject(new Error('a batch streams its input'))
    };
    const code = await command(terminal, {
        input: pieces(stdin), isTyped,
        output: {
            write(text) {
                onWrite?.(text, signal);
                out += text;
                return Promise.resolve();
            }
        },
        progress: noProgress, signal, close: () => undefined
    });
    return { code, lines: out === '' ? [] : out.replace(/\n$/, '').split('\n'), err };
}

async function* pieces(stdin: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
    for (const piece of stdin) {
        await Promise.resolve();
        yield typeof piece === 'string' ? Buffer.from(piece) : piece;
    }
}
