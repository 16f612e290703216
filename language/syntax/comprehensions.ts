import { endsOperand } from './lex.js';
import type { TextToken } from './lex.js';

/** The `for x in l` of a list or dict; its names can be used in the brackets before it. */
export interface Comprehension {
    /** Index of the token `for`. */
    readonly start: number;
    /** Index of the token `in`; Infinity while it is missing. */
    readonly in: number;
    readonly variables: ReadonlySet<string>;
}

/** Finds the comprehensions among tokens without comments, by the index of their opening bracket. */
export function findComprehensions(tokens: readonly TextToken[]): ReadonlyMap<number, Comprehension> {
    const found = new Map<number, Comprehension>();
    const open: { readonly at: number; readonly isBlock: boolean }[] = [];
    tokens.forEach(({ kind, text }, at) => {
        if (kind === 'sign') {
            if (text === '(' || text === '[' || text === '{') {
                open.push({ at, isBlock: text === '{' && endsOperand(tokens[at - 1]) });
            } else if (text === ')' || text === ']' || text === '}') {
                open.pop();
            } else if (text === ';') {
                while (open.at(-1)?.isBlock === false) {
                    open.pop();
                }
            }
        } else if (kind === 'word' && text === 'for') {
            const top = open.at(-1);
            if (top !== undefined && !top.isBlock && !found.has(top.at) && tokens[top.at]?.text !== '(') {
                found.set(top.at, readVariables(tokens, at));
            }
        }
    });
    return found;
}

function readVariables(tokens: readonly TextToken[], start: number): Comprehension {
    const variables = new Set<string>();
    for (let at = start + 1; at < tokens.length; at++) {
        const token = tokens[at];
        if (token?.kind === 'word' && token.text === 'in') {
            return { start, in: at, variables };
        }
        if (token?.kind === 'word') {
            variables.add(token.text);
        } else if (token?.text !== ',') {
            break;
        }
    }
    return { start, in: Infinity, variables };
}
