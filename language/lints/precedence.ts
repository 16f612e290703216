import type { AstNode } from 'langium';
import { textOf, walk } from '../actions/tree.js';
import { isBinary, isMembership, isTernary, isUnary } from '../syntax/generated/ast.js';
import type { Binary, Expression, Membership, Statement, Ternary } from '../syntax/generated/ast.js';
import { applyEdits } from '../syntax/edit.js';
import type { Edit } from '../syntax/edit.js';
import type { ParsedStatement } from '../syntax/parse.js';
import { rangeOf } from '../syntax/ranges.js';
import { shortText } from '../values/python-text.js';
import { fixInStatement } from './lint.js';
import type { Finding } from './lint.js';
import { isLogicBinary, logicReadings } from './precedence-logic.js';
import type { Surprise } from './surprise.js';

const comparisons = new Set<string>(['==', '<=', '>=', '<', '>']);
const longestShown = 60;

/** Finds expressions that mean something else than they seem to, and shows the brackets that RASP puts. */
export function precedenceSurprises(statement: ParsedStatement, tree: Statement): Finding[] {
    const found: Finding[] = [];
    walk(tree, part => {
        for (const surprise of surprisesAt(part, statement.text)) {
            found.push(toFinding(surprise, statement));
        }
        return true;
    });
    return found;
}

function surprisesAt(part: AstNode, text: string): Surprise[] {
    if (isMembership(part)) {
        return [...membership(part)];
    }
    if (isTernary(part)) {
        return isTernary(before(part)) && !isConsequence(part) ? [ternaryChain(part)] : [];
    }
    return isBinary(part) ? [...binary(part, text)] : [];
}

function toFinding({ id, tree, meant, other, rule, isMild }: Surprise, statement: ParsedStatement): Finding {
    const { start, end } = rangeOf(tree);
    const shown = (edits: readonly Edit[]): string => {
        const inside = edits.map(edit => ({ ...edit, start: edit.start - start, end: edit.end - start }));
        return `\`${shortText(applyEdits(statement.text.slice(start, end), inside).replace(/\s+/g, ' '), longestShown)}\``;
    };
    const brackets = fixInStatement(statement, `Write the brackets: ${shown(meant)}`, meant);
    const change = other === undefined ? () => [] : fixInStatement(statement, `Change the meaning to ${shown(other)}`, other);
    return {
        id, statement, start, end, message: `${shown([])} means ${shown(meant)}: ${rule}`, ...(isMild ? { isMild } : {}),
        fixes: context => [...brackets(context), ...change(context)]
    };
}

/** Brackets around a part of the text. */
export function around(start: number, end: number): Edit[] {
    return [{ start, end: start, text: '(' }, { start: end, end, text: ')' }];
}

function aroundTree(tree: AstNode): Edit[] {
    const { start, end } = rangeOf(tree);
    return around(start, end);
}

function isComparison(tree: AstNode): tree is Binary & { readonly operator: '==' | '<=' | '>=' | '<' | '>' } {
    return isBinary(tree) && comparisons.has(tree.operator);
}

/** What binds looser than an operand of `in` seems to. */
function isLoose(tree: AstNode): tree is Binary | Ternary | Membership {
    return isLogicBinary(tree) || isComparison(tree) || isTernary(tree) || isMembership(tree);
}

function* membership(tree: Membership): Generator<Surprise> {
    const { element, container } = tree;
    const { end } = rangeOf(tree);
    if (isUnary(element) && element.operator === 'not' && !isLoose(container)) {
        const meant = aroundTree(element);
        yield { id: 'not-in', tree, meant, other: around(rangeOf(element.operand).start, end), rule: '`not` binds tighter than `in`' };
    } else if (isMembership(tree.$container) && tree.$container.element === tree) {
        // Of a chain of `in`, the whole is told.
        return;
    } else if (isLoose(element) || isLoose(container)) {
        const meant = [...isLoose(element) ? aroundTree(element) : [], ...isLoose(container) ? aroundTree(container) : []];
        const rule = '`in` binds looser than everything else';
        if (isMembership(element)) {
            yield { id: 'loose-in', tree, meant, rule };
        } else {
            const last = lastOperand(element);
            const asked = isUnary(last) && last.operator === 'not' ? last.operand : last;
            yield { id: 'loose-in', tree, meant, other: around(rangeOf(asked).start, rangeOf(firstOperand(container)).end), rule };
        }
    }
}

function lastOperand(tree: Expression): Expression {
    return isLogicBinary(tree) || isComparison(tree) ? lastOperand(tree.right) : isTernary(tree) ? lastOperand(tree.alternative) : tree;
}

function firstOperand(tree: Expression): Expression {
    return isLogicBinary(tree) || isComparison(tree) ? firstOperand(tree.left) : isTernary(tree) ? firstOperand(tree.consequence) : tree;
}

