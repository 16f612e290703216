/** Two brackets that belong together, by the offsets of both. */
export interface BracketPair {
    readonly open: number;
    readonly close: number;
}

const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** The pairs of brackets in a text, whether it parses or not, in the order in which they close. Strings and comments hold none. */
export function bracketPairs(text: string): BracketPair[] {
    const pairs: BracketPair[] = [];
    const open: { readonly at: number; readonly closer: string }[] = [];
    for (const match of text.matchAll(/"[^"\r\n]*"?|#[^\n]*|[()[\]{}]/g)) {
        const [char] = match;
        const closer = closers[char];
        if (closer !== undefined) {
            open.push({ at: match.index, closer });
        } else if (char === ')' || char === ']' || char === '}') {
            const last = open.at(-1);
            if (last?.closer === char) {
                open.pop();
                pairs.push({ open: last.at, close: match.index });
            }
        }
    }
    return pairs;
}
