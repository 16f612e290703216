/** Sizes a canvas to so many pixels of the page, sharp on every screen, and gives its context in those pixels. */
export function sized(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D | null {
    const ratio = window.devicePixelRatio;
    canvas.width = Math.max(1, Math.round(width * ratio));
    canvas.height = Math.max(1, Math.round(height * ratio));
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    const context = canvas.getContext('2d');
    context?.scale(ratio, ratio);
    return context;
}

/** Draws pixels as rectangles with sharp edges. */
export function drawPixels(context: CanvasRenderingContext2D, pixels: Uint8ClampedArray<ArrayBuffer>, columns: number, x: number, y: number, size: { readonly width: number; readonly height: number }): void {
    if (columns === 0 || pixels.length === 0) {
        return;
    }
    const small = document.createElement('canvas');
    small.width = columns;
    small.height = pixels.length / 4 / columns;
    small.getContext('2d')?.putImageData(new ImageData(pixels, columns), 0, 0);
    context.imageSmoothingEnabled = false;
    context.drawImage(small, x, y, size.width, size.height);
}
