import type { DictEntry, Expression } from '../syntax/generated/ast.js';
import { isBinary, isCall, isDictExpression, isIndex, isListExpression, isMembership, isName, isTernary, isUnary } from '../syntax/generated/ast.js';
import { blankLine, concat, fill, group, hardLine, indent, line, lineOrBlank, ownLines, softLine, space } from './document.js';
import type { Document } from './document.js';
import type { TokenReader } from './token-reader.js';

const levels: Readonly<Record<string, number>> = {
    '^': 5, '*': 4, '/': 4, '%': 3, '+': 2, '-': 2, '==': 1, '<=': 1, '>=': 1, '>': 1, '<': 1, and: 0, or: 0
};

const bracketWords: ReadonlySet<string> = new Set(['select', 'aggregate', 'range', 'zip', 'len']);

/** What stands between a name and its bracket: `select (x)` calls a name, where `select(` is a word of its own. */
export function beforeBracket(name: string): Document {
    return bracketWords.has(name) ? space : '';
}

interface BracketOptions {
    /** Whether a break behind the opening bracket is one that the author wants; then the rows of words below it are, too. */
    readonly keepsBreak?: boolean;
    /** Whether as many items as fit share a line. */
    readonly isFilled?: boolean;
    /** What follows the items: the `for` of a comprehension. */
    readonly tail?: () => Document[];
}

/**
 * Makes documents of expressions. It reads the tokens as it goes, so parts are made in the order in which they are
 * written. What it calls itself on is nested at most as deep as the parser allows.
 */
export class ExpressionDocuments {
    private readonly tokens: TokenReader;
    /** Whether a line may break here; outside brackets of a statement that ends with its line it may not. */
    private mayBreak: boolean;

    constructor(tokens: TokenReader, mayBreak: boolean) {
        this.tokens = tokens;
        this.mayBreak = mayBreak;
    }

    /** @param isDeeper whether lines that go on with it are indented; not where brackets around it do that */
    expression(tree: Expression, isDeeper = true): Document {
        switch (tree.$type) {
            case 'Membership': case 'Ternary': case 'Binary':
                return this.chain(tree, isDeeper);
            case 'Unary': {
                const operator = this.tokens.take();
                return concat(operator, tree.operator === 'not' ? space : '', this.expression(tree.operand, isDeeper));
            }
            case 'Call': case 'Index':
                return this.postfix(tree);
            case 'Parenthesized':
                return this.bracketed(this.tokens.take(), [() => this.expression(tree.expression, false)]);
            case 'ListExpression':
                return this.container(tree.items, tree.iterable, tree.variables);
            case 'DictExpression':
                return this.container(tree.entries, tree.iterable, tree.variables);
            case 'Select':
                return this.bracketed(this.tokens.take(), [...this.arguments([tree.keys, tree.queries], 3), () => this.tokens.take()]);
            case 'Aggregate':
                return this.call([tree.selector, tree.values, ...(tree.default === undefined ? [] : [tree.default])]);
            case 'Range': case 'Zip':
                return this.call(tree.arguments);
            case 'Len':
                return this.call([tree.argument]);
            case 'Round': case 'Indicator':
                return concat(this.tokens.take(), this.call([tree.argument]));
            default:
                return this.tokens.take();
        }
    }

    /** Arguments in their brackets, the opening one included. */
    call(values: readonly Expression[]): Document {
        const open = this.tokens.take();
        const [only] = values;
        if (values.length === 1 && only !== undefined && isBracketed(only) && !this.tokens.hasComments()) {
            return this.hugged(open, only);
        }
        return this.bracketed(open, this.arguments(values, values.length));
    }

    /** Names between commas, in brackets. */
    parameters(count: number): Document {
        return this.bracketed(this.tokens.take(), Array.from({ length: count }, () => () => this.tokens.take()));
    }

    /** Names between commas. */
    names(count: number): Document {
        const parts: Document[] = [this.tokens.take()];
        for (let i = 1; i < count; i++) {
            parts.push(this.tokens.take(), space, this.tokens.take());
        }
        return concat(...parts);
    }

