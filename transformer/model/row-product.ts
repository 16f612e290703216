/** The rows of x times a matrix [inner, columns], and a bias, rounded to float32 at each step. */
export function rowProduct(x: Float32Array, rows: number, inner: number, weights: Float32Array, weightsAt: number, columns: number, bias: Float32Array | undefined, biasAt: number): Float32Array {
    const result = new Float32Array(rows * columns);
    for (let row = 0; row < rows; row++) {
        const at = row * columns;
        for (let k = 0; k < inner; k++) {
            const value = x[row * inner + k] ?? 0;
            if (value !== 0) {
                const from = weightsAt + k * columns;
                for (let j = 0; j < columns; j++) {
                    result[at + j] = (result[at + j] ?? 0) + value * (weights[from + j] ?? 0);
                }
            }
        }
        if (bias !== undefined) {
            for (let j = 0; j < columns; j++) {
                result[at + j] = (result[at + j] ?? 0) + (bias[biasAt + j] ?? 0);
            }
        }
    }
    return result;
}
