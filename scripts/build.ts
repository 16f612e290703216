/** `npm run build`: generates what the grammar gives, then bundles client, server and command line into dist/. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { bundleClient } from './bundle-client.ts';
import { bundleCommand } from './bundle-command.ts';
import { browserOptions, bundleOptions } from './bundle-options.ts';
import { bundleServer } from './bundle-server.ts';

const isDevelopment = process.argv.includes('--dev');
const debugging = isDevelopment ? { minify: false, sourcemap: true } : {};
const shared = { ...bundleOptions, ...debugging };
const inBrowser = { ...browserOptions, ...debugging };

function run(script: string, ...args: string[]): void {
    execFileSync(process.execPath, [script, ...args], { stdio: 'inherit' });
}

/** Makes the generated grammar load itself by the room's own function: Langium's brings its whole document handling along. */
function lightenGrammar(file: string): void {
    const text = readFileSync(file, 'utf8');
    const light = text.replace("import { loadGrammarFromJson } from 'langium';", "import { loadGrammarFromJson } from '../load-grammar.js';");
    if (light === text) {
        throw new Error(`${file} no longer imports loadGrammarFromJson from langium: correct lightenGrammar of scripts/build.ts.`);
    }
    writeFileSync(file, light);
}

run('node_modules/langium-cli/bin/langium.js', 'generate');
lightenGrammar('language/syntax/generated/grammar.ts');
run('scripts/generate-textmate.ts');

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist', { recursive: true });

await Promise.all([
    bundleClient('dist', shared),
    build({ ...inBrowser, entryPoints: ['client/browser.ts'], outfile: 'dist/extension-browser.js', external: ['vscode'] }),
    bundleServer('dist', shared),
    build({ ...inBrowser, format: 'iife', entryPoints: ['server/browser.ts'], outfile: 'dist/server-browser.js' }),
    // What runs inside panels, each page a script and a style sheet; what pages have in common is in scripts of its own.
    build({ ...inBrowser, format: 'esm', splitting: true, chunkNames: 'shared-[hash]', entryPoints: { flow: 'client/views/flow/flow-page.ts', compile: 'client/views/compile/compile-page.ts', train: 'client/views/train/train-page.ts' }, outdir: 'dist/views' }),
    bundleCommand('dist', shared),
    // The language alone, for programs and pages of others: no Node in it.
    build({ ...shared, entryPoints: ['language/index.ts'], outfile: 'dist/language.mjs', platform: 'neutral', mainFields: ['module', 'main'], format: 'esm', target: 'es2022' })
]);
