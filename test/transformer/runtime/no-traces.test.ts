import { fork } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { onnxOf } from '../../../transformer/onnx/onnx-of';
import { ModelRuntime } from '../../../transformer/runtime/model-runtime';
import { widthsOf } from '../../../transformer/runtime/padded-batches';
import { randomModel } from '../tiny-models';
import { builtWorker } from './built-worker';

const home = mkdtempSync(join(tmpdir(), 'rasp-home-'));
afterAll(() => { rmSync(home, { recursive: true, force: true }); });

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

describe.runIf(existsSync('node_modules/onnxruntime-node') && process.platform === 'linux')('loading and running a model', () => {
    // Its makers build onnxruntime so that it keeps a database of what was run, and sends it away.
    test('opens no connection and writes no file', async () => {
        mkdirSync(join(home, 'cwd'));
        // Not the variables of this process: those of a build server, for one, make the package quiet anyway.
        const env = { HOME: home, XDG_CACHE_HOME: join(home, 'cache'), TMPDIR: home, PATH: '' };
        const runtime = new ModelRuntime((script, args, options) => fork(script, args, { ...options, env, cwd: join(home, 'cwd') }), await builtWorker());
        const model = randomModel(4);
        const loaded = await runtime.load({ onnx: onnxOf(model), widths: widthsOf(model.transformer) }, 'cpu');
        await loaded.run([Int32Array.of(0, 1, 2)], { attention: true });
        const { pid = 0 } = runtime;
        expect(openIn(pid)).toEqual([]);
        runtime.close();
        expect(readdirSync(home, { recursive: true })).toEqual(['cwd']);
    });
});
