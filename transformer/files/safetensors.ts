import { limitText } from '../../language/limits.js';
import { littleEndian } from '../model/little-endian.js';
import { JsonReader } from './json-reader.js';
import { ModelFileError } from './model-file-error.js';
import type { Parameter } from './parameters.js';

const headerAlignment = 8;
const floatSize = 4;
/** What is parsed takes many times its size in memory; 10,000 blocks need 13 MB. */
const longestHeader = 2 ** 25;
const mostDimensions = 8;

/** Float32 tensors in the safetensors format: the length of the header, the header in JSON, the numbers. */
export function writeSafetensors(parameters: readonly Parameter[], metadata: Readonly<Record<string, string>>): Uint8Array {
    let size = 0;
    const entries = parameters.map(({ name, shape, values }) => {
        const start = size;
        size += values.byteLength;
        return [name, { dtype: 'F32', shape, data_offsets: [start, size] }] as const;
    });
    const text = JSON.stringify(Object.fromEntries([['__metadata__', metadata], ...entries]));
    const bare = new TextEncoder().encode(text);
    const header = new Uint8Array(Math.ceil(bare.length / headerAlignment) * headerAlignment).fill(0x20);
    header.set(bare);
    const file = new Uint8Array(8 + header.length + size);
    new DataView(file.buffer).setBigUint64(0, BigInt(header.length), true);
    file.set(header, 8);
    let at = 8 + header.length;
    for (const { values } of parameters) {
        file.set(littleEndian(values), at);
        at += values.byteLength;
    }
    return file;
}

/**
 * Reads float32 tensors. The tensors must fill the file without gaps or overlaps, and hold finite numbers only.
 * @param file its name, for messages
 * @throws ModelFileError
 */
export function readSafetensors(file: string, bytes: Uint8Array): Map<string, Parameter> {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const { header, headerLength } = headerOf(file, bytes);
    const dataStart = 8 + headerLength;
    const dataSize = bytes.length - dataStart;
    const tensors = Object.keys(header.value as object).filter(name => name !== '__metadata__').map(name => {
        const entry = header.member(name);
        entry.member('dtype').oneOf(['F32']);
        const shape = entry.member('shape').items(0, mostDimensions).map(item => item.int(0, Number.MAX_SAFE_INTEGER));
        const offsets = entry.member('data_offsets');
        const [start = 0, end = 0] = offsets.items(2, 2).map(item => item.int(0, Number.MAX_SAFE_INTEGER));
        const size = shape.reduce((product, length) => product * length, floatSize);
        if (end - start !== size || end > dataSize) {
            throw offsets.wrong(`${limitText(size)} bytes for [${shape.join(', ')}] within the ${limitText(dataSize)} bytes of data`);
        }
        return { name, shape, start, end };
    });
    // Where each begins at the end of the one before, none overlap and nothing is left over.
    let at = 0;
    for (const { name, start, end } of tensors.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
        if (start !== at) {
            throw new ModelFileError(file, `${name}.data_offsets`, `to begin at ${limitText(at)}, where the tensor before it ends`, limitText(start));
        }
        at = end;
    }
    if (at !== dataSize) {
        throw new ModelFileError(file, 'data', `${limitText(at)} bytes, as the header says`, limitText(dataSize));
    }
    return new Map(tensors.map(({ name, shape, start, end }) => [name, { name, shape, values: readFloats(file, name, view, dataStart + start, (end - start) / floatSize) }]));
}

/** The header, which is an object, and how many bytes it takes. */
function headerOf(file: string, bytes: Uint8Array): { readonly header: JsonReader; readonly headerLength: number } {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const most = Math.min(bytes.length - 8, longestHeader);
    const told = bytes.length < 8 ? undefined : view.getBigUint64(0, true);
    const headerLength = Number(told ?? -1);
    if (headerLength < 2 || headerLength > most) {
        throw new ModelFileError(file, 'header', `its length, from 2 to ${limitText(Math.max(most, 2))} bytes`, told === undefined ? `a file of ${limitText(bytes.length)} bytes` : told.toLocaleString('en-US'));
    }
    const header = JsonReader.of(file, bytes.subarray(8, 8 + headerLength));
    if (typeof header.value !== 'object' || header.value === null || Array.isArray(header.value)) {
        throw header.wrong('an object with a member for each tensor');
    }
    return { header, headerLength };
}

/**
 * What a file says of itself beside its tensors, unread tensors left aside.
 * @throws ModelFileError
 */
export function safetensorsMetadata(file: string, bytes: Uint8Array): JsonReader {
    return headerOf(file, bytes).header.member('__metadata__');
}

function readFloats(file: string, name: string, view: DataView, start: number, length: number): Float32Array {
    const values = new Float32Array(length);
    for (let i = 0; i < length; i++) {
        const value = view.getFloat32(start + i * floatSize, true);
        if (!Number.isFinite(value)) {
            throw new ModelFileError(file, `${name}, number ${limitText(i)}`, 'a finite number', String(value));
        }
        values[i] = value;
    }
    return values;
}
