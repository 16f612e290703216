/** `npm run package`: makes the extension's .vsix files in dist/, each within its budget. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { isNativePlatform, nativePlatforms, platformVsix } from '../transformer/runtime/native-platforms.ts';
import type { NativePlatform } from '../transformer/runtime/native-platforms.ts';
import { makeVsix } from './packaging/make-vsix.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

const help = `npm run package -- [OPTIONS]

Makes dist/rasp.vsix, which runs on all platforms and holds nothing native.

  --target PLATFORM  instead the one with the native runtime for PLATFORM, as dist/rasp-PLATFORM.vsix; may be repeated
                     (${nativePlatforms.join(', ')})
  --all              all of them
  --here             what this machine runs best, as dist/rasp-here.vsix: with the native runtime where npm has brought it
  --help             this text`;

async function main(): Promise<void> {
  const { platforms, name: only } = readWanted();
  const budgets = JSON.parse(readFileSync(join(root, 'bench', 'budgets.json'), 'utf8')) as Readonly<Record<string, number>>;
  const over: string[] = [];
  for (const platform of platforms) {
    const name = only ?? (platform === undefined ? 'rasp.vsix' : platformVsix(platform));
    const kilobytes = await makeVsix(root, join(root, 'dist', name), platform) / 1_000;
    const most = budgets[platform === undefined ? 'vsix, KB' : `vsix for ${platform}, KB`] ?? 0;
    console.log(`dist/${name}  ${inKilobytes(kilobytes)} of at most ${inKilobytes(most)}`);
    if (kilobytes > most) over.push(`dist/${name}`);
  }
  if (over.length > 0) throw new Error(`${over.join(', ')}: larger than the budget in bench/budgets.json.`);
}

interface Wanted {
  /** Undefined stands for all in one. */
  readonly platforms: readonly (NativePlatform | undefined)[];
  /** The file's name, where it does not follow from the platform. */
  readonly name?: string;
}

function readWanted(): Wanted {
  const { values } = parseArgs({ options: { target: { type: 'string', multiple: true }, all: { type: 'boolean' }, here: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } });
  if (values.help) {
    console.log(help);
    return { platforms: [] };
  }
  if (values.all) return { platforms: [undefined, ...nativePlatforms] };
  if (values.here) return { platforms: [nativeHere()], name: 'rasp-here.vsix' };
  const targets = values.target ?? [];
  const unknown = targets.find((name) => !isNativePlatform(name));
  if (unknown !== undefined) throw new Error(`--target ${unknown}: expected one of ${nativePlatforms.join(', ')}.`);
  return { platforms: targets.length === 0 ? [undefined] : targets.filter(isNativePlatform) };
}

/** This machine's platform, where the native runtime for it is there. */
function nativeHere(): NativePlatform | undefined {
  const here = `${process.platform}-${process.arch}`;
  return isNativePlatform(here) && existsSync(join(root, 'node_modules', 'onnxruntime-node')) ? here : undefined;
}

function inKilobytes(size: number): string {
  return `${Math.round(size).toLocaleString('en-US')} KB`;
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
