import type { CellColours, Rgb } from './weight-image';

/** What a canvas needs to know of the page's colours; SVG takes them by itself. */
export interface Palette extends CellColours {
    readonly grid: string;
    readonly text: string;
    /** For texts on a full colour. */
    readonly inverse: string;
}

/** The palette that the style sheet gives at an element, whatever way its colours are written. */
export function paletteAt(element: HTMLElement): Palette {
    const context = pixel.getContext('2d', { willReadFrequently: true });
    const css = (name: string): string => {
        element.style.setProperty('outline-color', `var(--rasp-${name})`);
        return getComputedStyle(element).outlineColor;
    };
    const rgb = (name: string): Rgb => {
        if (context === null) {
            return [128, 128, 128];
        }
        for (const layer of [css('cell'), css(name)]) {
            context.fillStyle = layer;
            context.fillRect(0, 0, 1, 1);
        }
        const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
        return [red, green, blue];
    };
    const palette = {
        empty: rgb('cell'), selected: rgb('selected'), positive: rgb('positive'), negative: rgb('negative'),
        grid: css('grid'), text: css('text'), inverse: css('inverse')
    };
    element.style.removeProperty('outline-color');
    return palette;
}

const pixel = document.createElement('canvas');
pixel.width = pixel.height = 1;

/** Calls back when what a canvas has drawn no longer fits: another theme, or a screen with other pixels. Returns how to stop. */
export function onDisplayChange(changed: () => void): () => void {
    const observer = new MutationObserver(changed);
    for (const root of [document.documentElement, document.body]) {
        observer.observe(root, { attributes: true, attributeFilter: ['class', 'style', 'data-vscode-theme-id'] });
    }
    const abort = new AbortController();
    for (const query of ['(forced-colors: active)', '(prefers-color-scheme: dark)']) {
        matchMedia(query).addEventListener('change', changed, { signal: abort.signal });
    }
    const watchPixels = (): void => {
        matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener('change', () => {
            changed();
            watchPixels();
        }, { once: true, signal: abort.signal });
    };
    watchPixels();
    return () => {
        observer.disconnect();
        abort.abort();
    };
}
