import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cleanEnvironment, isAlive, pause, run } from './processes.ts';
import type { Tools } from './provision.ts';

/** VS Code settings by their names. */
export type Settings = Readonly<Record<string, unknown>>;

/** A quiet workbench: the editor and nothing that pops up by itself or calls elsewhere. */
export const quietSettings: Settings = {
  // In a browser VS Code saves by itself: the examples of this checkout would change while one tries things.
  'files.autoSave': 'off',
  'workbench.startupEditor': 'none',
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
};

/** A code-server that answers. */
export interface CodeServer {
  /** `http://127.0.0.1:PORT` */
  readonly address: string;
  readonly port: number;
  /** The leader of its process group. */
  readonly pid: number;
  /** Settles when the server has ended, by whatever cause. */
  readonly ended: Promise<void>;
  /** What the server wrote so far. */
  log(): string;
  /** Ends it and all processes it started. */
  stop(): Promise<void>;
}

/** Writes the user's settings under `home`, before the server starts. */
export async function writeSettings(home: string, settings: Settings): Promise<void> {
  const folder = join(home, 'user-data', 'User');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'settings.json'), JSON.stringify(settings, undefined, 2));
}

/** Installs an extension file under `home`. */
export async function installExtension(tools: Tools, home: string, vsix: string): Promise<void> {
  const args = [tools.codeServer, ...homeFlags(home), '--install-extension', vsix, '--force'];
  const { code, output } = await run(tools.node, args, { env: environment(home) });
  if (code !== 0 || /failed installing/i.test(output)) throw new Error(`${vsix} could not be installed:\n${output.trim()}`);
}

/** Starts code-server on 127.0.0.1 with everything it writes under `home`, and waits until it answers. */
export async function startCodeServer(tools: Tools, home: string, port?: number): Promise<CodeServer> {
  const chosen = port ?? (await freePort());
  const flags = ['--auth', 'none', '--bind-addr', `127.0.0.1:${chosen}`, '--disable-workspace-trust', '--disable-telemetry', '--disable-update-check'];
  const supervise = fileURLToPath(new URL('supervise.ts', import.meta.url));
  const child = spawn(tools.node, [supervise, tools.node, tools.codeServer, ...homeFlags(home), ...flags], {
    detached: true,
    env: environment(home),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', (error) => {
      chunks.push(error.message);
      resolve();
    });
  });
  const server: CodeServer = {
    address: `http://127.0.0.1:${chosen}`,
    port: chosen,
    pid: child.pid ?? 0,
    ended,
    log: () => chunks.join(''),
    stop: () => stopGroup(child, ended),
  };
  try {
    await waitUntilHealthy(server);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server;
}

/** The page that shows `folder`, and `file` in its editor. */
export function pageAddress(server: CodeServer, folder: string, file?: string): string {
  const query = new URLSearchParams({ folder });
  if (file !== undefined) {
    const path = file.split('/').map(encodeURIComponent).join('/');
    const uri = `vscode-remote://127.0.0.1:${server.port}${path}`;
    query.set('payload', JSON.stringify([['openFile', uri]]));
  }
  return `${server.address}/?${query.toString()}`;
}

/** A port on 127.0.0.1 that is free now: `wanted` or one of the 50 after it; without `wanted` any. */
export async function freePort(wanted?: number): Promise<number> {
  if (wanted === undefined) return (await listenOnce(0)) ?? 0;
  for (let port = wanted; port <= Math.min(wanted + 50, 65535); port += 1) {
    if ((await listenOnce(port)) !== undefined) return port;
  }
  throw new Error(`No free port on 127.0.0.1 from ${wanted} to ${wanted + 50}.`);
}

function listenOnce(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(undefined));
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : undefined));
    });
  });
}

function homeFlags(home: string): string[] {
  return ['--config', join(home, 'config.yaml'), '--user-data-dir', join(home, 'user-data'), '--extensions-dir', join(home, 'extensions')];
}

function environment(home: string): NodeJS.ProcessEnv {
  // No gallery: nothing asks an extension market place. And its logs stay out of the user's own folder.
  return cleanEnvironment({ EXTENSIONS_GALLERY: '{"serviceUrl":""}', XDG_DATA_HOME: join(home, 'share') });
}

async function waitUntilHealthy(server: CodeServer): Promise<void> {
  let gone = false;
  void server.ended.then(() => {
    gone = true;
  });
  const deadline = Date.now() + 40_000;
  while (Date.now() < deadline) {
    const healthy = await fetch(`${server.address}/healthz`).then((answer) => answer.ok, () => false);
    // A stranger may hold the port: then our own server ends, and its log says so.
    await pause(100);
    if (gone) throw new Error(`code-server ended at its start:\n${server.log().trim()}`);
    if (healthy) return;
  }
  throw new Error(`code-server did not answer on ${server.address} within 40 s:\n${server.log().trim()}`);
}

async function stopGroup(child: ChildProcess, ended: Promise<void>): Promise<void> {
  const { pid } = child;
  if (pid === undefined) return;
  child.stdin?.end();
  await Promise.race([ended, pause(4000, true)]);
  // The leader may have gone first (a crash): whatever is left of its group goes too.
  if (isAlive(-pid)) {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // It ended in between.
    }
  }
  await ended;
}
