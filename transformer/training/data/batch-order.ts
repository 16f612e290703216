import { shuffle, streamRandom } from './stream-random.js';

/** A stream of its own beside those of the inputs. */
const orderStream = 4;

/**
 * Which examples stand together in the batches of an epoch, each example in one. Examples of one length come together as far
 * as they fill batches, so that little is padded; who meets whom, and in which order the batches come, is different in each
 * epoch and the same for the same seed.
 * @param lengths of all examples, by their index
 */
export function epochBatches(lengths: Uint32Array, batchSize: number, seed: number, epoch: number): Uint32Array[] {
    const random = streamRandom(seed, orderStream, epoch);
    const examples = Uint32Array.from(lengths.keys());
    shuffle(examples, random);
    const byLength = sortedByLength(examples, lengths);
    const starts = Uint32Array.from({ length: Math.ceil(lengths.length / batchSize) }, (_, i) => i * batchSize);
    shuffle(starts, random);
    return Array.from(starts, start => byLength.subarray(start, start + batchSize));
}

/** The same for what is not trained on: the shortest first, in one order always. */
export function orderedBatches(lengths: Uint32Array, batchSize: number): Uint32Array[] {
    const byLength = sortedByLength(Uint32Array.from(lengths.keys()), lengths);
    return Array.from({ length: Math.ceil(lengths.length / batchSize) }, (_, i) => byLength.subarray(i * batchSize, (i + 1) * batchSize));
}

/** Those of one length stay in the order in which they are given. */
function sortedByLength(examples: Uint32Array, lengths: Uint32Array): Uint32Array {
    const most = lengths.reduce((longest, length) => Math.max(longest, length), 0);
    const places = new Uint32Array(most + 2);
    for (const length of lengths) {
        places[length + 1] = (places[length + 1] ?? 0) + 1;
    }
    for (let length = 1; length < places.length; length++) {
        places[length] = (places[length] ?? 0) + (places[length - 1] ?? 0);
    }
    const sorted = new Uint32Array(examples.length);
    for (const example of examples) {
        const length = lengths[example] ?? 0;
        const place = places[length] ?? 0;
        sorted[place] = example;
        places[length] = place + 1;
    }
    return sorted;
}
