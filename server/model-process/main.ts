/**
 * The process in which an s-op is compiled, verified and run: work that holds a thread, and native code, are kept out of
 * the language server and of the editor. Questions come over the channel that the process was forked with and are
 * answered one after the other; it ends when the channel closes.
 */
import { dirname, join } from 'node:path';
import type { CompileAnswers, CompileQuestion, CompileReply } from '../protocol/compile.js';
import { CompileSession } from './compile-session.js';

const session = new CompileSession(join(dirname(process.argv[1] ?? ''), 'transformer-worker.cjs'));
let work = Promise.resolve();

process.on('message', (message: { readonly id: number; readonly question: CompileQuestion }) => {
    work = work.then(() => reply(message.id, message.question));
});
process.on('SIGINT', () => undefined);
process.on('disconnect', () => { process.exit(); });

async function reply(id: number, question: CompileQuestion): Promise<void> {
    try {
        send({ id, value: await answer(question, progress => { send({ id, progress }); }) });
    } catch (error) {
        send({ id, error: error instanceof Error ? error.message : String(error) });
    }
}

function answer(question: CompileQuestion, progress: (text: string) => void): CompileAnswers[keyof CompileAnswers] | Promise<CompileAnswers[keyof CompileAnswers]> {
    switch (question.kind) {
        case 'open': return session.open(question.program);
        case 'readAlphabet': return session.readAlphabet(question.alphabet);
        case 'check': return session.check(question.choices, progress);
        case 'compile': return session.compile(question.choices, question.device, progress);
        case 'run': return session.run(question.input);
        case 'head': return session.head(question.index);
        case 'save': return session.save(question.folder, question.replaces);
    }
}

function send(message: CompileReply): void {
    if (process.connected) {
        process.send?.(message);
    }
}
