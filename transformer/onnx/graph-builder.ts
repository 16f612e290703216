import { littleEndian } from '../model/little-endian.js';
import { MessageWriter } from './protobuf.js';

/** Element types, by the numbers of ONNX's TensorProto.DataType. */
export const elementType = { float: 1, int64: 7, bool: 9 } as const;
export type ElementType = keyof typeof elementType;

/** A dimension: a number, or the name of one that inputs decide. */
export type Dimension = number | string;

/** Attributes of a node: an int, a list of ints, or a float32. */
export type Attributes = Readonly<Record<string, number | readonly number[] | { readonly float: number }>>;

/** What a file says of itself. */
export interface ModelProperties {
    readonly producer: string;
    readonly graphName: string;
    readonly doc: string;
    readonly metadata: Readonly<Record<string, string>>;
}

/** The format's version that goes with the operator set. */
const irVersion = 8;
/** The operators as of this version: all that is used here, and known to every runtime since 2022. */
const operatorSet = 17;
const attributeType = { float: 1, int: 2, ints: 7 } as const;

/** Builds an ONNX graph, node by node; values are known by their names. */
export class GraphBuilder {
    private readonly nodes: MessageWriter[] = [];
    private readonly initializers: MessageWriter[] = [];
    private readonly inputs: MessageWriter[] = [];
    private readonly outputs: MessageWriter[] = [];
    private readonly constants = new Map<string, string>();

    input(name: string, type: ElementType, shape: readonly Dimension[], doc: string): string {
        this.inputs.push(valueInfo(name, type, shape, doc));
        return name;
    }

    output(name: string, type: ElementType, shape: readonly Dimension[], doc: string): void {
        this.outputs.push(valueInfo(name, type, shape, doc));
    }

    /** A parameter of float32s. */
    floats(name: string, shape: readonly number[], values: Float32Array): string {
        return this.initializer(name, 'float', shape, littleEndian(values));
    }

    /** A constant of int64s: a list, or a single one without dimensions. Equal ones are one. */
    ints(values: number | readonly number[]): string {
        const name = `int.${Array.isArray(values) ? `[${values.join(',')}]` : String(values)}`;
        return this.constant(name, () => {
            const list = typeof values === 'number' ? [values] : values;
            this.initializer(name, 'int64', typeof values === 'number' ? [] : [list.length], int64Bytes(list));
        });
    }

    /** A single float32. */
    float(value: number): string {
        const name = `float.${value}`;
        return this.constant(name, () => { this.floats(name, [], Float32Array.of(value)); });
    }

    /** The float32s 0, 1, 2, … of this length. */
    sequence(length: number): string {
        const name = `float.[0..${length})`;
        return this.constant(name, () => { this.floats(name, [length], Float32Array.from({ length }, (_, i) => i)); });
    }

    /** The list that holds one `true`. */
    get oneTrue(): string {
        return this.constant('bool.[true]', () => { this.initializer('bool.[true]', 'bool', [1], Uint8Array.of(1)); });
    }

    /** Adds a node with one output. @returns the output's name */
    node(operator: string, inputs: readonly string[], output: string, attributes: Attributes = {}): string {
        this.nodeOf(operator, inputs, [output], attributes);
        return output;
    }

    /** Adds a node with several outputs, the first of which is also its name. An output named '' is left out. */
    nodeOf(operator: string, inputs: readonly string[], outputs: readonly [string, ...string[]], attributes: Attributes = {}): void {
        const node = new MessageWriter();
        inputs.forEach(input => node.text(1, input));
        outputs.forEach(output => node.text(2, output));
        node.text(3, outputs[0]).text(4, operator);
        for (const [name, value] of Object.entries(attributes)) {
            const attribute = new MessageWriter().text(1, name);
            if (typeof value === 'number') {
                attribute.int(3, value).int(20, attributeType.int);
            } else if ('float' in value) {
                attribute.float(2, value.float).int(20, attributeType.float);
            } else {
                value.forEach(item => attribute.int(8, item));
                attribute.int(20, attributeType.ints);
            }
            node.message(5, attribute);
        }
        this.nodes.push(node);
    }

    /** The whole file. */
    finish({ producer, graphName, doc, metadata }: ModelProperties): Uint8Array {
        const graph = new MessageWriter();
        this.nodes.forEach(node => graph.message(1, node));
        graph.text(2, graphName);
        this.initializers.forEach(tensor => graph.message(5, tensor));
        this.inputs.forEach(info => graph.message(11, info));
        this.outputs.forEach(info => graph.message(12, info));
        const file = new MessageWriter().int(1, irVersion).text(2, producer).text(6, doc).message(7, graph)
            .message(8, new MessageWriter().text(1, '').int(2, operatorSet));
        for (const [key, value] of Object.entries(metadata)) {
            file.message(14, new MessageWriter().text(1, key).text(2, value));
        }
        return file.finish();
    }

    private constant(name: string, make: () => void): string {
        if (!this.constants.has(name)) {
            this.constants.set(name, name);
            make();
        }
        return name;
    }

    private initializer(name: string, type: ElementType, shape: readonly number[], bytes: Uint8Array): string {
        const tensor = new MessageWriter();
        if (shape.length > 0) {
            tensor.ints(1, shape);
        }
        this.initializers.push(tensor.int(2, elementType[type]).text(8, name).bytes(9, bytes));
        return name;
    }
}

function valueInfo(name: string, type: ElementType, shape: readonly Dimension[], doc: string): MessageWriter {
    const dimensions = new MessageWriter();
    for (const size of shape) {
        dimensions.message(1, typeof size === 'number' ? new MessageWriter().int(1, size) : new MessageWriter().text(2, size));
    }
    const tensor = new MessageWriter().int(1, elementType[type]).message(2, dimensions);
    return new MessageWriter().text(1, name).message(2, new MessageWriter().message(1, tensor)).text(3, doc);
}

function int64Bytes(values: readonly number[]): Uint8Array {
    const view = new DataView(new ArrayBuffer(values.length * 8));
    values.forEach((value, i) => { view.setBigInt64(i * 8, BigInt(value), true); });
    return new Uint8Array(view.buffer);
}
