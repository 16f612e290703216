import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { BlockAnswer } from '../../cli/batch-job';
import { WorkerPool } from '../../cli/worker-pool';
import type { WorkerStart } from '../../cli/worker-pool';
import { folderOf } from './capture';

const cwd = folderOf({
    'mortal.cjs': `const { parentPort } = require('node:worker_threads');
parentPort.on('message', ({ lines }) => {
    if (lines.includes('die')) { throw new Error('out of breath'); }
    if (lines.includes('leave')) { process.exit(3); }
    parentPort.postMessage({ text: lines.map(line => line + '\\n').join(''), lines: lines.length, failed: 0 });
});`,
    'stillborn.cjs': 'throw new Error("no start");'
});
const start: WorkerStart = { source: { label: '', uri: '', text: '' }, cwd, task: { names: [], selectors: false } };

async function answers(file: string, jobs: number, blocks: readonly (readonly string[])[]): Promise<{ given: BlockAnswer[]; told: string[] }> {
    const told: string[] = [];
    const pool = new WorkerPool(join(cwd, file), jobs, start, message => { told.push(message); });
    const given = await Promise.all(blocks.map(block => pool.answer(block)));
    await pool.close();
    return { given, told };
}

test('a worker that dies gives an error for its inputs, and the others go on', async () => {
    const { given, told } = await answers('mortal.cjs', 2, [['a', 'b'], ['c', 'die'], ['d'], ['leave'], ['e']]);
    expect(given.map(({ text }) => text)).toEqual([
        'a\nb\n',
        '{"error": "the worker that evaluated this input, with 1 others, died: out of breath"}\n'.repeat(2),
        'd\n',
        '{"error": "the worker that evaluated this input, with 0 others, died: it ended on its own"}\n',
        'e\n'
    ]);
    expect(given.map(({ failed }) => failed)).toEqual([0, 2, 0, 1, 0]);
    expect(told.sort()).toEqual([
        'a worker died (it ended on its own); 1 input has no result because of it',
        'a worker died (out of breath); 2 inputs have no result because of it'
    ]);
});

test('workers that all die are not started for ever', async () => {
    const { given, told } = await answers('stillborn.cjs', 2, [['a'], ['b'], ['c'], ['d'], ['e'], ['f'], ['g'], ['h']]);
    expect(given.every(({ text }) => text.includes('died'))).toBe(true);
    expect(told.at(-1)).toBe('all workers died, and no more are started');
});
