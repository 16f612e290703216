import { wordDocumentation } from '../program/documentation.js';
import type { Offer } from './offer.js';
import { ranks } from './offer.js';

interface StatementWord {
    readonly label: string;
    readonly snippet: string;
    /** What it does, in a few words. */
    readonly detail: string;
    /** Where it may stand: at top level only, anywhere, or only inside functions. */
    readonly where: 'top' | 'any' | 'def';
}

/** The statements that begin with a word. */
const statements: readonly StatementWord[] = [
    { label: 'def', snippet: 'def ${1:name}(${2:x}) {\n\t$0\n\treturn ${3:x};\n}', detail: 'a function', where: 'any' },
    { label: 'for', snippet: 'for ${1:x} in ${2:list} {\n\t$0\n}', detail: 'a loop over a list or dict', where: 'any' },
    { label: 'return', snippet: 'return $1;', detail: 'what the function gives', where: 'def' },
    { label: 'load', snippet: 'load "$1";', detail: 'another file\'s names', where: 'any' },
    { label: 'draw', snippet: 'draw($1);', detail: 'the flow of an s-op', where: 'any' },
    { label: 'set example', snippet: 'set example "$1"', detail: 'the input for what follows', where: 'top' },
    { label: 'set s-op example', snippet: 'set s-op example "$1"', detail: 'the input for s-ops', where: 'top' },
    { label: 'set selector example', snippet: 'set selector example "$1"', detail: 'the input for selectors', where: 'top' },
    { label: 'show example', snippet: 'show example', detail: 'the input in use', where: 'top' },
    { label: 'examples on', snippet: 'examples on', detail: 'show results at the prompt', where: 'top' },
    { label: 'examples off', snippet: 'examples off', detail: 'hide results at the prompt', where: 'top' },
    { label: 'full seq display on', snippet: 'full seq display on', detail: 'sequences in full at the prompt', where: 'top' },
    { label: 'full seq display off', snippet: 'full seq display off', detail: 'sequences short at the prompt', where: 'top' },
    { label: 'exit', snippet: 'exit', detail: 'end the program here', where: 'top' }
];

/** The words that a statement can begin with. */
export function statementWords(block: 'none' | 'def' | 'for'): Offer[] {
    return statements.filter(({ where }) => where === 'any' || (where === 'top' && block === 'none') || where === block).map(({ label, snippet, detail }): Offer =>
        ({ label, kind: 'keyword', detail, snippet, text: /[(]/.test(snippet) ? label : snippet.replace(/\$\{?\d.*$/s, ''), rank: ranks.language }));
}

const builtins: readonly { readonly label: string; readonly snippet: string }[] = [
    { label: 'select', snippet: 'select(${1:keys}, ${2:queries}, ${3|==,!=,<,<=,>,>=|})' },
    { label: 'aggregate', snippet: 'aggregate(${1:selector}, ${2:values})' },
    { label: 'round', snippet: 'round(${1:x})' },
    { label: 'indicator', snippet: 'indicator(${1:x})' },
    { label: 'range', snippet: 'range(${1:stop})' },
    { label: 'zip', snippet: 'zip(${1:a}, ${2:b})' },
    { label: 'len', snippet: 'len(${1:list})' }
];

const listWords: ReadonlySet<string> = new Set(['range', 'zip', 'len']);

/** The word of the language by which `documentation.ts` knows a function of the language. */
export function builtinWord(label: string): string {
    return wordDocumentation(label) === undefined ? `${label}(` : label;
}

/** The language's own functions, and `not`. @param isCalled whether the bracket stands there already */
export function expressionWords(isCalled: boolean): Offer[] {
    const functions = builtins.map(({ label, snippet }): Offer => {
        const signature = wordDocumentation(builtinWord(label))?.signature.slice(label.length);
        return {
            label, kind: 'function', detail: label === 'select' ? 'selector' : label === 'range' || label === 'zip' ? 'list' : label === 'len' ? 'int' : 's-op',
            ...signature === undefined ? {} : { signature }, ...isCalled ? {} : { snippet, text: `${label}(` }, rank: ranks.language, isLibrary: true,
            gives: label === 'select' ? 'selector' : listWords.has(label) ? 'other' : 's-op'
        };
    });
    return [...functions, { label: 'not', kind: 'keyword', rank: ranks.language }];
}

/** The test of layers and heads. */
export const costForm: Offer = { label: 'cost', kind: 'keyword', detail: 'layers and heads', snippet: 'cost(${1:name}) == (${2:1}, ${3:1})', text: 'cost(', rank: ranks.language };

/** What a comparison in `select` says about a key and a query. */
const operators: Readonly<Record<string, string>> = {
    '==': 'the key equals the query', '!=': 'the key differs from the query', '<': 'the key is less than the query',
    '<=': 'the key is at most the query', '>': 'the key is greater than the query', '>=': 'the key is at least the query'
};

/** The six operators of `select`. @param space what stands before an operator */
export function operatorOffers(space: string): Offer[] {
    return Object.entries(operators).map(([label, detail]): Offer => ({ label, kind: 'operator', detail, rank: ranks.key, ...space === '' ? {} : { text: `${space}${label}` } }));
}
