import type { AnswerLines } from '../language/batch/answer-line.js';
import { answerBlock } from './batch-job.js';
import type { BlockAnswer } from './batch-job.js';
import type { Line } from './line-input.js';
import type { WorkerPool } from './worker-pool.js';

/** Gives the answers to blocks of lines, in their order, and takes no more blocks than it can work on. */
export type Answers = (blocks: AsyncIterable<Line[]>) => AsyncGenerator<BlockAnswer>;

/** Milliseconds of work after which signals are heard. */
const slice = 50;

/** Answers in this process. */
export function answersHere(answer: AnswerLines): Answers {
    return async function* (blocks) {
        for await (const block of blocks) {
            const steps = answerBlock(answer, block);
            let end = performance.now() + slice;
            for (let step = steps.next(); ; step = steps.next()) {
                if (step.done === true) {
                    yield step.value;
                    break;
                }
                if (performance.now() > end) {
                    await new Promise(resolve => setImmediate(resolve));
                    end = performance.now() + slice;
                }
            }
        }
    };
}

/** Answers in workers: blocks are read ahead, answers are given as soon as it is their turn. */
export function answersOf(pool: WorkerPool): Answers {
    return async function* (blocks) {
        const iterator = blocks[Symbol.asyncIterator]();
        const underWay: Promise<BlockAnswer>[] = [];
        const read = (): Promise<IteratorResult<Line[], unknown>> => {
            const next = iterator.next();
            // It is looked at when there is room for another block; until then a failure waits.
            next.catch(() => undefined);
            return next;
        };
        let reading: Promise<IteratorResult<Line[], unknown>> | undefined = read();
        for (let first = underWay[0]; reading !== undefined || first !== undefined; first = underWay[0]) {
            const canRead = reading !== undefined && underWay.length < pool.capacity;
            const event: { readonly read: IteratorResult<Line[], unknown> } | { readonly answer: BlockAnswer } = await Promise.race([
                ...(canRead && reading !== undefined ? [reading.then(block => ({ read: block }))] : []),
                ...(first === undefined ? [] : [first.then(answer => ({ answer }))])
            ]);
            if ('answer' in event) {
                underWay.shift();
                yield event.answer;
            } else if (event.read.done === true) {
                reading = undefined;
            } else {
                underWay.push(pool.answer(event.read.value));
                reading = read();
            }
        }
    };
}
