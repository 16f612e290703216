import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { glyphsOf } from './font-glyphs.js';

/** A picture that is too large for a PNG; the message says what helps. */
export class PictureTooLarge extends Error {}

export interface Png {
    readonly bytes: Uint8Array;
    /** Characters that the fonts lack, each once. */
    readonly missing: readonly string[];
}

/** Pixels that are drawn at most: some 600 MB while it works. */
const mostPixels = 150_000_000;
const mostMissing = 12;
const fonts = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf', 'DejaVuSansMono.ttf'] as const;

let isReady = false;

/** Draws an SVG document as a PNG, with fonts of its own, so that it is the same everywhere. @throws PictureTooLarge */
export async function renderPng(svg: string, scale: number): Promise<Png> {
    const [width, height] = sizeOf(svg).map(side => Math.ceil(side * scale));
    if (width === undefined || height === undefined || width * height > mostPixels) {
        throw new PictureTooLarge(`a PNG of ${(width ?? 0).toLocaleString('en-US')} by ${(height ?? 0).toLocaleString('en-US')} pixels is too large, ${mostPixels.toLocaleString('en-US')} are the most: give a smaller --scale, --fold or --up-to, or write an SVG`);
    }
    const { initWasm, Resvg } = await import('@resvg/resvg-wasm');
    if (!isReady) {
        await initWasm(readAsset('resvg.wasm', '@resvg/resvg-wasm/index_bg.wasm'));
        isReady = true;
    }
    const fontBuffers = fonts.map(font => readAsset(join('fonts', font), `dejavu-fonts-ttf/ttf/${font}`));
    const drawing = new Resvg(svg, {
        fitTo: { mode: 'zoom', value: scale },
        font: { fontBuffers, sansSerifFamily: 'DejaVu Sans', monospaceFamily: 'DejaVu Sans Mono', defaultFontFamily: 'DejaVu Sans' }
    });
    const image = drawing.render();
    const bytes = image.asPng();
    image.free();
    drawing.free();
    return { bytes, missing: missingIn(svg, fontBuffers) };
}

function sizeOf(svg: string): number[] {
    const [, width = '0', height = '0'] = /^<svg[^>]* width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
    return [Number(width), Number(height)];
}

function missingIn(svg: string, fontBuffers: readonly Uint8Array[]): string[] {
    const seen = new Set(svg.replace(/<(title|desc|style)\b[^>]*>[^<]*<\/\1>/g, ''));
    const has = fontBuffers.map(font => glyphsOf(font));
    const missing = [...seen].filter(char => !/[\p{M}\p{Cf}\s]/u.test(char) && !has.some(covers => covers(char.codePointAt(0) ?? 0)));
    return missing.length > mostMissing ? [...missing.slice(0, mostMissing), '…'] : missing;
}

/** A file that the build puts beside the command; where it runs from its sources, that of the package. */
function readAsset(name: string, inPackage: string): Buffer {
    const beside = join(dirname(__filename), name);
    return readFileSync(existsSync(beside) ? beside : createRequire(__filename).resolve(inPackage));
}
