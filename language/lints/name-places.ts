import { GrammarUtils } from 'langium';
import type { AstNode } from 'langium';
import type { TextRange } from '../syntax/ranges.js';

/** Where a name that a tree sets is written: a target, a parameter, a variable. */
export function namePlace(tree: AstNode, property: 'targets' | 'parameters' | 'variables' | 'name', index?: number): TextRange | undefined {
    const node = GrammarUtils.findNodeForProperty(tree.$cstNode, property, index);
    return node === undefined ? undefined : { start: node.offset, end: node.end };
}
