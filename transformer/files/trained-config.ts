import { limits } from '../../language/limits.js';
import { typedValueJson } from '../model/typed-values.js';
import { layerOrders, positionKinds, shapeProblem } from '../training/encoder-parameters.js';
import type { EncoderShape } from '../training/encoder-parameters.js';
import type { TrainedModel } from '../training/trained-model.js';
import { configFile, format, listJson, programJson, readAlphabet, readProgram, readValue, version } from './config-file.js';
import { JsonReader } from './json-reader.js';

export const trainedKind = 'trained';

export type TrainedConfig = Omit<TrainedModel, 'parameters' | 'heads'>;

/** The text of config.json of a trained model. */
export function writeTrainedConfig({ name, source, program, alphabet, maxLength, bos, shape, decoding }: TrainedModel): string {
    const bosJson = bos === undefined ? 'null' : `{"id": ${alphabet.length}, "value": ${typedValueJson(bos.token)}, "in_program": ${bos.isSeen}, "labelled": ${bos.isLabelled ?? false}}`;
    return `{
  "format": "${format}",
  "kind": "${trainedKind}",
  "version": ${version},
  "name": ${JSON.stringify(name)},
  "source": ${JSON.stringify(source)},
  "architecture": "post-norm encoder",
  "d_model": ${shape.dModel},
  "n_layers": ${shape.nLayers},
  "n_heads": ${shape.nHeads},
  "d_mlp": ${shape.dMlp},
  "n_positions": ${shape.nPositions},
  "vocabulary_size": ${shape.vocabularySize},
  "output_size": ${shape.outputSize},
  "positions": "${shape.positions}",
  "layer_order": "${shape.order}",
  "bos": ${bosJson},
  "max_length": ${maxLength},
  "alphabet": ${listJson(alphabet.map(typedValueJson), '  ')},
  "decoding": {
    "kind": "${decoding.kind}",${decoding.cap === undefined ? '' : `\n    "cap": ${decoding.cap},`}
    "values": ${listJson(decoding.values.map(typedValueJson), '    ')}
  }${programJson(program)}
}
`;
}

/** Whether the bytes are of a file that `writeTrainedConfig` wrote, whole or not. */
export function isTrainedConfig(bytes: Uint8Array): boolean {
    return new TextDecoder().decode(bytes.subarray(0, 200)).includes(`"kind": "${trainedKind}"`);
}

/**
 * Reads config.json of a trained model.
 * @throws ModelFileError that names the first member that is wrong
 */
export function readTrainedConfig(bytes: Uint8Array): TrainedConfig {
    const config = JsonReader.of(configFile, bytes);
    config.member('format').oneOf([format]);
    config.member('kind').oneOf([trainedKind]);
    config.member('version').int(version, version);
    const maxLength = config.member('max_length').int(1, limits.size);
    const alphabet = readAlphabet(config);
    const bosJson = config.member('bos');
    const before = bosJson.value === null ? 0 : 1;
    const size = (name: string): number => config.member(name).int(1, limits.size);
    const positions = Math.max(2, maxLength + before);
    const shape: EncoderShape = {
        dModel: size('d_model'), nLayers: size('n_layers'), nHeads: size('n_heads'), dMlp: size('d_mlp'),
        nPositions: config.member('n_positions').int(positions, positions),
        vocabularySize: config.member('vocabulary_size').int(alphabet.length + before, alphabet.length + before),
        outputSize: size('output_size'),
        positions: config.member('positions').oneOf(positionKinds),
        order: config.member('layer_order').oneOf(layerOrders)
    };
    const problem = shapeProblem(shape);
    if (problem !== undefined) {
        throw config.member('d_model').wrong(`sizes that fit together (${problem})`);
    }
    const decoding = config.member('decoding');
    decoding.member('kind').oneOf(['argmax']);
    const program = readProgram(config);
    const cap = decoding.member('cap');
    return {
        name: config.member('name').text(limits.statementLength), source: config.member('source').text(limits.programLength), ...(program === undefined ? {} : { program }), alphabet, maxLength, shape,
        ...(before === 0 ? {} : { bos: readBos(bosJson, alphabet.length) }),
        decoding: { kind: 'argmax', values: decoding.member('values').items(shape.outputSize, shape.outputSize).map(readValue), ...(cap.value === undefined ? {} : { cap: cap.int(1, Number.MAX_SAFE_INTEGER) }) }
    };
}

function readBos(bos: JsonReader, id: number): NonNullable<TrainedConfig['bos']> {
    bos.member('id').int(id, id);
    return { token: readValue(bos.member('value')), isSeen: truth(bos.member('in_program')), isLabelled: truth(bos.member('labelled')) };
}

function truth(item: JsonReader): boolean {
    if (typeof item.value !== 'boolean') {
        throw item.wrong('true or false');
    }
    return item.value;
}