    /** Expressions between commas, without brackets. */
    values(trees: readonly Expression[]): Document {
        const parts: Document[] = [];
        for (const [i, tree] of trees.entries()) {
            if (i > 0) {
                parts.push(this.tokens.take(), line);
            }
            parts.push(this.expression(tree));
        }
        return trees.length === 1 ? concat(...parts) : group(indent(concat(...parts)));
    }

    private arguments(values: readonly Expression[], count: number): (() => Document)[] {
        return values.map(value => () => this.expression(value, count > 1));
    }

    /** A sole argument that has brackets of its own stands in both pairs at once. */
    private hugged(open: Document, only: Expression): Document {
        const content = this.inBrackets(() => this.expression(only, false));
        return concat(open, content, this.tokens.take());
    }

    /** Items of a list or a dict. */
    private container(items: readonly (Expression | DictEntry)[], iterable: Expression | undefined, variables: readonly string[]): Document {
        const open = this.tokens.take();
        const makers = items.map(item => () => (item.$type === 'DictEntry' ? this.entry(item) : this.expression(item, items.length > 1 || iterable !== undefined)));
        if (iterable === undefined) {
            return this.bracketed(open, makers, { keepsBreak: true, isFilled: items.length > 1 && items.every(item => (item.$type === 'DictEntry' ? isWord(item.key) && isWord(item.value) : isWord(item))) });
        }
        return this.bracketed(open, makers, {
            keepsBreak: true,
            tail: () => [this.tokens.take(), space, this.names(variables.length), space, this.tokens.take(), space, this.expression(iterable)]
        });
    }

    private entry(tree: DictEntry): Document {
        const key = this.expression(tree.key);
        return concat(key, this.tokens.take(), space, this.expression(tree.value));
    }

    /** Makes what stands in brackets, where lines may break and are indented. */
    private inBrackets(make: () => Document): Document {
        const { mayBreak, tokens } = this;
        const { isOutside } = tokens;
        this.mayBreak = true;
        tokens.isOutside = false;
        const made = make();
        this.mayBreak = mayBreak;
        tokens.isOutside = isOutside;
        return made;
    }

    private bracketed(open: Document, makers: readonly (() => Document)[], options: BracketOptions = {}): Document {
        return this.inBrackets(() => this.brackets(open, makers, options));
    }

    private brackets(open: Document, makers: readonly (() => Document)[], { keepsBreak = false, isFilled = false, tail }: BracketOptions): Document {
        const first = this.tokens.gap();
        let hasComments = false;
        const items: Document[] = [];
        const separators: Document[] = [];
        const newlines: boolean[] = [];
        for (const [i, make] of makers.entries()) {
            const gap = this.tokens.claimGap();
            hasComments ||= gap.comments.length > 0;
            newlines.push(gap.hasNewline);
            separators.push(i === 0 ? softLine : gap.endsBlank && gap.comments.length === 0 ? lineOrBlank : line);
            const wanted = make();
            // Comments before an item break what the item stands in, not the item.
            const item = gap.comments.length === 0 ? wanted : concat(...ownLines(gap), gap.endsBlank ? blankLine : hardLine, wanted);
            hasComments ||= i < makers.length - 1 && this.tokens.hasComments();
            items.push(i < makers.length - 1 ? concat(item, this.tokens.take()) : item);
        }
        if (tail !== undefined) {
            separators.push(line);
            items.push(concat(...tail()));
        }
        const last = ownLines(this.tokens.gap());
        const close = this.tokens.takeBare();
        if (items.length === 0 && last.length === 0) {
            return concat(open, close);
        }
        const isBroken = keepsBreak && first.hasNewline && makers.length > 0;
        const content = isFilled && !hasComments
            ? concat(softLine, fill(items.map((word, i) => ({ word, beginsLine: isBroken && newlines[i] === true }))))
            : concat(...items.flatMap((item, i) => [separators[i] ?? line, item]));
        return group(concat(open, indent(concat(content, ...last)), last.length > 0 ? hardLine : softLine, close), isBroken);
    }

