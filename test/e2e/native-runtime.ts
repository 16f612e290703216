import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';

const runtime = resolve('node_modules/onnxruntime-node');

export const hasRuntime = existsSync(runtime);

/** Puts the native package beside the installed extension, as those for one platform bring it. */
export function bringRuntime(home: string): void {
    const extensions = join(home, 'extensions');
    const [extension = ''] = readdirSync(extensions).filter(name => name.includes('rasp'));
    const modules = join(extensions, extension, 'node_modules');
    mkdirSync(modules, { recursive: true });
    if (!existsSync(join(modules, 'onnxruntime-node'))) {
        symlinkSync(runtime, join(modules, 'onnxruntime-node'));
    }
}
