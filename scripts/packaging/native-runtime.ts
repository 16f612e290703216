import { copyFile, mkdir, readFile, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { NativePlatform } from '../../transformer/runtime/native-platforms.ts';

/** The binaries that onnxruntime-node brings for one platform. */
interface Binaries {
  /** What runs models on the CPU and, through WebGPU, on a GPU. */
  readonly needed: readonly string[];
  /** What only other execution providers load, and what is there twice. */
  readonly spared: readonly string[];
}

// Dawn loads dxcompiler.dll and dxil.dll when it opens Direct3D 12; DirectML.dll is loaded on first use of its own provider.
const windows: Binaries = { needed: ['dxcompiler.dll', 'dxil.dll', 'onnxruntime.dll', 'onnxruntime_binding.node'], spared: ['DirectML.dll'] };
const linux: Binaries = { needed: ['libonnxruntime.so.1', 'onnxruntime_binding.node'], spared: [] };
const binaries: Readonly<Record<NativePlatform, Binaries>> = {
  'linux-x64': linux,
  'linux-arm64': linux,
  // The binding asks for the name without the minor version; npm has made a second file of what was a link.
  'darwin-arm64': { needed: ['libonnxruntime.1.dylib', 'onnxruntime_binding.node'], spared: ['libonnxruntime.1.30.0.dylib'] },
  'win32-x64': windows,
  'win32-arm64': windows,
};

/**
 * Copies onnxruntime-node, with the binaries of one platform alone, to where a script in `dist` finds it.
 * @param modules the node_modules folder that it is taken from
 * @throws Error when the package is not there, of another version, or holds other files than are known here
 */
export async function copyNativeRuntime(modules: string, version: string, platform: NativePlatform, dist: string): Promise<void> {
  const source = join(modules, 'onnxruntime-node');
  const found = await versionOf(source);
  if (found !== version) {
    throw new Error(`onnxruntime-node: expected ${version} in ${modules}, found ${found ?? 'none'}. Run "npm ci", with ONNXRUNTIME_NODE_INSTALL=skip where npm is older than 11.19.`);
  }
  const folder = join('bin', 'napi-v6', ...platform.split('-'));
  const { needed, spared } = binaries[platform];
  const known = [...needed, ...spared].sort();
  const there = (await readdir(join(source, folder))).sort();
  if (known.join() !== there.join()) {
    throw new Error(`onnxruntime-node ${version} for ${platform}: expected ${known.join(', ')}; found ${there.join(', ')}. Say in scripts/packaging/native-runtime.ts which of them are needed.`);
  }
  const scripts = await scriptsIn(join(source, 'dist'));
  const target = join(dist, 'node_modules', 'onnxruntime-node');
  await copyFiles(source, ['package.json', ...scripts.map((name) => join('dist', name)), ...needed.map((name) => join(folder, name))], target);
  // The package leaves out what copies of it must have: its licence, and those of what is built into it.
  const licenses = { 'onnxruntime-license.txt': 'LICENSE', 'onnxruntime-notices.txt': 'ThirdPartyNotices.txt', ...needed.includes('dxcompiler.dll') ? { 'dxc-license.txt': 'LICENSE-DirectXShaderCompiler.txt' } : {} };
  for (const [file, name] of Object.entries(licenses)) {
    await copyFile(join(import.meta.dirname, file), join(target, name));
  }
  await copyCommon(join(modules, 'onnxruntime-common'), join(dist, 'node_modules', 'onnxruntime-common'));
}

/** What the package shares with onnxruntime for browsers; its scripts alone. */
async function copyCommon(source: string, target: string): Promise<void> {
  const scripts = await scriptsIn(join(source, 'dist', 'cjs'));
  await copyFiles(source, ['package.json', ...['package.json', ...scripts].map((name) => join('dist', 'cjs', name))], target);
}

async function scriptsIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.js'));
}

async function copyFiles(source: string, files: readonly string[], target: string): Promise<void> {
  for (const file of files) {
    await mkdir(dirname(join(target, file)), { recursive: true });
    await copyFile(join(source, file), join(target, file));
  }
}

async function versionOf(folder: string): Promise<string | undefined> {
  const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as { readonly version?: string }).version;
}
