import { chromium, type Page } from 'playwright-core';
import { build, type BuildOptions } from 'esbuild';
import { defaultTheme } from './theme-colours.ts';
import type { ThemeName } from './theme-colours.ts';

const nonce = 'c2VjcmV0';
/** That of a panel: no inline script, no inline style, no network. */
const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; img-src blob:`;

/** What runs in a panel, in a browser of its own. */
export interface PanelPage {
    readonly page: Page;
    /** What the page has complained about: errors, and what its content policy refused. */
    readonly complaints: string[];
    close(): Promise<void>;
}

export interface PanelPageOptions {
    /** What is bundled. */
    readonly bundle: BuildOptions;
    readonly theme: ThemeName;
    readonly size: { readonly width: number; readonly height: number };
    /** Pixels of the screen for each of the page; 1 unless told. */
    readonly sharpness?: number;
    /** A script that runs before the bundle. */
    readonly before?: string;
    readonly body?: string;
    readonly style?: string;
}

/** Opens a page with a bundled script in it, under a panel's policy and in a theme's colours. */
export async function openPanelPage(executablePath: string, { bundle, theme, size, sharpness = 1, before = '', body = '', style = '' }: PanelPageOptions): Promise<PanelPage> {
    const { outputFiles = [] } = await build({ ...bundle, bundle: true, write: false, outdir: 'unused', format: 'iife', target: 'es2022', minify: true });
    const ending = (name: string): string => outputFiles.find(({ path }) => path.endsWith(name))?.text ?? '';
    // As root Chromium has no sandbox to run in.
    const browser = await chromium.launch({ executablePath, headless: true, args: [...process.getuid?.() === 0 ? ['--no-sandbox'] : [], '--disable-gpu'] });
    const context = await browser.newContext({ viewport: size, deviceScaleFactor: sharpness, forcedColors: theme === 'forced' ? 'active' : 'none' });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', error => complaints.push(error.stack ?? error.message));
    page.on('console', message => { if (['error', 'warning'].includes(message.type())) { complaints.push(message.text()); } });
    const script = (text: string): string => `<script nonce="${nonce}">${text.replaceAll('</script', '<\\/script')}</script>`;
    await page.setContent(`<!DOCTYPE html><html lang="en"><head><meta charset="UTF-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
<style nonce="${nonce}">:root { ${defaultTheme(theme)} } ${style}</style><style nonce="${nonce}">${ending('.css')}</style></head>
<body class="${theme === 'forced' ? '' : `vscode-${theme}`}">${body}${script(before)}${script(ending('.js'))}</body></html>`);
    return { page, complaints, close: () => browser.close() };
}
