import type { AstNode } from 'langium';
import { isSelector } from '../graph/nodes.js';
import { libraryValue } from '../program/names-above.js';
import { namesSetBy } from '../program/names-set.js';
import type { Program, ProgramStatement } from '../program/program.js';
import { Shown } from '../program/value.js';
import type { Edit } from '../syntax/edit.js';
import { isAggregate, isAssignment, isCall, isForLoop, isFunctionDefinition, isIndex, isMembership, isName, isSelect } from '../syntax/generated/ast.js';
import type { Assignment, Expression, Name } from '../syntax/generated/ast.js';
import type { ParsedStatement } from '../syntax/parse.js';
import { rangeOf } from '../syntax/ranges.js';
import type { TextRange } from '../syntax/ranges.js';
import { freeNames, isComprehension, localsAround, namesBoundBy } from './free-names.js';
import { soundStatementAt, usesOut } from './refactoring.js';
import type { Refactoring, Refusal, Selection } from './refactoring.js';
import { isExpression, standsAlone, textOf, walk, withoutBrackets } from './tree.js';
import { wholeLines } from './whole-lines.js';

interface Use {
    readonly tree: Name;
    readonly statement: ParsedStatement;
    readonly offset: number;
}

/** A name with the one statement that sets it and all places that read it. */
interface Binding {
    readonly name: string;
    readonly setter: ProgramStatement;
    readonly assignment: Assignment;
    readonly value: Expression;
    readonly uses: readonly Use[];
    /** Other names that are set where the value might be read. */
    readonly setElsewhere: ReadonlySet<string>;
}

/** Writes what a name stands for in the places that read it, and takes its statement away. */
export function inlineName(selection: Selection): Refactoring | Refusal | undefined {
    const { program } = selection;
    const name = nameAt(selection);
    const binding = name === undefined ? undefined : bindingOf(name, selection);
    if (name === undefined || binding === undefined) {
        return undefined;
    }
    const title = `Inline \`${name}\``;
    const reason = typeof binding === 'string' ? binding : usesOut(program) ? 'the program reads `out`, the last value' : whyNot(binding, program);
    return typeof binding === 'string' || reason !== undefined ? { kind: 'inline', title, reason: reason ?? '' } : { kind: 'inline', title, edits: editsOf(binding, program) };
}

function nameAt({ program, start, end }: Selection): string | undefined {
    const word = /[A-Za-z0-9_]/;
    const { text } = program;
    let [from, to] = [start, start];
    while (word.test(text[from - 1] ?? '')) {
        from--;
    }
    while (word.test(text[to] ?? '')) {
        to++;
    }
    return from < to && end <= to && /[A-Za-z_]/.test(text[from] ?? '') ? text.slice(from, to) : undefined;
}

/** The binding of a name that is read or set at the cursor; a text when it cannot be inlined; undefined when there is none. */
function bindingOf(name: string, { program, start }: Selection): Binding | string | undefined {
    const statement = soundStatementAt(program, start);
    const tree = statement?.statement.tree;
    if (statement === undefined || tree === undefined || !occursAt(tree, name, start - statement.offset)) {
        return undefined;
    }
    return isFunctionDefinition(tree) && isLocal(tree, name) ? localBinding(name, statement, tree) : globalBinding(name, program);
}

function occursAt(root: AstNode, name: string, offset: number): boolean {
    let found = false;
    walk(root, part => {
        const { start, end } = rangeOf(part);
        found ||= isName(part) ? part.name === name && start <= offset && offset <= end : isAssignment(part) && part.targets.includes(name) && start <= offset && offset <= start + part.targets.join(', ').length;
        return !found;
    });
    return found;
}

function isLocal(definition: AstNode, name: string): boolean {
    return isFunctionDefinition(definition) && (definition.parameters.includes(name) || namesBoundBy(definition.statements).has(name));
}

function localBinding(name: string, setter: ProgramStatement, definition: AstNode): Binding | string | undefined {
    if (!isFunctionDefinition(definition)) {
        return undefined;
    }
    const sets = definition.statements.filter(part => namesBoundBy([part]).has(name));
    const [assignment] = sets;
    if (!isAssignment(assignment) || assignment.targets.length > 1 || assignment.values.length > 1 || definition.parameters.includes(name)) {
        return definition.parameters.includes(name) ? `\`${name}\` is a parameter` : `\`${name}\` is not set by one statement of its own`;
    }
    if (sets.length > 1) {
        return `\`${name}\` is set more than once`;
    }
    const uses: Use[] = [];
    collectUses(definition, name, setter, uses);
    const set = rangeOf(assignment).start;
    if (uses.some(({ tree }) => rangeOf(tree).start < set)) {
        return `\`${name}\` is read before it is set here`;
    }
    const setElsewhere = namesBoundBy(definition.statements.slice(definition.statements.indexOf(assignment) + 1));
    const [value] = assignment.values;
    return value === undefined ? undefined : { name, setter, assignment, value, uses, setElsewhere };
}

