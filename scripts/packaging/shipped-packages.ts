import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { BuildOptions } from 'esbuild';
import { browserOptions, bundleOptions } from '../bundle-options.ts';

/** A package of others of which something is in what we ship. */
export interface ShippedPackage {
    readonly name: string;
    readonly version: string;
    readonly licence: string;
    /** Where its source is. */
    readonly source: string;
    /** What it is shipped in. */
    readonly where: readonly string[];
    /** The text of its licence. */
    readonly text: string;
}

interface Bundles {
    readonly where: string;
    readonly entries: readonly string[];
    readonly options: BuildOptions;
}

const models = ['transformer/runtime/worker-main.ts', 'transformer/runtime/training-main.ts'];

/** What is bundled, and what for. A test compares the entries with the processes of docs/architecture.md. */
export const bundles: readonly Bundles[] = [
    { where: 'extension', options: bundleOptions, entries: ['client/desktop.ts', 'client/models.ts', 'server/node.ts', 'server/model-process/main.ts', 'server/training-process/main.ts', ...models] },
    { where: 'extension', options: browserOptions, entries: ['client/browser.ts', 'server/browser.ts', 'client/views/flow/flow-page.ts', 'client/views/compile/compile-page.ts', 'client/views/train/train-page.ts'] },
    { where: 'command', options: bundleOptions, entries: ['cli/start.ts', 'cli/main.ts', 'cli/models.ts', 'server/node.ts', ...models] },
    { where: 'library', options: { ...bundleOptions, platform: 'neutral', mainFields: ['module', 'main'], format: 'esm' }, entries: ['language/index.ts'] }
];

/** What is copied as it is. */
const copied: Readonly<Record<string, string>> = {
    '@resvg/resvg-wasm': 'command', 'dejavu-fonts-ttf': 'command',
    'onnxruntime-node': 'extension for a platform', 'onnxruntime-common': 'extension for a platform'
};

/** Licences of packages that leave theirs out, or tell it in a file only. */
const told: Readonly<Record<string, { readonly licence?: string; readonly text?: string; readonly file?: string }>> = {
    '@resvg/resvg-wasm': { text: 'Copyright (c) 2021-present, yisibl. Subject to the Mozilla Public License, version 2.0, which is at https://mozilla.org/MPL/2.0/. It is passed on unchanged; its source is at the address above.' },
    'dejavu-fonts-ttf': { licence: 'Bitstream-Vera' },
    'onnxruntime-node': { file: 'scripts/packaging/onnxruntime-license.txt' },
    'onnxruntime-common': { file: 'scripts/packaging/onnxruntime-license.txt' }
};

/**
 * Finds what we ship of others, by bundling it and looking what came in.
 * @throws Error when a package has no licence that is known here
 */
export async function shippedPackages(): Promise<ShippedPackage[]> {
    const where = new Map<string, Set<string>>();
    const add = (folder: string, place: string): void => { where.set(folder, (where.get(folder) ?? new Set()).add(place)); };
    for (const { where: place, entries, options } of bundles) {
        const { metafile } = await build({ ...options, entryPoints: [...entries], external: ['vscode', 'onnxruntime-node'], metafile: true, write: false, outdir: 'out' });
        for (const [file, { bytesInOutput }] of Object.values(metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs))) {
            const [folder] = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? [];
            if (folder !== undefined && bytesInOutput > 0) {
                add(folder, place);
            }
        }
    }
    Object.entries(copied).forEach(([name, place]) => { add(join('node_modules', name), place); });
    const found = [...where].map(([folder, places]) => packageAt(folder, [...places].sort()));
    return found.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1));
}

function packageAt(folder: string, where: readonly string[]): ShippedPackage {
    const { name, version, license, repository } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly name: string; readonly version: string; readonly license?: string; readonly repository?: string | { readonly url: string } };
    const { licence = license, text, file = licenceFile(folder) } = told[name] ?? {};
    if (licence === undefined || (text === undefined && file === undefined)) {
        throw new Error(`${name} ${version}: no licence is known. Say in scripts/packaging/shipped-packages.ts which it is.`);
    }
    const address = typeof repository === 'string' ? repository : repository?.url ?? '';
    return { name, version, licence, source: webAddress(address), where, text: text ?? readFileSync(file ?? '', 'utf8') };
}

function licenceFile(folder: string): string | undefined {
    const file = existsSync(folder) ? readdirSync(folder).find((name) => /^(?:licen[cs]e|copying)(?:\.(?:md|txt))?$/i.test(name)) : undefined;
    return file === undefined ? undefined : join(folder, file);
}

/** A repository as a browser opens it. */
function webAddress(repository: string): string {
    const plain = repository.replace(/^git\+/, '').replace(/^(?:ssh:\/\/)?git@([^:/]+)[:/]/, 'https://$1/').replace(/^git:/, 'https:').replace(/\.git$/, '');
    return plain === '' || plain.includes('://') ? plain : `https://github.com/${plain.replace(/^github:/, '')}`;
}
