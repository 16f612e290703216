import { pictureStyle } from '../../../language/drawing/picture-style';
import type { PictureTheme } from '../../../language/drawing/picture-style';

/** Part of a colour over the editor's background, so that text on it stays readable in every theme. */
function tint(variable: string, percent: number): string {
    return `color-mix(in srgb, var(${variable}) ${percent}%, var(--rasp-bg))`;
}

/** Pictures in the editor's own colours; `flow-page.css` sets the variables for light, dark and high contrast. */
const editorTheme: PictureTheme = {
    sans: 'var(--vscode-font-family, sans-serif)', mono: 'var(--rasp-mono)',
    background: 'var(--rasp-bg)', band: tint('--rasp-fg', 4), oddBand: tint('--rasp-fg', 8), text: 'var(--rasp-fg)', muted: 'var(--rasp-muted)',
    card: 'var(--rasp-bg)', cardLine: 'var(--rasp-card-line)', headLine: 'var(--rasp-head-line)', target: 'var(--rasp-fg)', gridLine: 'var(--rasp-grid-line)',
    selected: 'var(--rasp-head-line)', mean: tint('--rasp-head-line', 60),
    keys: 'var(--rasp-keys)', queries: 'var(--rasp-queries)', values: 'var(--rasp-values)', edge: 'var(--rasp-edge)',
    error: 'var(--rasp-error)', errorBack: tint('--rasp-error', 14),
    ints: tint('--rasp-values', 14), floats: tint('--rasp-floats', 14), strings: tint('--rasp-keys', 14), bools: tint('--rasp-bools', 14)
};

/** Applies the pictures' rules to the page. A sheet that a script makes needs no leave for inline styles. */
export function adoptPictureStyle(): void {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(pictureStyle(editorTheme));
    document.adoptedStyleSheets.push(sheet);
}