function* binary(tree: Binary, text: string): Generator<Surprise> {
    const { left, right, operator } = tree;
    const { start, end } = rangeOf(tree);
    const isLeftPart = isBinary(tree.$container) && tree.$container.left === tree;
    if (operator === 'and' || operator === 'or') {
        const surprise = isLeftPart && isLogicBinary(tree.$container) ? undefined : logicReadings(tree);
        if (surprise !== undefined) {
            yield surprise;
        }
        return;
    }
    if (operator === '^' && isUnary(left) && left.operator !== 'not') {
        let whole: Binary = tree;
        while (isBinary(whole.$container) && whole.$container.operator === '^' && whole.$container.left === whole) {
            whole = whole.$container;
        }
        const sign = `\`${left.operator}\``;
        yield { id: 'negative-power', tree, meant: aroundTree(left), other: around(rangeOf(left.operand).start, rangeOf(whole).end), rule: `a sign such as ${sign} binds tighter than \`^\`` };
    }
    if (operator === '^' && isBinary(left) && left.operator === '^' && !(isLeftPart && isBinary(tree.$container) && tree.$container.operator === '^')) {
        yield powerChain(tree);
    }
    if (operator === '%' && isBinary(right) && (right.operator === '*' || right.operator === '/')) {
        yield { id: 'modulo-product', tree, meant: aroundTree(right), other: around(start, rangeOf(firstFactor(right)).end), rule: '`*` and `/` bind tighter than `%`' };
    }
    if (isComparison(tree) && isComparison(left) && !(isLeftPart && isComparison(tree.$container))) {
        yield comparisonChain(tree, text);
    }
    const first = firstInChain(tree);
    if (isUnary(first) && first.operator === 'not' && !(isLeftPart && isBinary(tree.$container) && !isLogicBinary(tree.$container))) {
        yield { id: 'not-comparison', tree, meant: aroundTree(first), other: around(rangeOf(first.operand).start, end), rule: `\`not\` binds tighter than \`${operator}\`` };
    }
}

function firstFactor(tree: Expression): Expression {
    return isBinary(tree) && (tree.operator === '*' || tree.operator === '/') ? firstFactor(tree.left) : tree;
}

function firstInChain(tree: Expression): Expression {
    return isBinary(tree) && !isLogicBinary(tree) ? firstInChain(tree.left) : tree;
}

function powerChain(tree: Binary): Surprise {
    const meant: Edit[] = [];
    const other: Edit[] = [];
    const { end } = rangeOf(tree);
    let inner: Expression = tree;
    while (isBinary(inner) && inner.operator === '^' && isBinary(inner.left) && inner.left.operator === '^') {
        meant.push(...aroundTree(inner.left));
        other.push(...around(rangeOf(inner.left.right).start, end));
        inner = inner.left;
    }
    return { id: 'chained-power', tree, meant, other, rule: '`^` groups from the left, as all operators do' };
}

/** Names and numbers may be written twice without a cost. */
function isPlain(tree: Expression): boolean {
    return tree.$type === 'Name' || tree.$type === 'IntLiteral' || tree.$type === 'FloatLiteral' || tree.$type === 'StringLiteral';
}

function comparisonChain(tree: Binary, text: string): Surprise {
    const meant: Edit[] = [];
    const other: Edit[] = [];
    let canRepeat = true;
    let inner: Binary = tree;
    while (isComparison(inner.left)) {
        meant.push(...aroundTree(inner.left));
        const middle = inner.left.right;
        const { end } = rangeOf(middle);
        canRepeat &&= isPlain(middle);
        other.push({ start: end, end, text: ` and ${textOf(middle, text)}` });
        inner = inner.left;
    }
    const { start, end } = rangeOf(tree);
    const isInside = isBinary(tree.$container) || isMembership(tree.$container) || isTernary(tree.$container);
    const whole = isInside ? around(start, end) : [];
    return { id: 'chained-comparison', tree, meant, ...(canRepeat ? { other: [...whole, ...other] } : {}), rule: 'comparisons group from the left, and compare the first one\'s True or False' };
}

/** What stands before `if`; the generated type leaves out that it can be a ternary too. */
function before(tree: Ternary): Expression {
    return tree.consequence;
}

function isConsequence(tree: Ternary): boolean {
    const parent = tree.$container;
    return isTernary(parent) && before(parent) === tree;
}

function ternaryChain(tree: Ternary): Surprise {
    const meant: Edit[] = [];
    const other: Edit[] = [];
    const { end } = rangeOf(tree);
    for (let inner = before(tree); isTernary(inner); inner = before(inner)) {
        meant.push(...aroundTree(inner));
        other.push(...around(rangeOf(inner.alternative).start, end));
    }
    return { id: 'chained-ternary', tree, meant, other, rule: '`if … else` groups from the left' };
}
