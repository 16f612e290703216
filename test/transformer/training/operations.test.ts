import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../language/batch/random';
import { GraphBuilder } from '../../../transformer/onnx/graph-builder';
import { add, divide, mean, multiply, relu, scale, subtract, sum as sumOf } from '../../../transformer/training/differentiation/arithmetic';
import { joinHeads, reshape, splitHeads, transpose } from '../../../transformer/training/differentiation/layout';
import { firstRows, rowsAt } from '../../../transformer/training/differentiation/lookups';
import { crossEntropy, squaredError } from '../../../transformer/training/differentiation/losses';
import { layerNorm, softmax } from '../../../transformer/training/differentiation/normalisation';
import { linear, multiplyMatrices } from '../../../transformer/training/differentiation/products';
import { Tape } from '../../../transformer/training/differentiation/tape';
import type { Value } from '../../../transformer/training/differentiation/value';
import { at, differences, elementwise, generate, map, matrixProduct, normalRow, permuted, rows, sizeOf, softmaxOf, sum, tensor } from './doubles';
import type { Doubles } from './doubles';
import { RunningGraph, floats } from './run-graph';

/** Sizes of the dimensions that the graph knows by name only; the product is one of them. */
const sizes: Readonly<Record<string, number>> = { 'batch': 2, 'n': 3, 'batch*n': 6 };
type Shape = readonly (number | string)[];

interface Row {
    readonly name: string;
    readonly shapes: readonly Shape[];
    readonly build: (tape: Tape, inputs: Values) => Value;
    readonly reference: (inputs: Tensors) => Doubles;
    /** Draws inputs that the operation can take; from -1 to 1 if not given. */
    readonly draw?: (random: number) => number;
}
type Values = readonly [Value, Value, Value];
type Tensors = readonly [Doubles, Doubles, Doubles];

const ids = [2, 0, 2, 1, 3, 2];
const idsIn = (tape: Tape): string => tape.graph.ints(ids);
const matrices = (x: Doubles, weights: Doubles, bias: Doubles): Doubles => elementwise(matrixProduct(x, weights), bias, plus);
const plus = (x: number, y: number): number => x + y;
const times = (x: number, y: number): number => x * y;
const scalar = (value: number): Doubles => tensor([], [value]);
const entropy = (row: readonly number[], label: number): number => -Math.log(softmaxOf(row)[label] ?? NaN);
const away = (random: number): number => (random < 0 ? random - 0.2 : random + 0.2);
const layerNormOf = ([x, gain, bias]: Tensors): Doubles => elementwise(elementwise(rows(x, normalRow), gain, times), bias, plus);

const binary = (name: string, build: (tape: Tape, a: Value, b: Value) => Value, operation: (x: number, y: number) => number): Row[] => [
    [['n', 4], ['n', 4]], [['n', 4], [4]], [['n', 4], ['n', 1]], [['n', 4], []], [[4], ['batch', 'n', 4]], [['batch', 1, 4], ['n', 1]], [[1], ['n', 4]], [[1, 'n', 1], ['batch', 1, 2]], [[1, 4], [2, 'n', 4]]
].map((shapes): Row => ({
    name: `${name} of ${shapes.map(shape => `[${shape.join(', ')}]`).join(' and ')}`, shapes, draw: away,
    build: (tape, [a, b]) => build(tape, a, b),
    reference: ([a, b]) => elementwise(a, b, operation)
}));

