/** Pixels of a PNG for each of an SVG: sharp in print. */
const SCALE = 2;
/** What a browser's canvas can hold on every system. */
const LARGEST_SIDE = 16_384;
const LARGEST_AREA = 120_000_000;

/** Draws a standalone SVG document as a PNG. @returns base64. Rejects where the browser cannot draw it. */
export async function pngOf(svg: string): Promise<string> {
    const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
    try {
        const image = new Image();
        image.src = address;
        await image.decode();
        const { naturalWidth: width, naturalHeight: height } = image;
        const scale = Math.min(SCALE, LARGEST_SIDE / Math.max(width, height), Math.sqrt(LARGEST_AREA / (width * height)));
        const canvas = document.createElement('canvas');
        canvas.width = Math.max(1, Math.round(width * scale));
        canvas.height = Math.max(1, Math.round(height * scale));
        const context = canvas.getContext('2d');
        if (context === null) {
            throw new Error('The picture is too large for a PNG here: save it as SVG.');
        }
        context.drawImage(image, 0, 0, canvas.width, canvas.height);
        const text = canvas.toDataURL('image/png');
        if (!text.startsWith('data:image/png;base64,')) {
            throw new Error('The picture is too large for a PNG here: save it as SVG.');
        }
        return text.slice('data:image/png;base64,'.length);
    } finally {
        URL.revokeObjectURL(address);
    }
}
