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