const table: readonly Row[] = [
    ...binary('a + b', add, plus),
    ...binary('a - b', subtract, (x, y) => x - y),
    ...binary('a · b', multiply, times),
    ...binary('a / b', divide, (x, y) => x / y),
    { name: 'a + a', shapes: [['n', 2]], build: (tape, [a]) => add(tape, a, a), reference: ([a]) => map(a, x => 2 * x) },
    { name: 'a · a', shapes: [['n', 2]], build: (tape, [a]) => multiply(tape, a, a), reference: ([a]) => map(a, x => x * x) },
    { name: '-2.5 · a', shapes: [['n', 2]], build: (tape, [a]) => scale(tape, a, -2.5), reference: ([a]) => map(a, x => -2.5 * x) },
    { name: 'relu', shapes: [['n', 5]], draw: away, build: (tape, [a]) => relu(tape, a), reference: ([a]) => map(a, x => Math.max(x, 0)) },
    { name: 'relu used twice', shapes: [['n', 5]], draw: away, build: (tape, [a]) => add(tape, a, relu(tape, a)), reference: ([a]) => map(a, x => x + Math.max(x, 0)) },
    { name: 'sum', shapes: [['batch', 'n']], build: (tape, [a]) => sumOf(tape, a), reference: ([a]) => scalar(sum(a.data)) },
    { name: 'mean', shapes: [['batch', 'n', 5]], build: (tape, [a]) => mean(tape, a), reference: ([a]) => rows(a, row => [sum(row) / row.length]) },
    { name: 'linear', shapes: [['batch*n', 4], [4, 5], [5]], build: (tape, [x, w, b]) => linear(tape, x, w, b), reference: ([x, w, b]) => matrices(x, w, b) },
    { name: 'linear without a bias', shapes: [['n', 4], [4, 2]], build: (tape, [x, w]) => linear(tape, x, w), reference: ([x, w]) => matrixProduct(x, w) },
    { name: 'linear twice with the same weights', shapes: [['n', 4], [4, 4], [4]], build: (tape, [x, w, b]) => linear(tape, linear(tape, x, w, b), w, b), reference: ([x, w, b]) => matrices(matrices(x, w, b), w, b) },
    { name: 'linear beside its input', shapes: [['n', 4], [4, 4], [4]], build: (tape, [x, w, b]) => add(tape, x, linear(tape, x, w, b)), reference: ([x, w, b]) => elementwise(x, matrices(x, w, b), plus) },
    { name: 'products of matrices', shapes: [['batch', 2, 'n', 4], ['batch', 2, 4, 5]], build: (tape, [a, b]) => multiplyMatrices(tape, a, b), reference: ([a, b]) => matrixProduct(a, b) },
    { name: 'products with transposed matrices', shapes: [['batch', 2, 'n', 4], ['batch', 2, 5, 4]], build: (tape, [a, b]) => multiplyMatrices(tape, a, b, { transposeB: true }), reference: ([a, b]) => matrixProduct(a, permuted(b, [0, 1, 3, 2])) },
    { name: 'a product of single matrices', shapes: [['n', 4], [4, 2]], build: (tape, [a, b]) => multiplyMatrices(tape, a, b), reference: ([a, b]) => matrixProduct(a, b) },
    { name: 'a matrix and itself transposed', shapes: [['batch', 'n', 4]], build: (tape, [a]) => multiplyMatrices(tape, a, a, { transposeB: true }), reference: ([a]) => matrixProduct(a, permuted(a, [0, 2, 1])) },
    { name: 'transpose', shapes: [['batch', 'n', 4, 2]], build: (tape, [a]) => transpose(tape, a, [2, 0, 3, 1]), reference: ([a]) => permuted(a, [2, 0, 3, 1]) },
    { name: 'reshape to two named dimensions', shapes: [['batch*n', 4]], build: (tape, [a]) => reshape(tape, a, ['batch', 'n', 2, 2]), reference: ([a]) => tensor([2, 3, 2, 2], a.data) },
    { name: 'reshape to one', shapes: [['batch', 'n', 4]], build: (tape, [a]) => reshape(tape, a, ['batch*n', 4]), reference: ([a]) => tensor([6, 4], a.data) },
    { name: 'three heads', shapes: [['batch*n', 6]], build: (tape, [a]) => splitHeads(tape, a, 'batch', 'n', 3), reference: ([a]) => permuted(tensor([2, 3, 3, 2], a.data), [0, 2, 1, 3]) },
    { name: 'one head', shapes: [['batch*n', 6]], build: (tape, [a]) => splitHeads(tape, a, 'batch', 'n', 1), reference: ([a]) => tensor([2, 1, 3, 6], a.data) },
    { name: 'heads joined', shapes: [['batch', 2, 'n', 4]], build: (tape, [a]) => joinHeads(tape, a), reference: ([a]) => tensor([6, 8], permuted(a, [0, 2, 1, 3]).data) },
    { name: 'one head joined', shapes: [['batch', 1, 'n', 4]], build: (tape, [a]) => joinHeads(tape, a), reference: ([a]) => tensor([6, 4], a.data) },
    { name: 'softmax', shapes: [['batch', 2, 'n', 'n']], draw: random => 3 * random, build: (tape, [a]) => softmax(tape, a), reference: ([a]) => rows(a, softmaxOf) },
    { name: 'softmax with scores that hide', shapes: [['n', 4]], build: (tape, [a]) => softmax(tape, add(tape, a, tape.given(tape.graph.floats('hide', [4], Float32Array.of(0, -(2 ** 126), 0, 0)), [4]))), reference: ([a]) => rows(a, ([x = 0, , y = 0, z = 0]) => { const [p = 0, q = 0, r = 0] = softmaxOf([x, y, z]); return [p, 0, q, r]; }) },
    { name: 'layer norm', shapes: [['batch*n', 5], [5], [5]], build: (tape, [x, gain, bias]) => layerNorm(tape, x, gain, bias), reference: layerNormOf },
    { name: 'layer norm of wide rows', shapes: [['n', 64], [64], [64]], draw: random => 4 * random + 1, build: (tape, [x, gain, bias]) => layerNorm(tape, x, gain, bias), reference: layerNormOf },
    { name: 'rows at ids', shapes: [[4, 3]], build: (tape, [a]) => rowsAt(tape, a, idsIn(tape), 'batch*n'), reference: ([a]) => generate([6, 3], (i = 0, j = 0) => at(a, ids[i] ?? 0, j)) },
    { name: 'rows of one table twice', shapes: [[4, 3]], build: (tape, [a]) => multiply(tape, rowsAt(tape, a, idsIn(tape), 'batch*n'), rowsAt(tape, a, tape.graph.ints(ids.toReversed()), 'batch*n')), reference: ([a]) => generate([6, 3], (i = 0, j = 0) => at(a, ids[i] ?? 0, j) * at(a, ids[5 - i] ?? 0, j)) },
    { name: 'the first rows', shapes: [[7, 2]], build: (tape, [a]) => firstRows(tape, a, 'n'), reference: ([a]) => generate([3, 2], (i = 0, j = 0) => at(a, i, j)) },
    { name: 'all rows', shapes: [[3, 2]], build: (tape, [a]) => firstRows(tape, a, 'n'), reference: ([a]) => a },
    {
        name: 'cross-entropy with rows that do not count', shapes: [['batch*n', 4]], draw: random => 5 * random,
        build: (tape, [a]) => crossEntropy(tape, a, idsIn(tape), tape.given(tape.graph.floats('weights', [6, 1], Float32Array.of(0.5, 0, 0.25, 1, 0, 2)), ['batch*n', 1])).loss,
        reference: ([a]) => scalar(sum([0.5, 0, 0.25, 1, 0, 2].map((weight, i) => weight * entropy(a.data.slice(4 * i, 4 * i + 4), ids[i] ?? 0))))
    },
    {
        name: 'cross-entropy of logits far apart', shapes: [['batch*n', 4]], draw: random => 40 * random,
        build: (tape, [a]) => crossEntropy(tape, a, idsIn(tape), tape.given(tape.graph.floats('weights', [6, 1], new Float32Array(6).fill(1)), ['batch*n', 1])).loss,
        reference: ([a]) => scalar(sum(ids.map((id, i) => { const row = a.data.slice(4 * i, 4 * i + 4); const most = Math.max(...row); return Math.log(sum(row.map(x => Math.exp(x - most)))) + most - (row[id] ?? NaN); })))
    },
    {
        name: 'squared error with weights of rows', shapes: [['batch', 2, 'n', 'n']],
        build: (tape, [a]) => squaredError(tape, a, tape.given(tape.graph.floats('target', [2, 2, 3, 3], Float32Array.from({ length: 36 }, (_, i) => i % 5 / 4)), ['batch', 2, 'n', 'n']), tape.given(tape.graph.floats('weights', [2, 2, 3, 1], Float32Array.from({ length: 12 }, (_, i) => i % 3)), ['batch', 2, 'n', 1])),
        reference: ([a]) => scalar(sum(a.data.map((x, i) => Math.floor(i / 3) % 3 * (x - i % 5 / 4) ** 2)))
    }
];

