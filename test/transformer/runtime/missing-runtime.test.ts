import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { missingRemedy, runtimePackage } from '../../../transformer/runtime/missing-runtime';

const root = mkdtempSync(join(tmpdir(), 'rasp-remedy-'));
afterAll(() => { rmSync(root, { recursive: true, force: true }); });
mkdirSync(join(root, 'project'));
writeFileSync(join(root, 'project/package.json'), '{}');

describe('where the native package is missing', () => {
    it.each([
        ['a clone', 'clone/dist/transformer-worker.cjs', `to have it: npm install ${runtimePackage} in ${join(root, 'clone')}`],
        ['a project', 'project/node_modules/rasp-vscode/dist/transformer-worker.cjs', `to have it: npm install ${runtimePackage} in ${join(root, 'project')}`],
        ['all projects', 'lib/node_modules/rasp-vscode/dist/transformer-worker.cjs', `to have it: npm install --global ${runtimePackage}`]
    ])('the command in %s says where to install it', (_, script, remedy) => {
        expect(missingRemedy({ user: 'command', script: join(root, script), platform: 'linux-x64' })).toBe(remedy);
    });
});
