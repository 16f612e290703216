/**
 * The process in which models are trained: onnxruntime is native code, and may end it. Requests come over the channel
 * that the process was forked with; trainings take turns; it ends when the channel closes.
 */
import type { Refusal } from './messages.js';
import { firstLine, RuntimeMissing } from './sessions.js';
import type { TrainingEvent, TrainingRequest } from './training-messages.js';
import { TrainingRuns } from './training-runs.js';

const runs = new TrainingRuns(send, () => performance.now(), () => new Promise(resolve => { setImmediate(resolve); }));

process.on('message', (request: TrainingRequest) => {
    const { id } = request;
    runs.answer(request).then(
        value => { send({ id, value }); },
        (error: unknown) => { send({ id, error: firstLine(error), kind: error instanceof RuntimeMissing ? error.kind : 'other' }); }
    );
});
// Ctrl+C, and the end of a terminal, go to all of its processes; whoever started this one decides.
process.on('SIGINT', () => undefined);
process.on('SIGHUP', () => undefined);
process.on('disconnect', () => { process.exit(); });

function send(message: TrainingEvent | { readonly id: number; readonly value: unknown } | Refusal): void {
    if (process.connected) {
        process.send?.(message);
    }
}