    /** Calls and look-ups, one after the other. */
    private postfix(tree: Expression): Document {
        const steps: Expression[] = [];
        let first = tree;
        while (isCall(first) || isIndex(first)) {
            steps.push(first);
            first = isCall(first) ? first.callee : first.target;
        }
        const parts: Document[] = [this.expression(first)];
        for (const step of steps.reverse()) {
            if (isCall(step)) {
                parts.push(isName(step.callee) ? beforeBracket(step.callee.name) : '', this.call(step.arguments));
            } else if (isIndex(step)) {
                const { index } = step;
                if (isWord(index) && !this.tokens.hasComments()) {
                    parts.push(this.tokens.take(), this.expression(index), this.tokens.take());
                } else {
                    parts.push(this.bracketed(this.tokens.take(), [() => this.expression(index, false)]));
                }
            }
        }
        return concat(...parts);
    }

    /** Operands of equal standing, with the operators at the beginnings of the lines. */
    private chain(tree: Expression, isDeeper: boolean): Document {
        const links: Expression[] = [];
        let first = tree;
        for (let below = leftOf(first); below !== undefined && isSameChain(first, tree); below = leftOf(first)) {
            links.push(first);
            first = below;
        }
        const [only] = links;
        const isHugging = links.length === 1 && only !== undefined && hugs(only);
        const separator = isHugging || !this.mayBreak ? space : line;
        const head = this.expression(first, !isHugging || isDeeper);
        const rest: Document[] = [];
        for (const link of links.reverse()) {
            rest.push(separator, this.tokens.take(isDeeper), space);
            if (isTernary(link)) {
                rest.push(this.expression(link.condition), separator, this.tokens.take(isDeeper), space, this.expression(link.alternative));
            } else if (isMembership(link)) {
                rest.push(this.expression(link.container));
            } else if (isBinary(link)) {
                rest.push(this.expression(link.right));
            }
        }
        return group(concat(head, isDeeper && !isHugging ? indent(concat(...rest)) : concat(...rest)));
    }
}

function leftOf(tree: Expression): Expression | undefined {
    return isBinary(tree) ? tree.left : isTernary(tree) ? tree.consequence : isMembership(tree) ? tree.element : undefined;
}

function isSameChain(link: Expression, top: Expression): boolean {
    return isBinary(top) ? isBinary(link) && levels[link.operator] === levels[top.operator] : link.$type === top.$type;
}

/** Whether one operand has brackets to break in and the other is short. */
function hugs(link: Expression): boolean {
    const [left, right] = isBinary(link) ? [link.left, link.right] : isMembership(link) ? [link.element, link.container] : [];
    return left !== undefined && right !== undefined && ((isShort(left) && isBracketed(right)) || (isBracketed(left) && isShort(right)));
}

/** A name or a literal, or one with a sign. */
function isWord(tree: Expression): boolean {
    switch (tree.$type) {
        case 'Name': case 'IntLiteral': case 'FloatLiteral': case 'StringLiteral': return true;
        case 'Unary': return tree.operator !== 'not' && !isUnary(tree.operand) && isWord(tree.operand);
        default: return false;
    }
}

function isShort(tree: Expression): boolean {
    return isWord(tree) || isEmpty(tree) || (isIndex(tree) && isName(tree.target) && isWord(tree.index)) || (isUnary(tree) && !isUnary(tree.operand) && isWord(tree.operand));
}

function isEmpty(tree: Expression): boolean {
    return (isListExpression(tree) && tree.items.length === 0) || (isDictExpression(tree) && tree.entries.length === 0);
}

function isBracketed(tree: Expression): boolean {
    switch (tree.$type) {
        case 'ListExpression': case 'DictExpression': return !isEmpty(tree);
        case 'Call': return isName(tree.callee) && tree.arguments.length > 0;
        case 'Parenthesized': case 'Select': case 'Aggregate': case 'Round': case 'Indicator': case 'Range': case 'Zip': case 'Len': return true;
        default: return false;
    }
}
