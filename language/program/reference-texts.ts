import { asInt, isAtom } from '../values/atom.js';
import { atomDescription, atomRepr, atomText, tupleText } from '../values/python-text.js';
import { RaspError } from '../values/error.js';
import type { ErrorCategory } from '../values/error.js';
import { Failure } from '../evaluation/evaluation.js';
import type { Evaluation } from '../evaluation/evaluation.js';
import { illegalValuesText } from '../evaluation/sequence-texts.js';
import { isSelector, isSOp } from '../graph/nodes.js';
import type { GraphNode, LookupTable } from '../graph/nodes.js';
import { limits } from '../limits.js';
import { keptName, nodeName } from './node-names.js';

import type { SessionOptions } from './session-options.js';
import type { ProgramState } from './state.js';
import { styledText } from './text.js';
import { RaspDict, RaspFunction, RaspList } from './value.js';
import type { Names, Value } from './value.js';

/** Longer lists and dicts show as `(list)` and `(dict)` in the name of a call's result. */
const longestArgument = 20;

/** How the reference names and describes values, for what the prompt prints. */
export class ReferenceTexts {
    private readonly state: ProgramState;
    /** Whether names are kept: at the prompt. */
    private readonly isOn: boolean;
    private readonly tables = new WeakMap<LookupTable, RaspList | RaspDict>();
    private readonly work: (steps: number) => void;

    constructor(state: ProgramState, options: SessionOptions, work: (steps: number) => void) {
        this.state = state;
        this.isOn = options.mode === 'prompt';
        this.work = work;
        for (const name of this.isOn ? options.foundation.scope.ownNames() : []) {
            const value = options.foundation.scope.getOwn(name);
            if (isSOp(value) || isSelector(value)) {
                state.nodeNames.set(value.id, name);
            }
        }
    }

    /** Keeps what a look-up reads from, for what is to be said of those that find no atom. */
    setTable(table: LookupTable, contents: RaspList | RaspDict): void {
        if (this.isOn) {
            this.tables.set(table, contents);
        }
    }

    /** An error on the example, with what the prompt says of it. @param node where it arose */
    asOnExample(error: RaspError, node: GraphNode, evaluation: Evaluation): RaspError {
        const { promptText } = error;
        const known = typeof promptText === 'function' ? promptText : () => promptText ?? error.message;
        return promptText === undefined ? error : new RaspError(error.category, error.message, () => this.illegalLookup(node, evaluation) ?? known());
    }

    /** What the reference says where `l[s_op]` finds values that are no atoms; undefined where that is not the case. */
    private illegalLookup(node: GraphNode, evaluation: Evaluation): string | undefined {
        const table = node.kind === 'elementwise' && node.operation.kind === 'lookup' ? this.tables.get(node.operation.table) : undefined;
        const [at] = node.kind === 'elementwise' ? node.inputs : [];
        const column = at === undefined ? undefined : evaluation.column(at);
        if (table === undefined || column === undefined || column instanceof Failure) {
            return undefined;
        }
        const texts: string[] = [];
        for (const key of column.values) {
            const place = asInt(key);
            const value = table instanceof RaspDict ? table.get(key) : typeof place === 'number' ? table.items.at(place) : undefined;
            const text = value === undefined ? undefined : pythonRepr(value);
            if (text === undefined) {
                return undefined;
            }
            this.work(1 + (text.length >>> 6));
            texts.push(text);
        }
        return illegalValuesText(tupleText(texts));
    }

    /** Gives a name to an s-op or a selector, as an assignment does; other values have none. */
    setName(value: Value, name: string): void {
        if (this.isOn && (isSOp(value) || isSelector(value))) {
            this.state.rename(value.id, keptName(value, name));
        }
    }

    /** Names what a call gives: `count(tokens , "l")`. */
    setCallName(value: Value, callee: RaspFunction, args: readonly Value[]): void {
        if (this.isOn && (isSOp(value) || isSelector(value))) {
            this.setName(value, `${callee.name}(${args.map(arg => this.describe(arg, longestArgument)).join(' , ')})`);
        }
    }

    nameOf(node: GraphNode): string {
        return nodeName(node, this.state.nodeNames, () => { this.work(1); });
    }

    /** A value in an error's text: strings in double quotes, s-ops and selectors by their names. */
    describe(value: Value, longest?: number): string {
        if (!(value instanceof RaspList || value instanceof RaspDict)) {
            return isAtom(value) ? atomDescription(value) : this.other(value);
        }
        const text = styledText(value, { atom: atomDescription, other: part => this.other(part) }, longest ?? limits.size);
        return text !== undefined && text.length <= (longest ?? Infinity) ? text : value instanceof RaspList ? '(list)' : '(dict)';
    }

    private other(value: Exclude<Value, RaspList | RaspDict>): string {
        return value instanceof RaspFunction ? functionText(value) : isSOp(value) || isSelector(value) ? this.nameOf(value) : 'the result of an s-op';
    }

    /** What the reference says of a value that is no atom where an s-op of it is made; undefined where it shows an object of its own. */
    illegalConstant(value: Value): string | undefined {
        const text = pythonRepr(value);
        const { length } = this.state.examples['s-op'];
        return text === undefined || text.length * length > limits.size ? undefined : illegalValuesText(tupleText(new Array<string>(length).fill(text)));
    }
}

/** As the reference shows a function: `console function: f(x, y)`. */
export function functionText(value: RaspFunction): string {
    return `${creatorOf(value.scope)} function: ${value.name}(${value.parameters.join(', ')})`;
}

function creatorOf(scope: Names): string {
    let nested = '';
    let outer: Names | undefined = scope;
    while (outer?.kind === 'local') {
        nested += "'";
        outer = outer.parent;
    }
    return (outer?.label ?? 'RASP_support/rasplib') + nested;
}

/** A value as Python's `str` shows it; undefined where the reference shows an object of its own. */
export function pythonStr(value: Value): string | undefined {
    return isAtom(value) ? atomText(value) : value instanceof RaspFunction ? functionText(value) : pythonRepr(value);
}

/**
 * An error whose text at the prompt ends in a value as Python's `str` shows it.
 * @param words what the reference says before the value
 */
export function errorWithValue(category: ErrorCategory, message: string, words: string, value: Value): RaspError {
    return new RaspError(category, message, () => {
        const text = pythonStr(value);
        return text === undefined ? message : `${words} ${text}`;
    });
}

/** A value as Python shows it in a list; undefined when it is or holds an s-op, a selector or a function. */
export function pythonRepr(value: Value): string | undefined {
    let isPlain = true;
    const text = styledText(value, {
        atom: atomRepr,
        other: () => {
            isPlain = false;
            return '';
        }
    });
    return isPlain ? text : undefined;
}
