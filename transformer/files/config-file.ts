import { limits, limitText } from '../../language/limits.js';
import type { ProgramTexts } from '../../language/program/program-texts.js';
import { typedValueJson, valueKey } from '../model/typed-values.js';
import type { CompiledModel, Decoding, TypedValue, ValueType } from '../model/transformer.js';
import { JsonReader } from './json-reader.js';
import type { Dimensions } from './parameters.js';

export const configFile = 'config.json';
export const format = 'rasp-transformer';
export const version = 1;

const mostBlocks = 10_000;
/** Characters of a program that is kept, and files that it loads. */
export const mostProgram = 1_000_000;
const mostFiles = 10_000;
const valueTypes: readonly ValueType[] = ['int', 'float', 'string', 'bool'];

/** What is needed to run a model, beside its weights. */
export interface ModelConfig extends Pick<CompiledModel, 'name' | 'source' | 'program' | 'alphabet' | 'maxLength' | 'decoding'> {
    readonly dimensions: Dimensions;
}

/** The text of config.json: sizes, what may stand in an input, and how the outputs are read. */
export function writeConfig({ transformer, name, source, program, alphabet, maxLength, decoding }: CompiledModel): string {
    const blocks = transformer.blocks.map(({ attention, feedForward }) => {
        const attentionJson = attention === undefined ? 'null' : `{"n_heads": ${attention.nHeads}, "d_head": ${attention.dHead}}`;
        const feedForwardJson = feedForward === undefined ? 'null' : `{"d_mlp": ${feedForward.width}}`;
        return `{"attention": ${attentionJson}, "feed_forward": ${feedForwardJson}}`;
    });
    return `{
  "format": "${format}",
  "version": ${version},
  "name": ${JSON.stringify(name)},
  "source": ${JSON.stringify(source)},
  "d_model": ${transformer.dModel},
  "n_positions": ${transformer.nPositions},
  "vocabulary_size": ${transformer.vocabularySize},
  "output_size": ${transformer.outputSize},
  "bos_token": ${transformer.vocabularySize - 1},
  "max_length": ${maxLength},
  "blocks": ${listJson(blocks, '  ')},
  "alphabet": ${listJson(alphabet.map(typedValueJson), '  ')},
  "decoding": {
    "kind": "${decoding.kind}",${decoding.kind === 'nearest' && decoding.codes !== undefined ? `\n    "codes": ${JSON.stringify(decoding.codes)},` : ''}
    "values": ${listJson(decoding.values.map(typedValueJson), '    ')}
  }${programJson(program)}
}
`;
}

/** What follows the other members: the text, and those of loaded files by their names where there are any. */
export function programJson(program: ProgramTexts | undefined): string {
    if (program === undefined) {
        return '';
    }
    const { text, loaded } = program;
    const files = [...loaded].map(([name, own]) => `\n    ${JSON.stringify(name)}: ${JSON.stringify(own)}`).join(',');
    return `,\n  "program": ${JSON.stringify(text)}${loaded.size === 0 ? '' : `,\n  "loaded": {${files}\n  }`}`;
}

/** Whether the bytes are of a file that `writeConfig` wrote, whole or not. */
export function isConfig(bytes: Uint8Array): boolean {
    return new TextDecoder().decode(bytes.subarray(0, 200)).includes(`"format": "${format}"`);
}

/**
 * Reads config.json.
 * @throws ModelFileError that names the first member that is wrong
 */
export function readConfig(bytes: Uint8Array): ModelConfig {
    const config = JsonReader.of(configFile, bytes);
    config.member('format').oneOf([format]);
    config.member('version').int(version, version);
    const maxLength = config.member('max_length').int(1, limits.size);
    const alphabet = readAlphabet(config);
    const dimensions: Dimensions = {
        dModel: config.member('d_model').int(1, limits.size),
        nPositions: config.member('n_positions').int(maxLength + 1, maxLength + 1),
        vocabularySize: config.member('vocabulary_size').int(alphabet.length + 1, alphabet.length + 1),
        outputSize: config.member('output_size').int(1, limits.size),
        blocks: config.member('blocks').items(0, mostBlocks).map(readBlock)
    };
    config.member('bos_token').int(alphabet.length, alphabet.length);
    const decoding = readDecoding(config.member('decoding'), dimensions.outputSize);
    const program = readProgram(config);
    return { name: config.member('name').text(limits.statementLength), source: config.member('source').text(limits.programLength), ...program === undefined ? {} : { program }, alphabet, maxLength, decoding, dimensions };
}

