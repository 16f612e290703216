import { CstUtils } from 'langium';
import type { AstNode } from 'langium';
import type { ProgramStatement } from '../language/program/program.js';
import { rangeOf } from '../language/syntax/ranges.js';
import { isBinary, isParenthesized } from '../language/syntax/generated/ast.js';

/** What stands under the cursor: a token, and the innermost part of the tree that it belongs to. */
export interface NodeAt {
    readonly node: AstNode;
    readonly token: string;
    /** Offset of the token in the statement's text. */
    readonly tokenStart: number;
}

/** @param offset in the file */
export function nodeAt(statement: ProgramStatement, offset: number): NodeAt | undefined {
    const root = statement.statement.tree?.$cstNode;
    const local = offset - statement.offset;
    if (root === undefined || local < 0 || local > statement.statement.text.length) {
        return undefined;
    }
    const leaf = CstUtils.findLeafNodeAtOffset(root, local) ?? CstUtils.findLeafNodeAtOffset(root, local - 1);
    if (leaf === undefined || leaf.hidden) {
        return undefined;
    }
    let node = leaf.astNode;
    // All operators of a chain share the chain's place in the concrete tree: find the one under the cursor.
    while (isBinary(node)) {
        if (leaf.end <= rangeOf(node.left).end && isBinary(node.left)) {
            node = node.left;
        } else if (leaf.offset >= rangeOf(node.right).start && isBinary(node.right)) {
            node = node.right;
        } else {
            break;
        }
    }
    while (isParenthesized(node)) {
        node = node.expression;
    }
    return { node, token: leaf.text, tokenStart: leaf.offset };
}
