import type { Transformer } from '../../transformer/model/transformer';

/** Dimensions, hidden units and heads that do nothing, or what another one does. */
export function deadWeights({ dModel, tokenEmbedding, positionEmbedding, blocks, unembedding, outputSize }: Transformer): string[] {
    const found: string[] = [];
    const isWritten = new Set([...nonZeroColumns(tokenEmbedding, dModel), ...nonZeroColumns(positionEmbedding, dModel)]);
    const isRead = new Set(nonZeroRows(unembedding, outputSize));
    blocks.forEach(({ attention, feedForward }, block) => {
        if (attention !== undefined) {
            const { nHeads, dHead, queryWeights, keyWeights, valueWeights, outputWeights } = attention;
            const size = dModel * dHead;
            const texts = Array.from({ length: nHeads }, (_, head) => {
                const own = (weights: Float32Array): Float32Array => weights.subarray(head * size, (head + 1) * size);
                [queryWeights, keyWeights, valueWeights].forEach(weights => { nonZeroRows(own(weights), dHead).forEach(row => isRead.add(row)); });
                const written = nonZeroColumns(own(outputWeights), dModel);
                written.forEach(column => isWritten.add(column));
                if (written.length === 0) {
                    found.push(`head ${head} of block ${block} writes nothing`);
                }
                return [queryWeights, keyWeights, attention.queryBias.subarray(head * dHead, (head + 1) * dHead)].map(weights => (weights.length > dHead ? own(weights) : weights).join()).join('; ');
            });
            if (new Set(texts).size < nHeads) {
                found.push(`two heads of block ${block} attend alike`);
            }
        }
        if (feedForward !== undefined) {
            const { width, inputWeights, inputBias, outputWeights } = feedForward;
            nonZeroRows(inputWeights, width).forEach(row => isRead.add(row));
            nonZeroColumns(outputWeights, dModel).forEach(column => isWritten.add(column));
            const used = nonZeroRows(outputWeights, dModel);
            if (used.length < width) {
                found.push(`${width - used.length} hidden units of block ${block} write nothing`);
            }
            const units = new Set(Array.from({ length: width }, (_, unit) => {
                const weights = [...Array.from({ length: dModel }, (_, row) => inputWeights[row * width + unit] ?? 0), inputBias[unit] ?? 0];
                const first = Math.abs(weights.find(weight => weight !== 0) ?? 1);
                return weights.map(weight => weight / first).join();
            }));
            if (units.size < width) {
                found.push(`${width - units.size} hidden units of block ${block} are there twice`);
            }
        }
        if (attention === undefined && feedForward === undefined) {
            found.push(`block ${block} is empty`);
        }
    });
    const idle = (set: ReadonlySet<number>): number => Array.from({ length: dModel }, (_, i) => i).filter(i => !set.has(i)).length;
    return [...found, ...idle(isWritten) > 0 ? [`${idle(isWritten)} dimensions are not written`] : [], ...idle(isRead) > 0 && dModel > 1 ? [`${idle(isRead)} dimensions are not read`] : []];
}

function nonZeroRows(weights: Float32Array, width: number): number[] {
    return Array.from({ length: weights.length / width }, (_, row) => row).filter(row => weights.subarray(row * width, (row + 1) * width).some(weight => weight !== 0));
}

function nonZeroColumns(weights: Float32Array, width: number): number[] {
    return Array.from({ length: width }, (_, column) => column).filter(column => weights.some((weight, i) => weight !== 0 && i % width === column));
}