/** Folders that were written before programs were kept have none. */
export function readProgram(config: JsonReader): ProgramTexts | undefined {
    const [program, loaded] = [config.member('program'), config.member('loaded')];
    if (program.value === undefined) {
        return undefined;
    }
    const text = program.text(mostProgram);
    const files = loaded.value === undefined ? [] : loaded.members(mostFiles).map(([name, file]) => [name, file.text(mostProgram)] as const);
    if (files.reduce((sum, [, own]) => sum + own.length, text.length) > mostProgram) {
        throw loaded.wrong(`at most ${limitText(mostProgram)} characters together with program`);
    }
    return { text, loaded: new Map(files) };
}

function readBlock(block: JsonReader): Dimensions['blocks'][number] {
    const attention = block.member('attention');
    const feedForward = block.member('feed_forward');
    return {
        ...(attention.value === null ? {} : { attention: { nHeads: attention.member('n_heads').int(1, limits.size), dHead: attention.member('d_head').int(1, limits.size) } }),
        ...(feedForward.value === null ? {} : { feedForward: { width: feedForward.member('d_mlp').int(1, limits.size) } })
    };
}

function readDecoding(decoding: JsonReader, outputSize: number): Decoding {
    const kind = decoding.member('kind').oneOf(['argmax', 'nearest']);
    if (kind === 'argmax') {
        return { kind, values: decoding.member('values').items(outputSize, outputSize).map(readValue) };
    }
    if (outputSize !== 1) {
        throw decoding.member('kind').wrong(`"argmax", as there are ${outputSize} outputs`);
    }
    const codes = decoding.member('codes');
    if (codes.value !== undefined) {
        const values = decoding.member('values').items(1, limits.size).map(readValue);
        return { kind, values, codes: readCodes(codes, values.length) };
    }
    let last = -Infinity;
    return { kind, values: decoding.member('values').items(1, limits.size).map(item => {
        const value = readValue(item);
        const number = typeof value.value === 'string' ? NaN : Number(value.value);
        if (!(Number.isFinite(number) && number >= last)) {
            throw item.wrong('a finite number or a bool, not below the one before it');
        }
        last = number;
        return value;
    }) };
}

function readCodes(codes: JsonReader, count: number): number[] {
    let last = -Infinity;
    return codes.items(count, count).map(item => {
        if (typeof item.value !== 'number' || !(item.value > last)) {
            throw item.wrong('a number above the one before it');
        }
        last = item.value;
        return item.value;
    });
}

const namedFloats: ReadonlyMap<unknown, number> = new Map([['nan', NaN], ['inf', Infinity], ['-inf', -Infinity]]);

/** The tokens of a model, in the order of their ids. */
export function readAlphabet(config: JsonReader): TypedValue[] {
    const alphabet = config.member('alphabet').items(1, limits.size).map(readValue);
    const keys = alphabet.map(valueKey);
    if (new Set(keys).size < keys.length) {
        throw config.member('alphabet').wrong('each token once');
    }
    return alphabet;
}

export function readValue(item: JsonReader): TypedValue {
    const type = item.member('type').oneOf(valueTypes);
    const value = item.member('value');
    switch (type) {
        case 'int': return { type, value: value.int(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER) };
        case 'string': return { type, value: value.text(limits.size) };
        case 'bool':
            if (typeof value.value === 'boolean') {
                return { type, value: value.value };
            }
            throw value.wrong('true or false');
        case 'float': {
            const number = typeof value.value === 'number' ? value.value : namedFloats.get(value.value);
            if (number === undefined) {
                throw value.wrong('a number, "nan", "inf" or "-inf"');
            }
            return { type, value: number };
        }
    }
}

/** A list with an item on each line. */
export function listJson(items: readonly string[], indent: string): string {
    return items.length === 0 ? '[]' : `[\n${items.map(item => `${indent}  ${item}`).join(',\n')}\n${indent}]`;
}
