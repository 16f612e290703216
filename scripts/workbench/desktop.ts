import { join } from 'node:path';
import { quietSettings, writeSettings } from './code-server.ts';
import { cleanEnvironment, findOnPath, run } from './processes.ts';

/** The `code` command of a desktop VS Code that could show a window here. */
export function findDesktop(): string | undefined {
  const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY);
  return hasDisplay ? findOnPath([process.platform === 'win32' ? 'code.cmd' : 'code']) : undefined;
}

/** Opens `folder` (and `file`) in desktop VS Code with the extension, under a profile of its own in `home`. */
export async function openInDesktop(code: string, home: string, vsix: string, folder: string, file?: string): Promise<void> {
  await writeSettings(home, quietSettings);
  const own = ['--user-data-dir', join(home, 'user-data'), '--extensions-dir', join(home, 'extensions')];
  const options = { env: cleanEnvironment(), shell: process.platform === 'win32' };
  for (const args of [['--install-extension', vsix, '--force'], ['--new-window', folder, ...(file === undefined ? [] : [file])]]) {
    const { code: status, output } = await run(code, [...own, ...args], options);
    if (status !== 0) throw new Error(`"code ${args[0]}" ended with ${status}: ${output.trim()}`);
  }
}
