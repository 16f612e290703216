/** A tensor in doubles, for slow references that are written as the definitions read. */
export interface Doubles {
    readonly shape: readonly number[];
    readonly data: readonly number[];
}

export function tensor(shape: readonly number[], data: readonly number[]): Doubles {
    if (data.length !== sizeOf(shape)) {
        throw new RangeError(`${data.length} numbers do not fill [${shape.join(', ')}]`);
    }
    return { shape, data };
}

export function sizeOf(shape: readonly number[]): number {
    return shape.reduce((product, size) => product * size, 1);
}

/** A tensor whose element at each index is computed. */
export function generate(shape: readonly number[], element: (...index: number[]) => number): Doubles {
    return { shape, data: Array.from({ length: sizeOf(shape) }, (_, i) => element(...indexOf(shape, i))) };
}

export function at({ shape, data }: Doubles, ...index: readonly number[]): number {
    const place = index.reduce((sum, position, axis) => sum * (shape[axis] ?? 0) + position, 0);
    const value = data[place];
    if (value === undefined || index.length !== shape.length) {
        throw new RangeError(`[${index.join(', ')}] is not in [${shape.join(', ')}]`);
    }
    return value;
}

/** Element by element, with dimensions of 1 or missing ones repeated. */
export function elementwise(a: Doubles, b: Doubles, operation: (x: number, y: number) => number): Doubles {
    const rank = Math.max(a.shape.length, b.shape.length);
    const padded = (shape: readonly number[]): number[] => [...new Array<number>(rank - shape.length).fill(1), ...shape];
    const [left, right] = [{ ...a, shape: padded(a.shape) }, { ...b, shape: padded(b.shape) }];
    const shape = left.shape.map((size, axis) => Math.max(size, right.shape[axis] ?? 1));
    const own = (part: Doubles, index: readonly number[]): number => at(part, ...index.map((position, axis) => (part.shape[axis] === 1 ? 0 : position)));
    return generate(shape, (...index) => operation(own(left, index), own(right, index)));
}

export function map(a: Doubles, operation: (x: number) => number): Doubles {
    return { shape: a.shape, data: a.data.map(operation) };
}

/** The last axis of each row made into another list of the same length. */
export function rows(a: Doubles, operation: (row: readonly number[]) => readonly number[]): Doubles {
    const width = a.shape.at(-1) ?? 1;
    const data = Array.from({ length: a.data.length / width }, (_, i) => operation(a.data.slice(i * width, (i + 1) * width))).flat();
    return { shape: [...a.shape.slice(0, -1), data.length / (a.data.length / width)], data };
}

/** Products of the matrices in the last two axes. */
export function matrixProduct(a: Doubles, b: Doubles): Doubles {
    const outer = a.shape.slice(0, -2);
    const [height, inner] = a.shape.slice(-2);
    const width = b.shape.at(-1);
    return generate([...outer, height ?? 1, width ?? 1], (...index) => {
        const [i = 0, j = 0] = index.slice(-2);
        const first = index.slice(0, -2);
        return sum(Array.from({ length: inner ?? 1 }, (_, k) => at(a, ...first, i, k) * at(b, ...first, k, j)));
    });
}

export function permuted(a: Doubles, permutation: readonly number[]): Doubles {
    return generate(permutation.map(axis => a.shape[axis] ?? 1), (...index) => at(a, ...permutation.map((_, axis) => index[permutation.indexOf(axis)] ?? 0)));
}

export function sum(values: readonly number[]): number {
    return values.reduce((total, value) => total + value, 0);
}

export function softmaxOf(row: readonly number[]): number[] {
    const powers = row.map(value => Math.exp(value - Math.max(...row)));
    return powers.map(power => power / sum(powers));
}

export function normalRow(row: readonly number[]): number[] {
    const mean = sum(row) / row.length;
    const variance = sum(row.map(value => (value - mean) ** 2)) / row.length;
    return row.map(value => (value - mean) / Math.sqrt(variance + 1e-5));
}

/** The derivatives of a function of many numbers, by central differences. */
export function differences(values: readonly number[], of: (values: readonly number[]) => number, step = 1e-5): number[] {
    const moved = [...values];
    return values.map((value, i) => {
        moved[i] = value + step;
        const above = of(moved);
        moved[i] = value - step;
        const below = of(moved);
        moved[i] = value;
        return (above - below) / (2 * step);
    });
}

function indexOf(shape: readonly number[], place: number): number[] {
    const index: number[] = [];
    let rest = place;
    for (const size of shape.toReversed()) {
        index.unshift(rest % size);
        rest = Math.floor(rest / size);
    }
    return index;
}
