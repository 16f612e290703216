/**
 * The process in which models run: onnxruntime is native code, and may end it. Requests come over the channel that the
 * process was forked with and are worked on one after the other; it ends when the channel closes.
 */
import type { Reply, Request } from './messages.js';
import { RuntimeMissing, Sessions } from './sessions.js';

const sessions = new Sessions();
let work = Promise.resolve();

process.on('message', (request: Request) => {
    work = work.then(() => answer(request)).then(send);
});
// Ctrl+C, and the end of a terminal, go to all of its processes; whoever started this one decides.
process.on('SIGINT', () => undefined);
process.on('SIGHUP', () => undefined);
process.on('disconnect', () => { process.exit(); });

function send(reply: Reply): void {
    if (process.connected) {
        process.send?.(reply);
    }
}

async function answer(request: Request): Promise<Reply> {
    const { id } = request;
    try {
        switch (request.kind) {
            case 'load': return { id, value: await sessions.load(request.model, request.device, request.isNarrow) };
            case 'run': return { id, value: await sessions.run(request.session, request.batch, request.attention) };
            case 'unload':
                await sessions.unload(request.session);
                return { id, value: undefined };
        }
    } catch (error) {
        return { id, error: error instanceof Error ? error.message : String(error), kind: error instanceof RuntimeMissing ? error.kind : 'other' };
    }
}
