import { limits, limitText } from '../../language/limits.js';
import { savedParameters, trainedFromSaved } from '../training/saved-parameters.js';
import { trainedOnnx } from '../training/trained-model.js';
import type { TrainedFigures, TrainedHead, TrainedModel } from '../training/trained-model.js';
import { configFile, listJson } from './config-file.js';
import { JsonReader } from './json-reader.js';
import { labelsFile } from './labels-file.js';
import { cardFile } from './model-card.js';
import { MissingModelFile, ModelFileError } from './model-file-error.js';
import { onnxFile, weightsFile } from './model-folder.js';
import type { Folder } from './model-folder.js';
import { readSafetensors, writeSafetensors } from './safetensors.js';
import { readTrainedConfig, trainedKind, writeTrainedConfig } from './trained-config.js';
import { writeTrainedCard } from './trained-card.js';

const labelsFormat = 'rasp-labels';
const labelsVersion = 1;
const sinusoids = 'pos_embed.W_pos';

/** The files of a trained model; config.json last, as it says that the others are there. */
export function writeTrainedFolder(model: TrainedModel, figures: TrainedFigures): Folder {
    const utf8 = new TextEncoder();
    return new Map([
        [weightsFile, writeSafetensors(savedParameters(model.shape, model.parameters), { format: 'pt', name: model.name })],
        [onnxFile, trainedOnnx(model)],
        [labelsFile, utf8.encode(writeTrainedLabels(model.heads))],
        [cardFile, utf8.encode(writeTrainedCard(model, figures))],
        [configFile, utf8.encode(writeTrainedConfig(model))]
    ]);
}

/**
 * The trained model in a folder. Nothing in it is run, and nothing is taken unchecked.
 * @throws ModelFileError that names file and field, and what was expected and found there
 */
export function readTrainedFolder(folder: Folder): TrainedModel {
    const bytes = (name: string): Uint8Array => {
        const found = folder.get(name);
        if (found === undefined) {
            throw new MissingModelFile(name);
        }
        return found;
    };
    const config = readTrainedConfig(bytes(configFile));
    const { shape } = config;
    const tensors = readSafetensors(weightsFile, bytes(weightsFile));
    const take = (name: string, expected: readonly number[]): Float32Array => {
        const tensor = tensors.get(name);
        if (tensor === undefined || String(tensor.shape) !== String(expected)) {
            throw new ModelFileError(weightsFile, name, `a tensor [${expected.join(', ')}], as ${configFile} says`, tensor === undefined ? 'none' : `[${tensor.shape.join(', ')}]`);
        }
        tensors.delete(name);
        return tensor.values;
    };
    const parameters = trainedFromSaved(shape, take);
    if (shape.positions === 'sinusoidal') {
        // They stand in the file for those who read it elsewhere; here they follow from the sizes.
        take(sinusoids, [shape.nPositions, shape.dModel]);
    }
    const [surplus] = tensors.keys();
    if (surplus !== undefined) {
        throw new ModelFileError(weightsFile, '', 'only the tensors of the model', `${limitText(tensors.size)} more, such as ${surplus}`);
    }
    return { ...config, parameters, heads: readTrainedLabels(bytes(labelsFile), shape) };
}

function writeTrainedLabels(heads: readonly TrainedHead[]): string {
    return `{
  "format": "${labelsFormat}",
  "kind": "${trainedKind}",
  "version": ${labelsVersion},
  "heads": ${listJson(heads.map(({ layer, head, selector }) => `{"layer": ${layer}, "head": ${head}, "selector": ${JSON.stringify(selector)}}`), '  ')}
}
`;
}

function readTrainedLabels(bytes: Uint8Array, { nLayers, nHeads }: TrainedModel['shape']): TrainedHead[] {
    const labels = JsonReader.of(labelsFile, bytes);
    labels.member('format').oneOf([labelsFormat]);
    labels.member('kind').oneOf([trainedKind]);
    labels.member('version').int(labelsVersion, labelsVersion);
    return labels.member('heads').items(0, nLayers * nHeads).map(item => ({
        layer: item.member('layer').int(0, nLayers - 1), head: item.member('head').int(0, nHeads - 1), selector: item.member('selector').text(limits.programLength)
    }));
}
