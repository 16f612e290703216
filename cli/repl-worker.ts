import { parentPort, workerData } from 'node:worker_threads';
import { Cancelled } from '../language/values/error.js';
import { ReplSession } from './repl-session.js';
import type { ReplStart } from './repl-session.js';

/** What the thread is started with. */
export interface ReplWorkerStart extends ReplStart {
    readonly role: 'repl';
    /** Its first number is 1 when the statement that runs is to stop. */
    readonly stop: Int32Array;
}

export type ReplRequest = { readonly kind: 'enter'; readonly line: string } | { readonly kind: 'banner' | 'drop' | 'names' };

/** What the thread of the prompt does: runs statements, so that the terminal stays free to hear Ctrl+C. */
export function runReplWorker(): void {
    const start = workerData as ReplWorkerStart;
    const session = new ReplSession(start, () => {
        if (Atomics.load(start.stop, 0) === 1) {
            throw new Cancelled();
        }
    });
    parentPort?.on('message', (request: ReplRequest) => { parentPort?.postMessage(answer(session, request)); });
}

function answer(session: ReplSession, request: ReplRequest): unknown {
    switch (request.kind) {
        case 'enter': return session.enter(request.line);
        case 'banner': return session.banner;
        case 'drop': return session.drop();
        case 'names': return session.names();
    }
}
