import type { AstNode } from 'langium';
import { isBinary, isCall, isForLoop, isFunctionDefinition, isIndex, isMembership, isTernary } from './generated/ast.js';

/** Offsets inside a statement's text. */
export interface TextRange {
    readonly start: number;
    readonly end: number;
}

/** The range of a part of a statement's tree. The parser gives all operators of one chain the whole chain's range; this is exact. */
export function rangeOf(tree: AstNode): TextRange {
    return { start: startOf(tree), end: endOf(tree) };
}

function startOf(tree: AstNode): number {
    let first: AstNode = tree;
    for (;;) {
        const before = isBinary(first) ? first.left
            : isTernary(first) ? first.consequence
            : isMembership(first) ? first.element
            : isCall(first) ? first.callee
            : isIndex(first) ? first.target
            : undefined;
        if (before === undefined) {
            return first.$cstNode?.offset ?? 0;
        }
        first = before;
    }
}

function endOf(tree: AstNode): number {
    let last: AstNode = tree;
    while (isBinary(last) && last.right !== undefined) {
        last = last.right;
    }
    return last.$cstNode?.end ?? 0;
}

/** The part of `def f(x)` or `for x in l` before the block, for marks that should not cover the whole body. */
export function headRange(tree: AstNode): TextRange {
    if (isFunctionDefinition(tree) || isForLoop(tree)) {
        const text = tree.$cstNode?.text ?? '';
        const start = tree.$cstNode?.offset ?? 0;
        const open = text.indexOf('{');
        return { start, end: start + (open < 0 ? text.length : text.slice(0, open).trimEnd().length) };
    }
    return rangeOf(tree);
}
