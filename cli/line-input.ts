import { limits, limitText } from '../language/limits.js';

/** A line of input, or why it cannot be read. */
export type Line = string | { readonly problem: string };

/** Lines that are worked on together: enough for many of one length. */
const mostLines = 512;
const mostCharacters = 1 << 18;

/**
 * Splits bytes into lines and gives them in blocks as they come. Holds no more than one block and the line that
 * is not finished. A line break at the very end begins no further line.
 */
export async function* lineBlocks(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line[]> {
    const splitter = new LineSplitter();
    for await (const chunk of chunks) {
        splitter.take(chunk);
        yield* splitter.blocks();
    }
    splitter.end();
    yield* splitter.blocks();
}

class LineSplitter {
    private readonly unfinished: Uint8Array[] = [];
    private unfinishedBytes = 0;
    private lines: Line[] = [];
    private isFirst = true;

    take(chunk: Uint8Array): void {
        let start = 0;
        for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, start)) {
            this.add(chunk.subarray(start, end));
            this.finish();
            start = end + 1;
        }
        this.add(chunk.subarray(start));
    }

    end(): void {
        if (this.unfinishedBytes > 0) {
            this.finish();
        }
    }

    * blocks(): Generator<Line[]> {
        let block: Line[] = [];
        let characters = 0;
        for (const line of this.lines) {
            block.push(line);
            characters += typeof line === 'string' ? line.length : 0;
            if (block.length >= mostLines || characters >= mostCharacters) {
                yield block;
                block = [];
                characters = 0;
            }
        }
        this.lines = [];
        if (block.length > 0) {
            yield block;
        }
    }

    /** A line that is too long is counted and not kept. */
    private add(bytes: Uint8Array): void {
        this.unfinishedBytes += bytes.length;
        if (this.unfinishedBytes > limits.batchInputLine) {
            this.unfinished.length = 0;
        } else if (bytes.length > 0) {
            this.unfinished.push(bytes);
        }
    }

    private finish(): void {
        const [first = new Uint8Array()] = this.unfinished;
        const bytes = this.unfinished.length > 1 ? Buffer.concat(this.unfinished) : first;
        if (this.unfinishedBytes > limits.batchInputLine) {
            this.lines.push({ problem: `this line has more than ${limitText(limits.batchInputLine)} bytes, the limit of one line; an input has at most ${limitText(limits.size)} tokens` });
        } else {
            this.lines.push(decode(bytes, this.isFirst));
        }
        this.isFirst = false;
        this.unfinished.length = 0;
        this.unfinishedBytes = 0;
    }
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decode(bytes: Uint8Array, isFirst: boolean): Line {
    try {
        const text = strict.decode(bytes);
        return isFirst && text.startsWith('\ufeff') ? text.slice(1) : text;
    } catch {
        return { problem: 'this line is not UTF-8' };
    }
}
