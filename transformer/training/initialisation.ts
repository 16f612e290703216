import { seededRandom } from '../../language/batch/random.js';
import { trainedCount, trainedParameters } from './encoder-parameters.js';
import type { Beginning, EncoderShape, TrainedParameter } from './encoder-parameters.js';

export interface InitialisationOptions {
    /** Whether all layers begin alike. PyTorch's `nn.TransformerEncoder`, which the paper uses, copies one layer. */
    readonly layersAlike?: boolean;
}

/** The numbers with which training begins, the same for the same seed. */
export function initialParameters(shape: EncoderShape, seed: number, { layersAlike = true }: InitialisationOptions = {}): Float32Array {
    const all = new Float32Array(trainedCount(shape));
    const random = seededRandom(seed);
    const firstLayer = new Map<string, TrainedParameter>();
    for (const parameter of trainedParameters(shape)) {
        const values = all.subarray(parameter.offset, parameter.offset + parameter.size);
        const withinLayer = /^blocks\.\d+\.(.*)$/.exec(parameter.name)?.[1];
        const model = withinLayer === undefined || !layersAlike ? undefined : firstLayer.get(withinLayer);
        if (model !== undefined) {
            values.set(all.subarray(model.offset, model.offset + model.size));
            continue;
        }
        fill(values, parameter.beginning, random);
        if (withinLayer !== undefined) {
            firstLayer.set(withinLayer, parameter);
        }
    }
    return all;
}

function fill(values: Float32Array, beginning: Beginning, random: () => number): void {
    switch (beginning.kind) {
        case 'zeros':
            values.fill(0);
            break;
        case 'ones':
            values.fill(1);
            break;
        case 'uniform':
            values.forEach((_, i) => { values[i] = (2 * random() - 1) * beginning.bound; });
            break;
        case 'normal':
            values.forEach((_, i) => { values[i] = normal(random); });
    }
}

/** A number of the standard normal distribution (Box and Muller). */
function normal(random: () => number): number {
    // 1 - random() is never 0, whose logarithm is none.
    return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
