import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { inflateRawSync } from 'node:zlib';

/** The files in a .vsix, which is a zip, by their paths. */
export async function filesInVsix(file: string): Promise<ReadonlyMap<string, Buffer>> {
    const bytes = await readFile(file);
    const end = bytes.lastIndexOf('PK\u0005\u0006', undefined, 'latin1');
    const files = new Map<string, Buffer>();
    let at = bytes.readUInt32LE(end + 16);
    for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
        const [nameLength, extraLength, commentLength] = [bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32)];
        const local = bytes.readUInt32LE(at + 42);
        const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
        const packed = bytes.subarray(start, start + bytes.readUInt32LE(at + 20));
        files.set(bytes.toString('utf8', at + 46, at + 46 + nameLength), bytes.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed));
        at += 46 + nameLength + extraLength + commentLength;
    }
    return files;
}

/** Writes them into a folder, as an editor does that installs the extension. */
export async function unpackVsix(file: string, folder: string): Promise<void> {
    for (const [name, bytes] of await filesInVsix(file)) {
        await mkdir(dirname(join(folder, name)), { recursive: true });
        await writeFile(join(folder, name), bytes);
    }
}
