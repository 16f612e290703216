import { nodesBelow } from '../../language/graph/below.js';
import type { ElementwiseSOp, SOp } from '../../language/graph/nodes.js';

export interface NamedTokens {
    /** Strings that the program compares tokens with, or looks tokens up by. */
    readonly tokens: readonly string[];
    /** Whether it looks tokens up: others have no entry. */
    readonly areAll: boolean;
}

/** The tokens that an s-op's program names, such as the brackets that it looks for. */
export function namedTokens(node: SOp): NamedTokens {
    const tokens = new Set<string>();
    let areAll = false;
    for (const part of nodesBelow(node)) {
        if (part.kind === 'elementwise' && part.inputs.some(isTokens)) {
            stringsOf(part).forEach(token => { tokens.add(token); });
            areAll ||= part.operation.kind === 'lookup';
        }
    }
    return { tokens: [...tokens], areAll };
}

function stringsOf({ operation, inputs }: ElementwiseSOp): string[] {
    const named = operation.kind === 'comparison' ? inputs.map(input => (input.kind === 'constant' ? input.value : undefined))
        : operation.kind === 'membership' ? operation.items
        : operation.kind === 'lookup' && operation.table.kind === 'dict' ? [...operation.table.entries.keys()].map(keyText) : [];
    return named.filter(token => typeof token === 'string');
}

/** Strings among the keys of a dict begin with a quote, which tells them from numbers. */
function keyText(key: string | number | bigint): string | undefined {
    return typeof key === 'string' && key.startsWith('"') ? key.slice(1) : undefined;
}

function isTokens(node: SOp): boolean {
    return node.kind === 'input' && (node.name === 'tokens_asis' || node.name === 'tokens_str');
}
