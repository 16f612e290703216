import type { LexerResult } from 'langium';

type Token = LexerResult['tokens'][number];

/** Where an expression stops making sense, and what would have made sense there. */
export interface Misfit {
    readonly index: number;
    readonly expected: string;
}

const operands = new Set(['ID', 'INT', 'FLOAT', 'STRING']);
const signs = new Set(['+', '-', 'not']);
const comparisons = new Set(['==', '!=', '<=', '>=', '<', '>']);
const joints = new Set(['^', '*', '/', '%', '+', '-', '==', '<=', '>=', '>', '<', 'and', 'or', 'if', 'else', 'in', 'for', ',', ':']);
const closers: Record<string, string> = { '(': ')', '[': ']', '{': '}' };

/**
 * The parser decides by looking far ahead, and blames an operator or a bracket when something behind it is
 * wrong. This reads on from there, operand by operand, to the first token that cannot stand where it stands.
 * @param from the token that the parser blames
 * @returns undefined when nothing is wrong as far as it can see
 */
export function findMisfit(tokens: readonly Token[], from: number): Misfit | undefined {
    const open = openBrackets(tokens, from);
    let wantsOperand = false;
    let mayBeEmpty = false;
    for (let index = from; index < tokens.length; index++) {
        const token = tokens[index];
        const before = tokens[index - 1]?.image ?? '';
        if (token === undefined) {
            return undefined;
        }
        const { image } = token;
        const opener = image.at(-1) ?? '';
        if (wantsOperand && operands.has(token.tokenType.name)) {
            wantsOperand = false;
        } else if (closers[opener] !== undefined && (wantsOperand || image === '(' || image === '[')) {
            open.push(opener);
            mayBeEmpty = image === '{' || image === (wantsOperand ? '[' : '(');
            wantsOperand = true;
        } else if (wantsOperand && (signs.has(image) || image === 'round' || image === 'indicator')) {
            continue;
        } else if (image === closers[open.at(-1) ?? ''] && (!wantsOperand || (mayBeEmpty && before === open.at(-1)) || comparisons.has(before))) {
            open.pop();
            wantsOperand = false;
        } else if (wantsOperand && !(comparisons.has(image) && before === ',')) {
            return { index, expected: 'an expression' };
        } else if (joints.has(image) || (wantsOperand && comparisons.has(image))) {
            wantsOperand = true;
        } else if (image === ';' && open.length === 0) {
            return undefined;
        } else {
            const close = closers[open.at(-1) ?? ''];
            return { index, expected: close === undefined ? 'an operator or `;`' : `an operator, \`,\` or \`${close}\`` };
        }
    }
    const close = closers[open.at(-1) ?? ''];
    return wantsOperand ? { index: tokens.length, expected: 'an expression' } : close === undefined ? undefined : { index: tokens.length, expected: `\`${close}\`` };
}

/** The brackets that are open before a token, outermost first. */
export function openBrackets(tokens: readonly Token[], before: number): string[] {
    const open: string[] = [];
    for (const { image, tokenType } of tokens.slice(0, before)) {
        const last = image.at(-1) ?? '';
        if (tokenType.name !== 'STRING' && closers[last] !== undefined) {
            open.push(last);
        } else if (image === ')' || image === ']' || image === '}') {
            open.pop();
        }
    }
    return open;
}

/** The bracket that closes another. */
export function closerOf(open: string): string {
    return closers[open] ?? '';
}
