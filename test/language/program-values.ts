import { cost } from '../../language/cost/cost';
import { Failure } from '../../language/evaluation/evaluation';
import type { Input } from '../../language/evaluation/input';
import { isSelector, isSOp } from '../../language/graph/nodes';
import type { Program } from '../../language/program/program';
import { RaspDict, RaspFunction, RaspList, Shown } from '../../language/program/value';
import type { Value } from '../../language/program/value';
import { atomRepr } from '../../language/values/python-text';
import { isAtom } from '../../language/values/atom';

/** What every name of a program gives at its end, on its last example and on another input; functions by name alone. */
export function valuesOf(program: Program, inputs: readonly Input[] = []): Map<string, string> {
    const names = new Set(program.statements.flatMap(({ bindings }) => [...bindings.keys()]));
    const example = program.statements.at(-1)?.examples['s-op'] ?? program.defaultExample;
    return new Map([...names].map(name => [name, describe(program, program.valueOf(name), [example, ...inputs])]));
}

function describe(program: Program, value: Value | undefined, inputs: readonly Input[]): string {
    if (value === undefined) {
        return 'none';
    }
    if (isAtom(value)) {
        return atomRepr(value);
    }
    if (isSOp(value)) {
        return inputs.map(input => {
            const column = program.evaluationOn(input).column(value);
            return column instanceof Failure ? column.error.message : `${column.type} ${column.values.map(atomRepr).join()}`;
        }).join(' | ');
    }
    if (isSelector(value)) {
        return inputs.map(input => {
            const matrix = program.evaluationOn(input).matrix(value);
            return matrix instanceof Failure ? matrix.error.message : [...matrix.words].join();
        }).join(' | ');
    }
    if (value instanceof RaspList) {
        return `[${value.items.map(item => describe(program, item, inputs)).join('; ')}]`;
    }
    if (value instanceof RaspDict) {
        return `{${[...value.entries.values()].map(([key, item]) => `${atomRepr(key)}: ${describe(program, item, inputs)}`).join('; ')}}`;
    }
    return value instanceof RaspFunction ? 'function' : value instanceof Shown ? 'shown' : 'other';
}

/** Layers and heads of each name that is an s-op or a selector. */
export function costsOf(program: Program): Map<string, string> {
    const names = new Set(program.statements.flatMap(({ bindings }) => [...bindings.keys()]));
    return new Map([...names].flatMap(name => {
        const value = program.valueOf(name);
        const { layers, heads } = isSOp(value) || isSelector(value) ? cost(value) : { layers: 0, heads: 0 };
        return layers + heads > 0 ? [[name, `L${layers} H${heads}`] as const] : [];
    }));
}
