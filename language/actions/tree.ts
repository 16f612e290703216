import type { AstNode } from 'langium';
import type { Expression } from '../syntax/generated/ast.js';
import { isFunctionDefinition, isParenthesized, reflection } from '../syntax/generated/ast.js';
import { rangeOf } from '../syntax/ranges.js';

/** Calls `visit` with each part of a tree that stands directly below it. */
export function forEachChild(tree: AstNode, visit: (child: AstNode) => void): void {
    for (const [key, value] of Object.entries(tree) as [string, unknown][]) {
        if (key.startsWith('$')) {
            continue;
        }
        for (const part of Array.isArray(value) ? value as unknown[] : [value]) {
            if (isTree(part)) {
                visit(part);
            }
        }
    }
}

function isTree(value: unknown): value is AstNode {
    return typeof value === 'object' && value !== null && '$type' in value;
}

/** Calls `visit` with a tree and all its parts, outermost first. What it answers `false` to is not looked into. */
export function walk(tree: AstNode, visit: (part: AstNode) => boolean | undefined): void {
    const waiting: AstNode[] = [tree];
    for (let top = waiting.pop(); top !== undefined; top = waiting.pop()) {
        if (visit(top) !== false) {
            const children: AstNode[] = [];
            forEachChild(top, child => { children.push(child); });
            waiting.push(...children.reverse());
        }
    }
}

export function isExpression(tree: AstNode): tree is Expression {
    return reflection.isSubtype(tree.$type, 'Expression');
}

/** The text of a part of a statement. */
export function textOf(tree: AstNode, statementText: string): string {
    const { start, end } = rangeOf(tree);
    return statementText.slice(start, end);
}

/** An expression without the brackets around it. */
export function withoutBrackets(tree: Expression): Expression {
    let inner = tree;
    while (isParenthesized(inner)) {
        inner = inner.expression;
    }
    return inner;
}

/** Whether an expression stands where a whole expression is separated from others: brackets around it change nothing. */
export function standsAlone(tree: Expression): boolean {
    const parent: AstNode | undefined = tree.$container;
    switch (parent.$type) {
        case 'Binary': case 'Unary': case 'Ternary': case 'Membership': return false;
        case 'Call': return !('callee' in parent && parent.callee === tree);
        case 'Index': return !('target' in parent && parent.target === tree);
        default: return true;
    }
}

/** The innermost function definition around a part of a tree. */
export function functionAround(tree: AstNode): AstNode | undefined {
    let at = tree.$container;
    while (at !== undefined && !isFunctionDefinition(at)) {
        at = at.$container;
    }
    return at;
}
