/** `npm run build`: generates what the grammar gives, then bundles client, server and command line into dist/. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { build } from 'esbuild';
import { bundleOptions } from './bundle-options.ts';

const isDevelopment = process.argv.includes('--dev');
const shared = isDevelopment ? { ...bundleOptions, minify: false, sourcemap: true } : bundleOptions;

function run(script: string, ...args: string[]): void {
    execFileSync(process.execPath, [script, ...args], { stdio: 'inherit' });
}

run('node_modules/langium-cli/bin/langium.js', 'generate');
run('scripts/generate-textmate.ts');

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist', { recursive: true });

await Promise.all([
    build({ ...shared, entryPoints: ['client/extension.ts'], outfile: 'dist/extension.cjs', external: ['vscode'] }),
    build({ ...shared, entryPoints: ['server/node.ts'], outfile: 'dist/server.cjs' }),
    build({ ...shared, entryPoints: ['cli/start.ts'], outfile: 'dist/cli.cjs', banner: { js: '#!/usr/bin/env node' } }),
    build({ ...shared, entryPoints: ['cli/main.ts'], outfile: 'dist/cli-main.cjs' }),
    // The language alone, for programs and pages of others: no Node in it.
    build({ ...shared, entryPoints: ['language/index.ts'], outfile: 'dist/language.mjs', platform: 'neutral', mainFields: ['module', 'main'], format: 'esm', target: 'es2022' })
]);
