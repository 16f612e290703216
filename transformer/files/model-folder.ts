import { limitText } from '../../language/limits.js';
import { onnxOf } from '../onnx/onnx-of.js';
import type { CompiledModel } from '../model/transformer.js';
import { configFile, readConfig, writeConfig } from './config-file.js';
import { labelsFile, readLabels, writeLabels } from './labels-file.js';
import { cardFile, writeCard } from './model-card.js';
import { MissingModelFile, ModelFileError } from './model-file-error.js';
import { buildTransformer, parametersOf } from './parameters.js';
import { readSafetensors, writeSafetensors } from './safetensors.js';

/** Files by their names. */
export type Folder = ReadonlyMap<string, Uint8Array>;

export const onnxFile = 'model.onnx';
export const weightsFile = 'model.safetensors';
/** The files that a model is read from: the others follow from these. */
export const filesRead = [configFile, labelsFile, weightsFile] as const;

/** The files of a model's folder. */
export function writeModelFolder(model: CompiledModel): Folder {
    const utf8 = new TextEncoder();
    return new Map([
        [configFile, utf8.encode(writeConfig(model))],
        [labelsFile, utf8.encode(writeLabels(model))],
        [cardFile, utf8.encode(writeCard(model))],
        [weightsFile, writeSafetensors(parametersOf(model.transformer), { format: 'pt', name: model.name })],
        [onnxFile, onnxOf(model)]
    ]);
}

/**
 * The model in a folder. Nothing in it is run, and nothing is taken unchecked.
 * @throws ModelFileError that names file and field, and what was expected and found there
 */
export function readModelFolder(folder: Folder): CompiledModel {
    const bytes = (name: string): Uint8Array => {
        const found = folder.get(name);
        if (found === undefined) {
            throw new MissingModelFile(name);
        }
        return found;
    };
    const { dimensions, ...rest } = readConfig(bytes(configFile));
    const tensors = readSafetensors(weightsFile, bytes(weightsFile));
    const transformer = buildTransformer(dimensions, (name, shape) => {
        const tensor = tensors.get(name);
        if (tensor === undefined || String(tensor.shape) !== String(shape)) {
            throw new ModelFileError(weightsFile, name, `a tensor [${shape.join(', ')}], as ${configFile} says`, tensor === undefined ? 'none' : `[${tensor.shape.join(', ')}]`);
        }
        tensors.delete(name);
        return tensor.values;
    });
    const [surplus] = tensors.keys();
    if (surplus !== undefined) {
        throw new ModelFileError(weightsFile, '', 'only the tensors of the model', `${limitText(tensors.size)} more, such as ${surplus}`);
    }
    return { transformer, ...rest, ...readLabels(bytes(labelsFile), dimensions) };
}
