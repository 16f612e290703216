import { chromium, type Browser, type Page } from 'playwright-core';
import { build } from 'esbuild';
import type { ToHost, ToPage } from '../../client/panels/flow-messages.ts';
import { defaultTheme } from './theme-colours.ts';
import type { ThemeName } from './theme-colours.ts';

const nonce = 'c2VjcmV0';
/** The policy that the panel's host sets. */
const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; img-src blob:`;

/** What stands for VS Code inside the page. */
const stand = 'globalThis.told = []; globalThis.acquireVsCodeApi = () => ({ postMessage: message => { globalThis.told.push(message); }, getState: () => undefined, setState: () => undefined });';

declare const told: ToHost[];

export interface FlowPanelPage {
    readonly page: Page;
    /** What the page has complained about: errors, and what its content policy refused. */
    readonly complaints: string[];
    /** Tells the page something, as the host does. */
    tell(message: ToPage): Promise<void>;
    /** What the page has told its host. */
    told(): Promise<readonly ToHost[]>;
    close(): Promise<void>;
}

/** The page of the flow panel in a browser of its own. */
export async function openFlowPanelPage(executablePath: string, theme: ThemeName, size = { width: 1100, height: 900 }): Promise<FlowPanelPage> {
    const { outputFiles } = await build({ entryPoints: { flow: 'client/views/flow/flow-page.ts' }, bundle: true, write: false, outdir: 'unused', format: 'iife', target: 'es2022', minify: true });
    const ending = (name: string): string => outputFiles.find(({ path }) => path.endsWith(name))?.text ?? '';
    // As root Chromium has no sandbox to run in.
    const browser: Browser = await chromium.launch({ executablePath, headless: true, args: [...process.getuid?.() === 0 ? ['--no-sandbox'] : [], '--disable-gpu'] });
    const context = await browser.newContext({ viewport: size, forcedColors: theme === 'forced' ? 'active' : 'none' });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', error => complaints.push(error.stack ?? error.message));
    page.on('console', message => { if (['error', 'warning'].includes(message.type())) { complaints.push(message.text()); } });
    await page.setContent(`<!DOCTYPE html><html lang="en"><head><meta charset="UTF-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
<style nonce="${nonce}">:root { ${defaultTheme(theme)} }</style><style nonce="${nonce}">${ending('.css')}</style></head>
<body class="${theme === 'forced' ? '' : `vscode-${theme}`}"><script nonce="${nonce}">${stand}</script><script nonce="${nonce}">${ending('.js').replaceAll('</script', '<\\/script')}</script></body></html>`);
    return {
        page, complaints,
        tell: message => page.evaluate(data => { (globalThis as unknown as EventTarget).dispatchEvent(new MessageEvent('message', { data })); }, message),
        told: () => page.evaluate(() => told),
        close: () => browser.close()
    };
}
