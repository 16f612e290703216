/**
 * The process that trains an s-op's transformers for the editor. The training itself is in a process of its own, which
 * this one starts, survives and looks after. Questions come over the channel that the process was forked with and are
 * answered as they are done, while trainings run; it ends, with what it started, when the channel closes.
 */
import { fork } from 'node:child_process';
import { dirname, join } from 'node:path';
import { TrainingDriver } from '../../transformer/runtime/training-driver.js';
import type { TrainAnswers, TrainQuestion, TrainReply } from '../protocol/train.js';
import { TrainSession } from './train-session.js';

const driver = new TrainingDriver(fork, join(dirname(process.argv[1] ?? ''), 'training-worker.cjs'), 'editor');
const session = new TrainSession(driver, told => { send({ told }); });

process.on('message', (message: { readonly id: number; readonly question: TrainQuestion }) => {
    void reply(message.id, message.question);
});
process.on('SIGINT', () => undefined);
process.on('disconnect', () => {
    session.close();
    process.exit();
});

async function reply(id: number, question: TrainQuestion): Promise<void> {
    try {
        send({ id, value: await answer(question) });
    } catch (error) {
        send({ id, error: error instanceof Error ? error.message : String(error) });
    }
}

function answer(question: TrainQuestion): TrainAnswers[keyof TrainAnswers] | Promise<TrainAnswers[keyof TrainAnswers]> {
    switch (question.kind) {
        case 'open': return session.open(question.program, question.folder);
        case 'check': return session.check(question.choices);
        case 'start': return session.start(question.choices, question.device);
        case 'runs': return session.all();
        case 'pause': return session.pause(question.run);
        case 'resume': return session.resume(question.run, question.device);
        case 'remove': return session.remove(question.run);
        case 'inspect': return session.inspect(question.run, question.inputs);
        case 'lengths': return session.lengths(question.run);
        case 'save': return session.save(question.run, question.folder, question.replaces);
        case 'pauseAll': return session.pauseAll();
    }
}

function send(message: TrainReply): void {
    if (process.connected) {
        process.send?.(message);
    }
}
