import { chromium, type Browser, type Page } from 'playwright-core';
import { build } from 'esbuild';
import { defaultTheme } from './theme-colours.ts';
import type { ThemeName } from './theme-colours.ts';

const nonce = 'c2VjcmV0';
/** As strict as that of a panel: no inline script, no inline style, no network. */
const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'`;

export interface AttentionPage {
    readonly page: Page;
    /** What the page has complained about: errors, and what its content policy refused. */
    readonly complaints: string[];
    close(): Promise<void>;
}

/** A page with the attention views in it, as `rasp`, and an empty `#root`. */
export async function openAttentionPage(executablePath: string, theme: ThemeName, size = { width: 900, height: 900 }): Promise<AttentionPage> {
    const { script, style } = await bundle();
    // As root Chromium has no sandbox to run in.
    const browser: Browser = await chromium.launch({ executablePath, headless: true, args: [...process.getuid?.() === 0 ? ['--no-sandbox'] : [], '--disable-gpu'] });
    const context = await browser.newContext({ viewport: size, deviceScaleFactor: 2, forcedColors: theme === 'forced' ? 'active' : 'none' });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', error => complaints.push(error.message));
    page.on('console', message => { if (['error', 'warning'].includes(message.type())) { complaints.push(message.text()); } });
    await page.setContent(`<!DOCTYPE html><html lang="en"><head><meta charset="UTF-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
<style nonce="${nonce}">:root { ${defaultTheme(theme)} } body { margin: 12px; background: var(--vscode-editor-background, Canvas); }</style><style nonce="${nonce}">${style}</style></head>
<body class="${theme === 'forced' ? '' : `vscode-${theme}`}"><div id="root"></div><script nonce="${nonce}">${script.replaceAll('</script', '<\\/script')}</script></body></html>`);
    return { page, complaints, close: () => browser.close() };
}

async function bundle(): Promise<{ readonly script: string; readonly style: string }> {
    const views = './client/views/attention';
    const { outputFiles } = await build({
        stdin: {
            contents: `export { AttentionMatrix } from '${views}/attention-matrix'; export { AttentionGrid } from '${views}/attention-grid'; export { denseSource, selectorSource } from './language/drawing/attention-source';`,
            resolveDir: '.', loader: 'ts'
        },
        bundle: true, write: false, outdir: 'unused', format: 'iife', globalName: 'rasp', target: 'es2022', minify: true
    });
    const ending = (name: string): string => outputFiles.find(({ path }) => path.endsWith(name))?.text ?? '';
    return { script: ending('.js'), style: ending('.css') };
}
