import { isAtom } from '../values/atom.js';
import { atomRepr } from '../values/python-text.js';
import { isSelector, isSOp } from '../graph/nodes.js';
import { RaspDict, RaspFunction, RaspList } from './value.js';
import type { Value } from './value.js';

/** A value as Python shows it inside a list; s-ops, selectors and functions by their kind. */
export function valueText(value: Value): string {
    if (isAtom(value)) {
        return atomRepr(value);
    }
    if (value instanceof RaspList) {
        return `[${value.items.map(valueText).join(', ')}]`;
    }
    if (value instanceof RaspDict) {
        return `{${[...value.entries.values()].map(([key, item]) => `${atomRepr(key)}: ${valueText(item)}`).join(', ')}}`;
    }
    if (value instanceof RaspFunction) {
        return `${value.name}(${value.parameters.join(', ')})`;
    }
    return isSOp(value) ? 's-op' : isSelector(value) ? 'selector' : 'result';
}