const sized = (shape: Shape): number[] => shape.map(size => (typeof size === 'number' ? size : sizes[size] ?? 0));

describe('each operation gives its values, and derivatives as finite differences have them', () => {
    test.each(table)('$name', async ({ shapes, build, reference, draw = random => random }) => {
        const random = seededRandom(7);
        const numbers = (count: number): number[] => Array.from({ length: count }, () => Math.fround(draw(2 * random() - 1)));
        const inputs = shapes.map(shape => tensor(sized(shape), numbers(sizeOf(sized(shape)))));
        const graph = new GraphBuilder();
        const tape = new Tape(graph);
        Object.entries(sizes).filter(([name]) => !name.includes('*')).forEach(([name, size]) => { tape.size(name, graph.ints([size])); });
        const values = shapes.map((shape, i) => tape.leaf(graph.input(`input.${i}`, 'float', shape, ''), shape));
        const output = build(tape, values as unknown as Values);
        const expected = reference(inputs as unknown as Tensors);
        expect(sized(output.shape)).toEqual(expected.shape);
        // Each element of the output has a weight of its own in the loss, so that none can hide.
        const weights = tensor(expected.shape, expected.data.map(() => Math.fround(random() + 0.5)));
        const loss = sumOf(tape, multiply(tape, output, tape.given(graph.floats('loss.weights', weights.shape, Float32Array.from(weights.data)), output.shape)));
        tape.gradients(loss, values).forEach((name, i) => {
            graph.node('Identity', [name], `gradient.of.${i}`);
            graph.output(`gradient.of.${i}`, 'float', shapes[i] ?? [], '');
        });
        graph.node('Identity', [output.name], 'output');
        graph.output('output', 'float', output.shape, '');

        const running = await RunningGraph.of(graph.finish({ producer: 'test', graphName: 'operation', doc: '', metadata: {} }));
        const results = await running.run(Object.fromEntries(inputs.map(({ shape, data }, i) => [`input.${i}`, floats(shape, data)])));
        await running.release();
        expectClose(results['output'], expected.data);
        inputs.forEach((input, i) => {
            const lossOf = (data: readonly number[]): number => sum(elementwise(reference(inputs.with(i, tensor(input.shape, data)) as unknown as Tensors), weights, times).data);
            expectClose(results[`gradient.of.${i}`], differences(input.data, lossOf));
        });
    });
});

