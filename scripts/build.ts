/** `npm run build`: generates what the grammar gives, then bundles client, server and command line into dist/. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { build } from 'esbuild';
import type { BuildOptions } from 'esbuild';

const development = process.argv.includes('--dev');

function run(script: string, ...args: string[]): void {
    execFileSync(process.execPath, [script, ...args], { stdio: 'inherit' });
}

run('node_modules/langium-cli/bin/langium.js', 'generate');
run('scripts/generate-textmate.ts');

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist', { recursive: true });

const shared: BuildOptions = {
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    loader: { '.rasp': 'text' },
    minify: !development,
    keepNames: true,
    sourcemap: development,
    logLevel: 'warning',
    legalComments: 'none'
};

await Promise.all([
    build({ ...shared, entryPoints: ['client/extension.ts'], outfile: 'dist/extension.cjs', external: ['vscode'] }),
    build({ ...shared, entryPoints: ['server/node.ts'], outfile: 'dist/server.cjs' }),
    build({ ...shared, entryPoints: ['cli/main.ts'], outfile: 'dist/cli.cjs', banner: { js: '#!/usr/bin/env node' } })
]);
