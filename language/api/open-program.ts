import { cost } from '../cost/cost.js';
import type { Cost } from '../cost/cost.js';
import { isSelector, isSOp } from '../graph/nodes.js';
import { isAtom, kindOf } from '../values/atom.js';
import { noFiles } from '../program/load-host.js';
import type { LoadHost } from '../program/load-host.js';
import { namesSet } from '../batch/targets.js';
import type { Severity } from '../program/problem.js';
import { Program } from '../program/program.js';
import { RaspDict, RaspFunction, RaspList } from '../program/value.js';
import type { Value } from '../program/value.js';
import { inputOf } from './input-like.js';
import type { InputLike } from './input-like.js';

export interface OpenOptions {
    /** What the program is called; `load` looks beside it. */
    readonly uri?: string;
    /** The example on which statements are tried, unless the program sets one; `hello` when absent. */
    readonly example?: InputLike;
    /** How `load "path"` finds files; without it, there are none. */
    readonly host?: LoadHost;
    /** Called every few thousand steps; throws `Cancelled` to stop. */
    readonly checkpoint?: () => void;
}

/**
 * Parses and runs the text of a program. What is wrong with it throws nothing: see `problemsOf`.
 *
 * @example
 *     const program = openProgram('reverse = aggregate(select(indices, length - 1 - indices, ==), tokens);');
 */
export function openProgram(text: string, { uri = 'rasp:program', example = 'hello', host = noFiles, checkpoint }: OpenOptions = {}): Program {
    const program = new Program({ uri, host, example: inputOf(example), ...(checkpoint === undefined ? {} : { checkpoint }) });
    program.update(text);
    return program;
}

/** Something to tell a program's author. */
export interface ProgramProblem {
    readonly severity: Severity;
    readonly message: string;
    /** Line and column of its first character, from 1; a column counts UTF-16 units. */
    readonly line: number;
    readonly column: number;
    /** Offsets of its first character and behind its last one in the text. */
    readonly start: number;
    readonly end: number;
}

/** The errors and warnings of a program, in the order of its statements. */
export function problemsOf(program: Program): ProgramProblem[] {
    return program.statements.flatMap(({ offset, problems }) => problems.map(({ severity, message, start, end }) => {
        const before = program.text.slice(0, offset + start);
        const lineStart = before.lastIndexOf('\n') + 1;
        return { severity, message, line: before.split('\n').length, column: before.length - lineStart + 1, start: offset + start, end: offset + end };
    }));
}

export type NameKind = 's-op' | 'selector' | 'int' | 'float' | 'string' | 'bool' | 'list' | 'dict' | 'function' | 'result';

/** A name that a program has set, and what it stands for. */
export interface ProgramName {
    readonly name: string;
    readonly kind: NameKind;
    /** Layers and heads, of s-ops and selectors. */
    readonly cost?: Cost;
}

/** The global names that a program sets or loads, in the order in which they got their last values. */
export function namesOf(program: Program): ProgramName[] {
    return namesSet(program).flatMap(name => {
        const value = program.valueOf(name);
        return value === undefined ? [] : [{ name, kind: kind(value), ...(isSOp(value) || isSelector(value) ? { cost: cost(value) } : {}) }];
    });
}

function kind(value: Value): NameKind {
    return isAtom(value) ? kindOf(value)
        : isSOp(value) ? 's-op'
        : isSelector(value) ? 'selector'
        : value instanceof RaspList ? 'list'
        : value instanceof RaspDict ? 'dict'
        : value instanceof RaspFunction ? 'function'
        : 'result';
}
