import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleCommand } from '../../scripts/bundle-command';
import { bundleOptions } from '../../scripts/bundle-options';
import { typescriptIn } from './source-files';

const shipped = typescriptIn('language', 'transformer', 'files', 'server', 'cli', 'client');

describe('what is shipped', () => {
    it('imports nothing that speaks to the network', () => {
        const modules = /from '(?:node:)?(?:http|https|http2|net|tls|dgram|dns)(?:\/promises)?'/;
        expect(shipped.filter(file => modules.test(readFileSync(file, 'utf8')))).toEqual([]);
    });

    it('calls nothing that speaks to the network', () => {
        const calls = /(?<![.\w#])(?:fetch\(|new (?:XMLHttpRequest|WebSocket|EventSource|RTCPeerConnection)\b|importScripts\()|navigator\.sendBeacon/;
        const method = /^\s*(?:private |protected )?(?:async )?fetch\(/;
        expect(shipped.flatMap(file => readFileSync(file, 'utf8').split('\n').filter(line => calls.test(line) && !method.test(line)).map(line => `${file}: ${line.trim()}`))).toEqual([]);
    });
});

/** Runs a command without any network: in a name space that has none. */
const cut = ['--user', '--map-root-user', '--net'];
const canCut = process.platform === 'linux' && spawnSync('unshare', [...cut, 'true']).status === 0;

describe.runIf(canCut)('without a network', () => {
    const folder = mkdtempSync(join(tmpdir(), 'rasp-no-network-'));
    const run = (...args: readonly string[]): string => execFileSync('unshare', [...cut, process.execPath, join(folder, 'cli.cjs'), ...args], { cwd: folder, encoding: 'utf8' });

    beforeAll(async () => {
        await bundleCommand(folder, bundleOptions);
        copyFileSync('examples/paper_examples.rasp', join(folder, 'p.rasp'));
    }, 60_000);
    afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

    it('programs run', () => {
        expect(run('run', 'p.rasp', 'reverse', '--input', 'abc')).toMatch(/^reverse\("abc"\) = \[c, b, a\]/);
    });

    it('s-ops are compiled, and models run', () => {
        run('compile', 'p.rasp', 'reverse', '--alphabet', 'abc', '--max-length', '4', '-o', 'm');
        expect(run('apply', 'm', '--input', 'cab')).toMatch(/^reverse\("cab"\) = \[b, a, c\]/);
    });
});
