import { chromium, type Browser, type BrowserContext } from 'playwright-core';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findOnPath, isRunnable } from '../../scripts/workbench/processes.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge', 'microsoft-edge-stable', 'msedge'];

const macPaths = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

/** What a browser test says when it is skipped. */
export const noBrowser = 'no Chromium/Chrome/Edge found: the browser part did not run';

/** The program file of a Chromium, Chrome or Edge: the one RASP_BROWSER names, else one on the PATH, else a usual place on a Mac. */
export function findBrowser(): string | undefined {
  const named = process.env.RASP_BROWSER;
  if (named !== undefined && named !== '') {
    if (!isRunnable(named)) throw new Error(`RASP_BROWSER names ${named}, which is not a program.`);
    return named;
  }
  return findOnPath(names) ?? (process.platform === 'darwin' ? macPaths.find(isRunnable) : undefined);
}

// As root Chromium has no sandbox to run in; the rest keeps it quiet and off the network.
const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const quietArgs = [...sandbox, '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** Starts a browser without a window. */
export function launch(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, headless: true, args: quietArgs });
}

/** Starts one that lets frames of another origin keep data, as webviews without a server need. Without a profile Chromium never does. */
export async function launchWithProfile(executablePath: string, profile: string, viewport: { readonly width: number; readonly height: number }): Promise<BrowserContext> {
  await mkdir(join(profile, 'Default'), { recursive: true });
  await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify({ profile: { cookie_controls_mode: 0, block_third_party_cookies: false } }));
  return chromium.launchPersistentContext(profile, { executablePath, headless: true, args: quietArgs, viewport });
}
