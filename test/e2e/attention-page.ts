import { openPanelPage } from './panel-page.ts';
import type { PanelPage } from './panel-page.ts';
import type { ThemeName } from './theme-colours.ts';

const views = './client/views/attention';

/** A page with the attention views in it, as `rasp`, and an empty `#root`. */
export function openAttentionPage(executablePath: string, theme: ThemeName, size = { width: 900, height: 900 }): Promise<PanelPage> {
    return openPanelPage(executablePath, {
        bundle: {
            stdin: {
                contents: `export { AttentionMatrix } from '${views}/attention-matrix'; export { AttentionGrid } from '${views}/attention-grid'; export { denseSource, selectorSource } from './language/drawing/attention-source';`,
                resolveDir: '.', loader: 'ts'
            },
            globalName: 'rasp'
        },
        theme, size, sharpness: 2, body: '<div id="root"></div>', style: 'body { margin: 12px; background: var(--vscode-editor-background, Canvas); }'
    });
}
