import { copyFile, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { NativePlatform } from '../../transformer/runtime/native-platforms.ts';
import { run } from '../workbench/processes.ts';
import { copyNativeRuntime } from './native-runtime.ts';

/**
 * Packs the extension as it is built in `root`: for all platforms, without anything native, or for one, with the native
 * runtime. It is packed in a folder of its own, so `root` stays as it is.
 * @returns the size of the file in bytes
 * @throws Error that says what is missing
 */
export async function makeVsix(root: string, file: string, platform?: NativePlatform): Promise<number> {
  const staging = await mkdtemp(join(tmpdir(), 'rasp-vsix-'));
  try {
    for (const name of await packedFiles(root)) {
      await mkdir(dirname(join(staging, name)), { recursive: true });
      await copyFile(join(root, name), join(staging, name));
    }
    // Everything that was copied is packed.
    await writeFile(join(staging, '.vscodeignore'), '');
    if (platform !== undefined) {
      const { optionalDependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { readonly optionalDependencies: Readonly<Record<string, string>> };
      await copyNativeRuntime(join(root, 'node_modules'), optionalDependencies['onnxruntime-node'] ?? '', platform, join(staging, 'dist'));
    }
    await vsce(root, staging, 'package', '--no-dependencies', '--no-rewrite-relative-links', '--allow-missing-repository', ...(platform === undefined ? [] : ['--target', platform]), '--out', file);
    return (await stat(file)).size;
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** What .vscodeignore lets in. */
async function packedFiles(root: string): Promise<string[]> {
  const output = await vsce(root, root, 'ls', '--no-dependencies');
  const names = output.split('\n').filter((line) => line !== '');
  const missing = ['dist/extension.cjs', 'dist/extension-models.cjs', 'dist/extension-shared.cjs', 'dist/server.cjs', 'dist/model-process.cjs', 'dist/training-process.cjs', 'dist/training-worker.cjs', 'dist/transformer-worker.cjs'].filter((name) => !names.includes(name));
  if (missing.length > 0) throw new Error(`${missing.join(', ')}: not there. Run "npm run build" first.`);
  return names;
}

async function vsce(root: string, cwd: string, ...args: string[]): Promise<string> {
  const { code, output } = await run(process.execPath, [join(root, 'node_modules', '@vscode', 'vsce', 'vsce'), ...args], { cwd });
  if (code !== 0) throw new Error(`vsce ${args[0]} ended with ${code}:\n${output.trim()}`);
  return output;
}