/** Within what float32 loses on numbers of this size. */
function expectClose(actual: Float32Array | undefined, expected: readonly number[]): void {
    const size = Math.max(1, ...expected.map(Math.abs));
    expect(actual?.length).toBe(expected.length);
    expect(Math.max(...expected.map((value, i) => Math.abs(value - (actual?.[i] ?? NaN)) / size))).toBeLessThan(3e-6);
}

describe('what cannot be is refused while the graph is built', () => {
    const refusals: readonly { readonly name: string; readonly build: (tape: Tape, input: (name: string, shape: Shape) => Value) => unknown; readonly says: RegExp }[] = [
        { name: 'sizes that do not fit', build: (tape, input) => add(tape, input('a', ['n', 2]), input('b', ['batch', 2])), says: /\[n, 2\] and \[batch, 2\] do not fit/ },
        { name: 'a product of other sizes', build: (tape, input) => linear(tape, input('a', ['n', 2]), input('b', [3, 2])), says: /no product of \[n, 2\] and \[3, 2\]/ },
        { name: 'a batch of other matrices', build: (tape, input) => multiplyMatrices(tape, input('a', ['batch', 'n', 2]), input('b', ['n', 2, 2])), says: /no product of/ },
        { name: 'another number of elements', build: (tape, input) => reshape(tape, input('a', ['n', 2]), ['n', 3]), says: /\[n, 2\] cannot become \[n, 3\]/ },
        { name: 'a loss that is many numbers', build: (tape, input) => tape.gradients(input('a', ['n']), []), says: /a loss is a single number, not \[n\]/ },
        { name: 'what the loss does not depend on', build: (tape, input) => tape.gradients(sumOf(tape, input('a', [2])), [input('b', [2])]), says: /the loss does not depend on b/ },
        { name: 'a dimension whose size is not told', build: tape => tape.shapeTensor(['batch', 'depth']), says: /nothing tells the size of batch/ },
        { name: 'one name twice', build: (_, input) => [input('a', [2]), input('a', [2])], says: /a is there already/ }
    ];
    test.each(refusals)('$name', ({ build, says }) => {
        const graph = new GraphBuilder();
        const tape = new Tape(graph);
        expect(() => build(tape, (name, shape) => tape.leaf(name, shape))).toThrow(says);
    });
});
