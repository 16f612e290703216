import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What a finished command left behind. */
export interface Finished {
  readonly code: number;
  /** stdout and stderr in the order in which they came. */
  readonly output: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** A `.cmd` file (Windows) can only be started through the shell. */
  readonly shell?: boolean;
}

/** Runs a command to its end and keeps what it wrote. A command that cannot be started counts as code 127. */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  return new Promise((resolve) => {
    // Node does not quote for the shell, and paths may hold spaces.
    const quote = (part: string): string => (options.shell ? `"${part}"` : part);
    const child = spawn(quote(command), args.map(quote), { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => resolve({ code: 127, output: `${output}${error.message}` }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** The first of `names` that can be run from a folder of the PATH, as a full path. */
export function findOnPath(names: readonly string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isRunnable);
}

/** Whether `path` is there and may be run. */
export function isRunnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Whether a process of that id is alive; a negative id asks for a process group. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there, but is someone else's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * The environment without what npm, vitest or a surrounding VS Code put there. A `VSCODE_IPC_HOOK_CLI`, say, would make
 * code-server hand the request to the editor around this terminal rather than start.
 */
export function cleanEnvironment(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const foreign = /^(npm_(?!config_(registry|proxy|https_proxy|noproxy|cafile|userconfig)$)|VSCODE_|CODE_SERVER_|VITEST|ELECTRON_|NODE_OPTIONS$|NODE_ENV$|PORT$|PASSWORD$|HASHED_PASSWORD$)/i;
  const kept = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  return { ...Object.fromEntries(kept), ...extra };
}

/** Waits for that many milliseconds. A process that has nothing else to do ends without waiting for an `idle` pause. */
export function pause(milliseconds: number, idle = false): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    if (idle) timer.unref();
  });
}
