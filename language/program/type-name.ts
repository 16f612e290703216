import { isAtom, kindOf } from '../values/atom.js';
import { BitMatrix } from '../evaluation/bit-matrix.js';
import type { Column } from '../evaluation/column.js';
import { Failure } from '../evaluation/evaluation.js';
import { isSelector, isSOp } from '../graph/nodes.js';
import { RaspFunction, RaspList, Shown } from './value.js';
import type { Value } from './value.js';

/** What a value is, with its type: `s-op<ints>`, `selector`, `list`, `function`. */
export function typeName(value: Value, result?: Column | BitMatrix | Failure): string {
    if (isSOp(value)) {
        return result === undefined || result instanceof Failure || result instanceof BitMatrix ? 's-op' : `s-op<${result.type}>`;
    }
    if (isSelector(value)) {
        return 'selector';
    }
    if (isAtom(value)) {
        return kindOf(value);
    }
    return value instanceof RaspFunction ? 'function' : value instanceof RaspList ? 'list' : value instanceof Shown ? 'result' : 'dict';
}
