const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** The floats as bytes, in the order that file formats ask for whatever the machine's own is. */
export function littleEndian(values: Float32Array): Uint8Array {
    if (isLittleEndian) {
        return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    }
    const view = new DataView(new ArrayBuffer(values.byteLength));
    values.forEach((value, i) => { view.setFloat32(i * 4, value, true); });
    return new Uint8Array(view.buffer);
}