function globalBinding(name: string, program: Program): Binding | string | undefined {
    const setters = program.statements.filter(({ statement, bindings }) => bindings.has(name) || namesSetBy(statement).always.includes(name) || namesSetBy(statement).perhaps.includes(name));
    const [setter] = setters;
    const tree = setter?.statement.tree;
    if (setter === undefined || tree === undefined) {
        return undefined;
    }
    if (!isAssignment(tree) || tree.targets.length > 1 || tree.values.length > 1) {
        return `\`${name}\` is not set by one statement of its own`;
    }
    if (libraryValue(name) !== undefined) {
        return `\`${name}\` is a name of the language, which means something else before it is set`;
    }
    if (setters.length > 1) {
        return `\`${name}\` is set more than once`;
    }
    const uses: Use[] = [];
    const setElsewhere = new Set<string>();
    for (const statement of program.statements) {
        if (statement.statement.tree !== undefined && (freeNames(statement.statement.tree).has(name))) {
            collectUses(statement.statement.tree, name, statement, uses);
        }
        if (statement.offset > setter.offset) {
            statement.bindings.forEach((_, set) => setElsewhere.add(set));
        }
    }
    const [value] = tree.values;
    return value === undefined ? undefined : { name, setter, assignment: tree, value, uses, setElsewhere };
}

function collectUses(root: AstNode, name: string, { statement, offset }: ProgramStatement, uses: Use[]): void {
    walk(root, part => {
        if (isName(part) && part.name === name) {
            uses.push({ tree: part, statement, offset });
        }
        return true;
    });
}

function whyNot({ name, setter, value, assignment, uses, setElsewhere }: Binding, program: Program): string | undefined {
    const free = freeNames(value);
    if (setter.problems.some(({ severity }) => severity === 'error')) {
        return 'its statement has an error';
    }
    if (uses.length === 0) {
        return `nothing reads \`${name}\``;
    }
    if (textOf(value, setter.statement.text).includes('#')) {
        return 'there is a comment in its value';
    }
    if (program.valueOfTree(value) instanceof Shown) {
        return 'its value is only shown';
    }
    const changed = [...free.keys()].find(other => setElsewhere.has(other));
    if (changed !== undefined) {
        return `\`${changed}\`, which it is made of, is set again further down`;
    }
    for (const { tree } of uses) {
        const locals = localsAround(tree);
        const ownLocals = localsAround(assignment);
        const hidden = [...free.keys()].find(other => locals.has(other) && !ownLocals.has(other)) ?? variableAround(tree, free);
        if (hidden !== undefined) {
            return `\`${hidden}\`, which it is made of, is another one where it is read`;
        }
    }
    const isRepeated = uses.length > 1 || uses.some(({ tree }) => isEvaluatedOften(tree, assignment));
    return isRepeated && makesSelectors(value, program) ? 'that would make its selectors anew at each place, and cost heads' : undefined;
}

/** The variable of a comprehension or a loop around a place that has the name of something else. */
function variableAround(tree: AstNode, free: ReadonlyMap<string, unknown>): string | undefined {
    for (let at = tree.$container; at !== undefined; at = at.$container) {
        if (isComprehension(at) || isForLoop(at)) {
            const hidden = at.variables.find(name => free.has(name));
            if (hidden !== undefined) {
                return hidden;
            }
        }
    }
    return undefined;
}

/** Whether a place is evaluated more often than the statement that sets the name. */
function isEvaluatedOften(tree: AstNode, assignment: Assignment): boolean {
    for (let at = tree.$container; at !== undefined && at !== assignment.$container; at = at.$container) {
        if (isComprehension(at) || isForLoop(at) || isFunctionDefinition(at)) {
            return true;
        }
    }
    return false;
}

/** Whether evaluating an expression again makes selectors again. */
function makesSelectors(value: Expression, program: Program): boolean {
    let found = false;
    walk(value, part => {
        found ||= isSelect(part) || isAggregate(part) || isCall(part) || isIndex(part) || isMembership(part)
            || ((part.$type === 'Binary' || part.$type === 'Unary') && isExpression(part) && isSelector(program.valueOfTree(part)));
        return !found;
    });
    return found;
}

const tight: ReadonlySet<string> = new Set(['Binary', 'Unary', 'Ternary', 'Membership']);

function editsOf({ setter, assignment, value, uses }: Binding, program: Program): Edit[] {
    const inner = withoutBrackets(value);
    const text = textOf(inner, setter.statement.text);
    const removed: TextRange = rangeOf(assignment);
    return [
        { ...wholeLines(program.text, setter.offset + removed.start, setter.offset + removed.end), text: '' },
        ...uses.map(({ tree, offset }): Edit => {
            const { start, end } = rangeOf(tree);
            return { start: offset + start, end: offset + end, text: tight.has(inner.$type) && !standsAlone(tree) ? `(${text})` : text };
        })
    ];
}
