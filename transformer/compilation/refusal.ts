import type { GraphNode } from '../../language/graph/nodes.js';

/** Why an s-op cannot be compiled exactly. */
export interface Refusal {
    readonly message: string;
    /** The node that it is about; its origin is the place in the text. */
    readonly node: GraphNode;
    /** What would help. */
    readonly help: string;
}

/** A refusal on its way out of the passes; it never leaves this room. */
export class CannotCompile extends Error {
    readonly refusal: Refusal;

    constructor(node: GraphNode, message: string, help: string) {
        super(message);
        this.refusal = { message, node, help };
    }
}

/** @returns undefined where it is refused */
export function unlessRefused<T>(make: () => T): T | undefined {
    try {
        return make();
    } catch (error) {
        if (error instanceof CannotCompile) {
            return undefined;
        }
        throw error;
    }
}
