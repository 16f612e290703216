import { AstUtils, GrammarUtils } from 'langium';
import type { AstNode } from 'langium';
import { isAssignment, isName } from '../syntax/generated/ast.js';

/** The expressions whose values the names in a tree have, by the names' offsets: a use stands for itself, a name that is set for what it is set to. */
export function expressionsByOffset(tree: AstNode): ReadonlyMap<number, AstNode> {
    const found = new Map<number, AstNode>();
    for (const node of AstUtils.streamAst(tree)) {
        if (isName(node) && node.$cstNode !== undefined) {
            found.set(node.$cstNode.offset, node);
        } else if (isAssignment(node) && node.targets.length === node.values.length) {
            GrammarUtils.findNodesForProperty(node.$cstNode, 'targets').forEach((target, i) => {
                const value = node.values[i];
                if (value !== undefined) {
                    found.set(target.offset, value);
                }
            });
        }
    }
    return found;
}
