import { isSelector, isSOp } from '../graph/nodes.js';
import { commentAbove, libraryDocumentation, parameterDocumentation, wordDocumentation } from '../program/documentation.js';
import { libraryUri } from '../program/library.js';
import { libraryValue, nameAbove, namesSetBetween } from '../program/names-above.js';
import type { Program } from '../program/program.js';
import { RaspFunction } from '../program/value.js';
import type { Value } from '../program/value.js';
import type { Level } from '../syntax/name-reader.js';
import { placeAt } from './place.js';
import type { Place } from './place.js';
import { builtinWord } from './words.js';

export interface ParameterText {
    /** Its place in the signature's label. */
    readonly start: number;
    readonly end: number;
    readonly text: string;
}

export interface SignatureText {
    /** `count(seq, atom)` */
    readonly label: string;
    readonly text: string;
    readonly parameters: readonly ParameterText[];
}

/** What is called at a place. */
export interface CallHelp {
    /** In the order in which they are shown, the fewest parameters first. */
    readonly signatures: readonly SignatureText[];
    /** Index of the signature that what is typed fits. */
    readonly active: number;
    /** Index of the argument that the cursor is in; there may be no such parameter. */
    readonly argument: number;
}

/** The innermost call around an offset whose parameters are known, also where it is half typed. */
export function callAt(program: Program, offset: number): CallHelp | undefined {
    const place = placeAt(program, offset);
    if (place === undefined || place.reader.head?.keyword === 'def') {
        return undefined;
    }
    for (const level of place.reader.levels.toReversed()) {
        if (level.kind === 'def' || level.kind === 'for') {
            return undefined;
        }
        const signatures = level.kind === '(' ? signaturesOf(program, place, level) : [];
        if (signatures.length > 0) {
            const fitting = signatures.findIndex(({ parameters }) => parameters.length > level.commas);
            const active = fitting < 0 ? signatures.length - 1 : fitting;
            const last = signatures[active];
            const isOpenEnded = last?.label.includes('…') === true;
            return { signatures, active, argument: isOpenEnded ? Math.min(level.commas, last.parameters.length - 1) : level.commas };
        }
    }
    return undefined;
}

function signaturesOf(program: Program, { reader, index }: Place, { word }: Level): SignatureText[] {
    if (word === undefined) {
        return [];
    }
    const name = word.text;
    const builtin = wordDocumentation(builtinWord(name));
    if (builtin !== undefined) {
        const names = Object.keys(builtin.parameters);
        const describe = (parameter: string): string => builtin.parameters[parameter] ?? '';
        // `range(stop)` has its one bound in the middle of the others.
        return (name === 'range' ? [['stop'], ['start', 'stop'], names] : [names]).map(some => signature(name, some, builtin.text, describe));
    }
    const local = reader.resolve(name);
    if (local !== undefined) {
        return local.kind === 'function' ? [signature(name, local.parameters, '', () => '')] : [];
    }
    const value = nameAbove(program, name, index)?.value ?? libraryValue(name) ?? (reader.inFunction ? valueBelow(program, name, index) : undefined);
    return value === undefined ? [] : ofValue(program, name, value);
}

function valueBelow(program: Program, name: string, index: number): Value | undefined {
    for (const set of namesSetBetween(program, index + 1, program.parsed.length)) {
        if (set.name === name) {
            return set.value;
        }
    }
    return undefined;
}

function ofValue(program: Program, name: string, value: Value): SignatureText[] {
    if (value instanceof RaspFunction) {
        const text = functionDocumentation(program, value);
        return [signature(name, value.parameters, text, parameter => parameterDocumentation(text, parameter))];
    }
    if (isSOp(value) || isSelector(value)) {
        return [signature(name, ['input'], `Shows \`${name}\` on an input.`, () => 'A string or a list of atoms.')];
    }
    return [];
}

/** The comment above a function, wherever it was written. */
export function functionDocumentation(program: Program, { name, unit }: RaspFunction): string {
    if (unit.uri === libraryUri) {
        return libraryDocumentation(name);
    }
    const location = program.locate(unit, 0, 0);
    return location === undefined ? '' : commentAbove(location.text, location.start);
}

function signature(name: string, parameters: readonly string[], text: string, describe: (parameter: string) => string): SignatureText {
    let label = `${name}(`;
    const places = parameters.map((parameter, i): ParameterText => {
        label += i === 0 ? '' : ', ';
        const start = label.length;
        label += parameter;
        const own = describe(parameter);
        // One sentence about all of it need not stand there twice.
        return { start, end: label.length, text: own === text ? '' : own };
    });
    return { label: `${label})`, text, parameters: places };
}
