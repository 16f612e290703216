/** Writes protocol buffers' wire format: fields one after the other, each a key of number and wire type, then its value. */
export class MessageWriter {
    private readonly parts: Uint8Array[] = [];
    private size = 0;

    get byteLength(): number {
        return this.size;
    }

    /** An int of at most 53 bits, not negative. */
    int(field: number, value: number): this {
        return this.varint(field * 8).varint(value);
    }

    /** A float of 32 bits. */
    float(field: number, value: number): this {
        const bytes = new Uint8Array(4);
        new DataView(bytes.buffer).setFloat32(0, value, true);
        return this.varint(field * 8 + 5).push(bytes);
    }

    text(field: number, value: string): this {
        return this.bytes(field, utf8.encode(value));
    }

    /** The bytes are not copied: they must not change before `finish`. */
    bytes(field: number, value: Uint8Array): this {
        this.varint(field * 8 + 2).varint(value.length);
        return this.push(value);
    }

    message(field: number, value: MessageWriter): this {
        this.varint(field * 8 + 2).varint(value.size);
        this.parts.push(...value.parts);
        this.size += value.size;
        return this;
    }

    /** A field of int64s, packed. */
    ints(field: number, values: readonly number[]): this {
        const packed = new MessageWriter();
        values.forEach(value => packed.varint(value));
        return this.message(field, packed);
    }

    finish(): Uint8Array {
        const all = new Uint8Array(this.size);
        let at = 0;
        for (const part of this.parts) {
            all.set(part, at);
            at += part.length;
        }
        return all;
    }

    private varint(value: number): this {
        if (!Number.isSafeInteger(value) || value < 0) {
            throw new RangeError(`no varint of ${value}`);
        }
        const bytes: number[] = [];
        let rest = value;
        for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) {
            bytes.push((rest % 0x80) | 0x80);
        }
        bytes.push(rest);
        return this.push(Uint8Array.from(bytes));
    }

    private push(part: Uint8Array): this {
        this.parts.push(part);
        this.size += part.length;
        return this;
    }
}

const utf8 = new TextEncoder();
