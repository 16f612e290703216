import type { AstNode } from 'langium';
import { isSelector, isSOp } from '../graph/nodes.js';
import { isAssignment, isBinary, isCall, isDraw, isExpressionStatement, isForLoop, isFunctionDefinition, isIndex, isName, isSelect, isTernary, isUnary } from '../syntax/generated/ast.js';
import type { Expression } from '../syntax/generated/ast.js';
import { rangeOf } from '../syntax/ranges.js';
import { RaspList } from '../program/value.js';
import type { Value } from '../program/value.js';
import { freeNames, isComprehension, unusedName } from './free-names.js';
import { expressionAround, indentationAt, selectedExpression, usesOut } from './refactoring.js';
import type { Refactoring, SelectedExpression, Selection } from './refactoring.js';
import { textOf, walk, withoutBrackets } from './tree.js';

/** Gives the selected expression a name in a statement of its own, above the one that it stands in. */
export function extractVariable(selection: Selection): Refactoring[] {
    const selected = selectedExpression(selection);
    return selected === undefined ? [] : extract(selection, selected, 'Extract to variable');
}

/** Gives the selector at the cursor a name, so that it can be used again without another head. */
export function nameSelector(selection: Selection): Refactoring[] {
    const { program } = selection;
    const selected = expressionAround(selection, tree => (isSelect(tree) || isBinary(tree) || isUnary(tree)) && isSelector(program.valueOfTree(tree)));
    return selected === undefined ? [] : extract(selection, selected, 'Name this selector');
}

function extract({ program }: Selection, { statement, tree }: SelectedExpression, title: string): Refactoring[] {
    const home = homeOf(tree);
    const inner = withoutBrackets(tree);
    if (home === undefined || isName(inner) || isWholeValue(tree) || !mayMoveUp(tree, home) || usesOut(program)) {
        return [];
    }
    const { text } = statement.statement;
    const name = unusedName(nameFor(program.valueOfTree(tree)), program.text);
    const { start, end } = rangeOf(tree);
    const at = statement.offset + (isFunctionDefinition(home) ? returnOf(home, text) : rangeOf(home).start);
    const indentation = indentationAt(program.text, at);
    const assignment = `${name} = ${textOf(inner, text)};\n${indentation}`;
    return [{
        kind: 'extract', title, newName: statement.offset + start + assignment.length,
        edits: [{ start: at, end: at, text: assignment }, { start: statement.offset + start, end: statement.offset + end, text: name }]
    }];
}

/** What a name for a value could be. `selector` is a word of the language. */
export function nameFor(value: Value | undefined): string {
    return isSelector(value) ? 'pattern' : isSOp(value) ? 'sequence' : value instanceof RaspList ? 'items' : 'value';
}

/** The statement above which a new one can stand: the definition itself for what it returns. */
export function homeOf(tree: AstNode): AstNode | undefined {
    let at = tree.$container;
    while (at !== undefined && !isAssignment(at) && !isExpressionStatement(at) && !isDraw(at) && !isForLoop(at) && !isFunctionDefinition(at)) {
        at = at.$container;
    }
    return at;
}

/** Where `return` stands in a definition. */
function returnOf(definition: AstNode, text: string): number {
    const results: Expression[] = isFunctionDefinition(definition) ? definition.results : [];
    const before = results[0] === undefined ? 0 : rangeOf(results[0]).start;
    return text.lastIndexOf('return', before);
}

/** Whether a tree is all that its statement sets a name to. */
function isWholeValue(tree: Expression): boolean {
    const parent: AstNode = tree.$container;
    return (isAssignment(parent) && parent.values.length === 1 && parent.targets.length === 1) || isExpressionStatement(parent);
}

/** Whether a tree gives the same above its statement: no variable of a comprehension is needed, and no condition guards it. */
function mayMoveUp(tree: Expression, home: AstNode): boolean {
    const free = freeNames(tree);
    let below: AstNode = tree;
    for (let at: AstNode | undefined = tree.$container; at !== undefined && at !== home; below = at, at = at.$container) {
        if (isComprehension(at) && at.variables.some(name => free.has(name))) {
            return false;
        }
        const isGuarded = (isTernary(at) && at.condition !== below) || (isComprehension(at) && at.iterable !== below);
        if (isGuarded && mayFail(tree)) {
            return false;
        }
    }
    // What is called is not tried on the running example, unless it has a name.
    return !(isCall(tree.$container) && tree.$container.callee === tree);
}

/** Whether to evaluate a tree where it was not can go wrong, or go on without end. */
function mayFail(tree: Expression): boolean {
    let found = false;
    walk(tree, part => {
        found ||= isCall(part) || isIndex(part) || (isBinary(part) && ['/', '%', '^', '+', '-', '*', '<', '>', '<=', '>='].includes(part.operator)) || part.$type === 'Aggregate';
        return !found;
    });
    return found;
}
