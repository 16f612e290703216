import type { AstNode } from 'langium';
import type { Input } from '../language/evaluation/input.js';
import { isSelector, isSOp } from '../language/graph/nodes.js';
import type { Selector, SOp } from '../language/graph/nodes.js';
import { toInput } from '../language/program/evaluate-expression.js';
import type { ProgramStatement } from '../language/program/program.js';
import type { StatementResult } from '../language/program/session.js';
import { describe, Shown } from '../language/program/value.js';
import type { Value } from '../language/program/value.js';
import { isAssignment, isDraw, isExpressionStatement, isFunctionDefinition } from '../language/syntax/generated/ast.js';
import type { AnalyzedDocument } from './analyzed-document.js';
import { nodeAt } from './node-at.js';
import type { FlowParams, FlowPosition } from './protocol/flow.js';

/** What is drawn, and on what. */
export interface FlowTarget {
    readonly node: SOp | Selector;
    /** Its name at top level. */
    readonly name?: string;
    readonly statement: ProgramStatement;
    /** An input that the text itself gives. */
    readonly input?: Input;
}

/** Finds what a request is about; a text where there is nothing to draw. `isBroken`: the statement has errors. */
export function flowTarget(document: AnalyzedDocument, target: FlowParams['target']): FlowTarget | { readonly message: string; readonly isBroken: boolean } {
    if ('name' in target) {
        const { name, line } = target;
        const onLine = document.program.statementAt(document.offsetAt({ line: line + 1, character: 0 }) - 1);
        const shown = onLine !== undefined && document.positionAt(onLine.offset).line === line ? shownBy(document, onLine) : undefined;
        if (shown?.name === name) {
            return shown;
        }
        const statement = document.statementSetting(name, line);
        const node = statement?.bindings.get(name);
        return statement !== undefined && isNode(node) ? { node, name, statement } : { message: `\`${name}\` has no value now: mend the errors in its statement.`, isBroken: true };
    }
    return targetAt(document, target.position);
}

/** What the statement at a place is about; on a blank line or a comment, the one above. A statement of another kind says nothing of itself. */
function targetAt(document: AnalyzedDocument, position: FlowPosition): ReturnType<typeof flowTarget> {
    const offset = document.offsetAt(position);
    const { program } = document;
    const here = program.statementAt(offset);
    const isIn = here !== undefined && offset <= here.offset + here.statement.text.length;
    if (isIn) {
        const found = targetIn(document, here, offset);
        if (found !== undefined) {
            return found;
        }
        const other = [...here.bindings].at(-1);
        if (other !== undefined && isAssignment(here.statement.tree)) {
            return { message: `\`${other[0]}\` is ${describe(other[1])}: there is nothing to draw. S-ops and selectors have a flow.`, isBroken: false };
        }
        const error = here.problems.find(({ severity }) => severity === 'error');
        if (error !== undefined) {
            return { message: `line ${document.positionAt(here.offset + error.start).line + 1}: ${error.message}`, isBroken: true };
        }
    }
    const { results, parsed } = program;
    for (let i = here === undefined ? -1 : results.findLastIndex((_, at) => (parsed[at]?.offset ?? 0) <= here.offset); i >= 0; i--) {
        const result = results[i];
        const set = result === undefined ? undefined : lastSet(result);
        if (result !== undefined && set !== undefined) {
            return { ...set, statement: { ...result, offset: parsed[i]?.offset ?? 0 } };
        }
    }
    return { message: 'There is no s-op or selector here or above. Put the cursor on one.', isBroken: false };
}

function targetIn(document: AnalyzedDocument, statement: ProgramStatement, offset: number): FlowTarget | undefined {
    const { tree } = statement.statement;
    if (isDraw(tree) || isExpressionStatement(tree)) {
        return shownBy(document, statement);
    }
    const found = nodeAt(statement, offset);
    if (isAssignment(tree)) {
        const named = found?.node === tree ? statement.bindings.get(found.token) : undefined;
        return found !== undefined && isNode(named) ? { node: named, name: found.token, statement } : withStatement(statement);
    }
    const inner = found === undefined ? undefined : innerValue(document, found.node, found.token);
    return inner === undefined ? withStatement(statement) : { node: inner, statement };
}

/** What a statement draws or shows, on the input that it gives. */
function shownBy(document: AnalyzedDocument, statement: ProgramStatement): FlowTarget | undefined {
    const { program } = document;
    const { tree } = statement.statement;
    if (isDraw(tree)) {
        const node = program.valueOfTree(tree.expression);
        const given = tree.input === undefined ? undefined : program.valueOfTree(tree.input);
        return isNode(node) ? { node, ...nameOf(statement, node, document), statement, ...given !== undefined && { input: toInput(given) } } : undefined;
    }
    if (isExpressionStatement(tree)) {
        const value = statement.value ?? program.valueOfTree(tree.expression);
        const node = value instanceof Shown ? value.node : value;
        return isNode(node) ? { node, ...nameOf(statement, node, document), statement, ...value instanceof Shown && { input: value.input } } : undefined;
    }
    return undefined;
}

/** Inside a function or a loop: what the whole expression at the place gave in the last call, or what its assignment sets. */
function innerValue(document: AnalyzedDocument, from: AstNode, token: string): SOp | Selector | undefined {
    let best: SOp | Selector | undefined;
    for (let node: AstNode | undefined = from; node !== undefined && !isFunctionDefinition(node); node = node.$container) {
        const written: AstNode | undefined = isAssignment(node) ? node.values[Math.max(0, node === from ? node.targets.indexOf(token) : 0)] : node;
        const value = written === undefined ? undefined : document.program.valueOfTree(written);
        if (isNode(value) && (best === undefined || !isAssignment(node))) {
            best = value;
        }
    }
    return best;
}

function withStatement(statement: ProgramStatement): FlowTarget | undefined {
    const set = lastSet(statement);
    return set === undefined ? undefined : { ...set, statement };
}

/** The last s-op or selector that a statement sets; what a file that it loads sets is not its own. */
function lastSet({ bindings, statement: { tree } }: StatementResult): { readonly node: SOp | Selector; readonly name: string } | undefined {
    const own = tree?.$type === 'Load' ? [] : [...bindings].reverse();
    for (const [name, node] of own) {
        if (isNode(node)) {
            return { node, name };
        }
    }
    return undefined;
}

/** The name that a node has at top level. */
function nameOf({ offset }: ProgramStatement, node: SOp | Selector, { program: { results, parsed } }: AnalyzedDocument): { name?: string } {
    for (let i = results.length - 1; i >= 0; i--) {
        for (const [name, value] of (parsed[i]?.offset ?? 0) < offset ? results[i]?.bindings ?? [] : []) {
            if (value === node) {
                return { name };
            }
        }
    }
    return {};
}

function isNode(value: Value | undefined): value is SOp | Selector {
    return isSelector(value) || isSOp(value);
}
