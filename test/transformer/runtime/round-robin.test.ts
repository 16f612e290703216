import { expect, test } from 'vitest';
import { RoundRobin } from '../../../transformer/runtime/round-robin';
import type { Turns } from '../../../transformer/runtime/round-robin';

const pause = (): Promise<void> => new Promise(resolve => { setImmediate(resolve); });

/** Something of so many pieces that writes down each. */
function pieces(name: string, count: number, log: string[]): Turns {
    let done = 0;
    return { async next() {
        await pause();
        if (done === count) {
            return { done: true };
        }
        log.push(`${name}${++done}`);
        return {};
    } };
}

async function quiet(robin: RoundRobin, log: readonly string[]): Promise<void> {
    for (let length = -1; length !== log.length;) {
        length = log.length;
        for (let i = 0; i < 10; i++) {
            await pause();
        }
        await robin.ask(() => Promise.resolve());
    }
}

test('several take turns until each is done', async () => {
    const log: string[] = [];
    const robin = new RoundRobin(pause);
    robin.add(pieces('a', 3, log));
    robin.add(pieces('b', 1, log));
    await quiet(robin, log);
    expect(log).toEqual(['a1', 'b1', 'a2', 'a3']);
});

test('what is asked for comes between two pieces, and answers', async () => {
    const log: string[] = [];
    const robin = new RoundRobin(pause);
    robin.add(pieces('a', 3, log));
    const answer = robin.ask(async () => { log.push('asked'); await pause(); log.push('answered'); return 7; });
    expect(await answer).toBe(7);
    await quiet(robin, log);
    expect(log.indexOf('answered')).toBe(log.indexOf('asked') + 1);
    expect(log.filter(text => text.startsWith('a') && text.length === 2)).toEqual(['a1', 'a2', 'a3']);
});

test('an answer that fails is an error for who asked, and the others go on', async () => {
    const log: string[] = [];
    const robin = new RoundRobin(pause);
    robin.add(pieces('a', 2, log));
    await expect(robin.ask(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await quiet(robin, log);
    expect(log).toEqual(['a1', 'a2']);
});

test('what is taken out has no more turns', async () => {
    const log: string[] = [];
    const robin = new RoundRobin(pause);
    const endless = pieces('a', Infinity, log);
    robin.add(endless);
    await robin.ask(() => Promise.resolve());
    await robin.ask(() => { robin.remove(endless); return Promise.resolve(); });
    const length = log.length;
    await quiet(robin, log);
    expect(log).toHaveLength(length);
});
