import type { BuildOptions } from 'esbuild';
import { bundleSharing } from './bundle-sharing.ts';

/**
 * Bundles what the extension runs in processes of its own into a folder: `server.cjs`, the language server,
 * `model-process.cjs`, which compiles and runs models, `training-process.cjs`, which looks after trainings, and
 * `training-worker.cjs`, which trains, for the command too. What several of them hold, the language above all, is in
 * the folder `shared` alone.
 */
export async function bundleServer(folder: string, options: BuildOptions): Promise<void> {
    await bundleSharing(folder, {
        ...options,
        entryPoints: {
            'server': 'server/node.ts', 'model-process': 'server/model-process/main.ts',
            'training-process': 'server/training-process/main.ts', 'training-worker': 'transformer/runtime/training-main.ts'
        },
        chunkNames: 'shared/[hash]',
        // The native package is found beside it, or is missing.
        external: ['onnxruntime-node']
    });
}
