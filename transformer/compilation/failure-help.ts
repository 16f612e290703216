import { nodesBelow } from '../../language/graph/below.js';
import type { ElementwiseSOp, GraphNode, SOp } from '../../language/graph/nodes.js';

/** What helps against an operation that fails on some inputs: another program, or fewer inputs. */
export function helpAgainstFailure(node: GraphNode): string {
    return `${mendingOf(node)}, or ${fewerInputs(node)}.`;
}

function mendingOf(node: GraphNode): string {
    switch (node.kind) {
        case 'input': return `Use tokens as they are, not ${node.name}`;
        case 'elementwise': return mendingOfOperation(node);
        case 'aggregate': return 'Let the selector compare values of one type, and where strings or bools are aggregated select one position at the most';
        case 'select': case 'combined': return 'Compare values of one type';
        case 'constant': return 'Use another value';
    }
}

function mendingOfOperation({ operation }: ElementwiseSOp): string {
    switch (operation.kind) {
        case 'lookup':
            return operation.table.kind === 'dict' ? 'Give the dict every key that is looked up in it'
                : `Make the ${operation.table.kind} as long as the indices that are looked up in it, which must be ints: round(…) makes a float one`;
        case 'arithmetic':
            return operation.operator === '/' || operation.operator === '%' ? 'Keep the divisor from being 0, as with x / (y if y != 0 else 1)'
                : operation.operator === '+' ? 'Add numbers to numbers, and strings to strings' : 'Compute with numbers only';
        case 'comparison': return 'Compare values of one type';
        case 'unary': case 'logic': case 'ternary': case 'membership': return 'Give it values of a type that it takes';
    }
}

/** How to leave out inputs on which a node may fail: by what its values depend on. */
function fewerInputs(node: GraphNode): string {
    const below = nodesBelow(node);
    const isOfTokens = below.some(part => part.kind === 'input' && part.name !== 'indices');
    const isOfPlaces = below.some(part => part.kind === 'aggregate' || (part.kind === 'input' && part.name === 'indices'));
    return !isOfTokens ? 'choose a shorter longest input'
        : isOfPlaces ? 'leave tokens out of the alphabet, or choose a shorter longest input' : 'leave tokens out of the alphabet';
}

/** What helps where an s-op has too many possible values. @param isOfStrings whether they are strings */
export function helpAgainstValues(node: SOp, isOfStrings: boolean): string {
    return isOfStrings ? 'Choose a smaller alphabet or a shorter longest input, or put fewer strings together.'
        : node.kind === 'aggregate' ? 'Choose a shorter longest input, or count instead of averaging.'
        : 'Choose a smaller alphabet or a shorter longest input, or round intermediate results.';
}
