import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { ProcessGone } from '../../client/asked-process';
import { ForkedProcess } from '../../client/forked-process';

interface Answers { readonly late: string; readonly soon: string; readonly wrong: never; readonly tell: null; readonly die: never }
type Question = { [K in keyof Answers]: { readonly kind: K } }[keyof Answers];

const folder = mkdtempSync(join(tmpdir(), 'rasp-forked-'));
const script = join(folder, 'script.cjs');
writeFileSync(script, `
const soon = [];
process.on('message', ({ id, question: { kind } }) => {
    const send = message => process.send(message);
    if (kind === 'late') { send({ id, progress: 'half' }); soon.push(() => send({ id, value: 'late' })); }
    if (kind === 'soon') { send({ id, value: 'soon' }); soon.splice(0).forEach(each => each()); }
    if (kind === 'wrong') send({ id, error: 'that is wrong' });
    if (kind === 'tell') { send({ told: 'one' }); send({ told: 'two' }); send({ id, value: null }); }
    if (kind === 'die') { console.error('out of memory'); process.exitCode = 3; process.disconnect(); }
});
`);
const started: { dispose(): void }[] = [];

function start(from = script) {
    const listener = { told: vi.fn<(news: string) => void>(), gone: vi.fn<(error: ProcessGone) => void>() };
    const forked = new ForkedProcess<Question, Answers, string>(from, 'answers', listener);
    started.push(forked);
    return { forked, ...listener };
}

afterEach(() => { started.splice(0).forEach(each => { each.dispose(); }); });
afterAll(() => { rmSync(folder, { recursive: true }); });

describe('a forked process', () => {
    test('answers each question where it was asked, in any order', async () => {
        const { forked } = start();
        const order: string[] = [];
        const late = forked.ask<'late'>({ kind: 'late' }, part => { order.push(part); }).then(value => order.push(value));
        await forked.ask<'soon'>({ kind: 'soon' }).then(value => order.push(value));
        await late;
        expect(order).toEqual(['half', 'soon', 'late']);
    });

    test('rejects with what went wrong, and lives on', async () => {
        const { forked } = start();
        await expect(forked.ask<'wrong'>({ kind: 'wrong' })).rejects.toThrow('that is wrong');
        expect(await forked.ask<'soon'>({ kind: 'soon' })).toBe('soon');
    });

    test('passes on what it is told without asking', async () => {
        const { forked, told } = start();
        await forked.ask<'tell'>({ kind: 'tell' });
        expect(told.mock.calls).toEqual([['one'], ['two']]);
    });

    test('tells once that it ended by itself, and all who wait', async () => {
        const { forked, gone } = start();
        await expect(forked.ask<'die'>({ kind: 'die' })).rejects.toThrow(/^The process that answers ended with code 3/);
        expect(gone).toHaveBeenCalledOnce();
        await expect(forked.ask<'soon'>({ kind: 'soon' })).rejects.toThrow(ProcessGone);
        expect(forked.isAlive).toBe(false);
    });

    test('tells nothing when it is closed as it was meant to be', async () => {
        const { forked, gone, told } = start();
        const waiting = forked.ask<'late'>({ kind: 'late' });
        forked.dispose();
        await expect(waiting).rejects.toThrow('The process that answers was closed.');
        expect([gone.mock.calls, told.mock.calls]).toEqual([[], []]);
    });

    test('tells that its script is missing', async () => {
        await expect(start(join(folder, 'none.cjs')).forked.ask<'soon'>({ kind: 'soon' })).rejects.toThrow(/^The process that answers ended with code 1/);
    });
});
