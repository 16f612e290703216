import { fork as forked } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { onnxOf } from '../../../transformer/onnx/onnx-of';
import { ModelRuntime } from '../../../transformer/runtime/model-runtime';
import { widthsOf } from '../../../transformer/runtime/padded-batches';
import { TrainingDriver } from '../../../transformer/runtime/training-driver';
import type { Fork } from '../../../transformer/runtime/worker-process';
import { randomModel } from '../tiny-models';
import { builtWorker } from './built-worker';
import { tinyJob } from './training-jobs';

let home = '';
beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'rasp-home-'));
    mkdirSync(join(home, 'cwd'));
});
afterEach(() => { rmSync(home, { recursive: true, force: true }); });

/** Not the variables of this process: those of a build server, for one, make the package quiet anyway. */
const fork: Fork = (script, args, options) => forked(script, args, {
    ...options, env: { HOME: home, XDG_CACHE_HOME: join(home, 'cache'), TMPDIR: home, PATH: '' }, cwd: join(home, 'cwd')
});

/** What a process holds open: sockets of the network, and files that it may write. */
function openIn(pid: number): string[] {
    const table = ['tcp', 'tcp6', 'udp', 'udp6'].map(name => readFileSync(`/proc/${pid}/net/${name}`, 'utf8')).join('');
    const inodes = new Set([...table.matchAll(/^\s*\d+:(?:\s+\S+){8}\s+(\d+)/gm)].map(([, inode]) => inode));
    return readdirSync(`/proc/${pid}/fd`).flatMap(fd => {
        const target = linkOf(`/proc/${pid}/fd/${fd}`);
        const inode = /^socket:\[(\d+)\]$/.exec(target)?.[1];
        const access = Number(/flags:\s*0*([0-7]+)/.exec(readFileSync(`/proc/${pid}/fdinfo/${fd}`, 'utf8'))?.[1] ?? 0) % 4;
        const isWritten = target.startsWith('/') && target !== '/dev/null' && access !== 0;
        return (inode !== undefined && inodes.has(inode)) || isWritten ? [target] : [];
    });
}

function linkOf(path: string): string {
    try {
        return readlinkSync(path);
    } catch {
        return '';
    }
}

describe.runIf(existsSync('node_modules/onnxruntime-node') && process.platform === 'linux')('no connection is opened and no file is written', () => {
    // Its makers build onnxruntime so that it keeps a database of what was run, and sends it away.
    test('by loading and running a model', async () => {
        const runtime = new ModelRuntime(fork, await builtWorker());
        const model = randomModel(4);
        const loaded = await runtime.load({ onnx: onnxOf(model), widths: widthsOf(model.transformer) }, 'cpu');
        await loaded.run([Int32Array.of(0, 1, 2)], { attention: true });
        const { pid = 0 } = runtime;
        expect(openIn(pid)).toEqual([]);
        runtime.close();
        expect(readdirSync(home, { recursive: true })).toEqual(['cwd']);
    });

    test('by training one without a folder', async () => {
        const driver = new TrainingDriver(fork, await builtWorker(undefined, 'training-main'));
        const training = await driver.open({ job: tinyJob(), device: 'cpu' });
        expect(await training.train()).toMatchObject({ kind: 'ended' });
        expect(openIn(driver.pid ?? 0)).toEqual([]);
        driver.close();
        expect(readdirSync(home, { recursive: true })).toEqual(['cwd']);
    });
});
