import { isCompositeCstNode, isLeafCstNode } from 'langium';
import type { AstNode, CstNode, LeafCstNode } from 'langium';
import { blankLine, concat, hardLine, indent, ownLines } from './document.js';
import type { Document } from './document.js';
import { readGap } from './gap.js';
import type { Gap } from './gap.js';

const noGap: Gap = { trailing: undefined, comments: [], endsBlank: false, hasNewline: false };

/** Hands out a statement's tokens in order, each with the comments before it. */
export class TokenReader {
    private readonly text: string;
    private readonly leaves: readonly LeafCstNode[];
    private next = 0;
    /** Whether the comments before the next token have been taken. */
    private isClaimed = false;
    /** Whether the next token stands outside all brackets, so that nothing else indents a comment before it. */
    isOutside = true;

    constructor(text: string, tree: AstNode) {
        this.text = text;
        this.leaves = leavesOf(tree.$cstNode);
    }

    get isAtEnd(): boolean {
        return this.next === this.leaves.length;
    }

    /** What stands before the next token. */
    gap(): Gap {
        if (this.isClaimed) {
            return noGap;
        }
        const end = this.leaves[this.next]?.offset ?? this.text.length;
        const start = this.leaves[this.next - 1]?.end ?? 0;
        return end === start || (end === start + 1 && this.text[start] === ' ') ? noGap : readGap(this.text, start, end);
    }

    /** The gap before the next token, which then comes without its comments. */
    claimGap(): Gap {
        const gap = this.gap();
        this.isClaimed = true;
        return gap;
    }

    hasComments(): boolean {
        return this.gap().comments.length > 0;
    }

    /** The next token alone; the comments before it are the caller's. */
    takeBare(): string {
        this.isClaimed = false;
        return this.leaves[this.next++]?.text ?? '';
    }

    /** The next token, with the comments before it on lines of their own. */
    take(isIndented = !this.isOutside): Document {
        const gap = this.gap();
        const token = this.takeBare();
        if (gap.comments.length === 0) {
            return token;
        }
        const lines = concat(...ownLines(gap), gap.endsBlank ? blankLine : hardLine, token);
        return isIndented ? lines : indent(lines);
    }
}

/** The tokens below a node, in order, without comments. */
function leavesOf(root: CstNode | undefined): LeafCstNode[] {
    const leaves: LeafCstNode[] = [];
    const waiting: CstNode[] = root === undefined ? [] : [root];
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
        if (isCompositeCstNode(node)) {
            for (let i = node.content.length - 1; i >= 0; i--) {
                const below = node.content[i];
                if (below !== undefined) {
                    waiting.push(below);
                }
            }
        } else if (isLeafCstNode(node) && !node.hidden) {
            leaves.push(node);
        }
    }
    return leaves;
}
