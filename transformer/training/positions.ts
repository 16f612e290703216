const longestWave = 10_000;

/**
 * What tells positions apart where it is not learned: [nPositions, dModel], at position p in dimension 2i the sine and
 * in dimension 2i + 1 the cosine of p / 10000^(2i / dModel). An odd dModel leaves the last cosine out.
 */
export function sinusoidalPositions(nPositions: number, dModel: number): Float32Array {
    const width = dModel + dModel % 2;
    const table = new Float32Array(nPositions * dModel);
    for (let position = 0; position < nPositions; position++) {
        for (let dimension = 0; dimension < dModel; dimension++) {
            const angle = position * Math.exp(-Math.log(longestWave) * (dimension - dimension % 2) / width);
            table[position * dModel + dimension] = dimension % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
        }
    }
    return table;
}
