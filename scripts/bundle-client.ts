import type { BuildOptions } from 'esbuild';
import { bundleSharing } from './bundle-sharing.ts';

/**
 * Bundles the extension as the desktop runs it into a folder: `extension.cjs`, which is loaded at activation, and
 * `extension-models.cjs`, which that one loads when something is compiled or trained for the first time. What both hold
 * is in `extension-shared.cjs` alone.
 */
export async function bundleClient(folder: string, options: BuildOptions): Promise<void> {
    await bundleSharing(folder, {
        ...options, entryPoints: { 'extension': 'client/desktop.ts', 'extension-models': 'client/models.ts' }, chunkNames: 'extension-shared', external: ['vscode']
        // VS Code gives `vscode` to what is required.
    }, 'require');
}
