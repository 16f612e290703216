import { standardLibrary } from './library.js';
import { openSession } from './open-session.js';
import { cost } from '../cost/cost.js';
import type { Cost } from '../cost/cost.js';
import { isSelector, isSOp } from '../graph/nodes.js';
import { parseProgram } from '../syntax/parse.js';
import type { Value } from './value.js';

/** The comment lines directly above an offset of a text, without their `#`. Expectations among them are left out. */
export function commentAbove(text: string, offset: number): string {
    const comment: string[] = [];
    // From the statement upwards, so that a long file costs no more than a short one.
    for (let end = offset > 0 ? text.lastIndexOf('\n', offset - 1) : -1; end >= 0;) {
        const before = end > 0 ? text.lastIndexOf('\n', end - 1) : -1;
        const line = text.slice(before + 1, end).trim();
        if (!line.startsWith('#')) {
            break;
        }
        if (!line.startsWith('#?')) {
            comment.unshift(line.replace(/^#+ ?/, ''));
        }
        end = before;
    }
    return comment.join('\n').trim();
}

/** What the standard library says about one of its names. */
export function libraryDocumentation(name: string): string {
    const { source, statements } = standardLibrary();
    const placed = statements.find(({ statement: { tree } }) => (tree?.$type === 'FunctionDefinition' && tree.name === name)
        || (tree?.$type === 'Assignment' && tree.targets.includes(name)));
    return placed === undefined ? baseDocumentation[name] ?? '' : commentAbove(source, placed.offset);
}

/** The names that the language itself sets, before the standard library. */
export function builtinNames(): string[] {
    return Object.keys(baseDocumentation);
}

const baseDocumentation: Record<string, string> = {
    tokens: 'The input as strings, until the program sets it to another s-op.',
    tokens_asis: 'The input\'s tokens as they are; they must be of one type.',
    tokens_str: 'The input\'s tokens as strings.',
    tokens_int: 'The input\'s tokens as ints. Fails on an input with a token that is no int.',
    tokens_float: 'The input\'s tokens as floats. Fails on an input with a token that is no number.',
    tokens_bool: 'Whether each token is true: not empty, not zero.',
    indices: 'The positions: 0, 1, 2, …',
    out: 'The value of the last expression.',
    True: 'The bool true.',
    False: 'The bool false.'
};

/** What a word of the language that looks like a function does. */
export interface WordDocumentation {
    readonly signature: string;
    readonly text: string;
    /** What each parameter is, in order. */
    readonly parameters: Readonly<Record<string, string>>;
}

/** By the word as it is written. */
const builtinDocumentation: Record<string, WordDocumentation> = {
    'select(': {
        signature: 'select(keys, queries, operator)',
        text: 'A selector: from each position (the query) it selects the positions (keys) where `key operator query` holds. The operator is one of ==, !=, <, >, <=, >=.',
        parameters: { keys: 'What each position offers to be found by: the columns.', queries: 'What each position looks for: the rows.', operator: 'One of ==, !=, <, >, <=, >=: how a key must stand to a query.' }
    },
    'aggregate(': {
        signature: 'aggregate(selector, values, default)',
        text: 'An attention head: at each position the mean of the values at the selected positions; the value itself where one is selected, the default (0 when not given) where none is.',
        parameters: { selector: 'Which positions each position looks at.', values: 'The s-op whose values are averaged.', default: 'The value where nothing is selected; 0 when not given.' }
    },
    round: { signature: 'round(x)', text: 'The nearest int, halves to the even one.', parameters: { x: 'A number, or an s-op of numbers.' } },
    indicator: { signature: 'indicator(x)', text: '1 where the s-op is true, 0 elsewhere.', parameters: { x: 'An s-op.' } },
    'range(': {
        signature: 'range(start, stop, step)',
        text: 'The list of ints from start (0 when not given) to before stop.',
        parameters: { start: 'The first int; 0 when not given.', stop: 'The int before which the list ends.', step: 'From one int to the next; 1 when not given.' }
    },
    'zip(': { signature: 'zip(a, b, …)', text: 'The list of lists of the first items, the second items and so on.', parameters: { a: 'A list.', b: 'A list of the same length.', '…': 'More lists of the same length.' } },
    'len(': { signature: 'len(list)', text: 'How many items a list has. The length of the input is `length`.', parameters: { list: 'A list.' } },
    draw: {
        signature: 'draw(s-op, input)', text: 'Draws the flow of an s-op: which layer and which selectors each part is computed in.',
        parameters: { 's-op': 'What is drawn.', input: 'The input on which; the running example when not given.' }
    }
};

/** What a word of the language does, if it is one that looks like a function. */
export function wordDocumentation(word: string): WordDocumentation | undefined {
    return Object.hasOwn(builtinDocumentation, word) ? builtinDocumentation[word] : undefined;
}

/** What a comment says of a parameter: a line of its own that begins `name:`, else the sentences that name it in backticks. */
export function parameterDocumentation(documentation: string, parameter: string): string {
    const own = documentation.split('\n').find(line => line.trim().replace(/^[-*] */, '').startsWith(`${parameter}:`));
    if (own !== undefined) {
        return own.slice(own.indexOf(':') + 1).trim();
    }
    return documentation.split(/(?<=[.!?])\s+/).filter(sentence => sentence.includes(`\`${parameter}\``)).join(' ').replaceAll('\n', ' ');
}

const samples: Record<string, string> = { seq: 'tokens', sel: 'full_s', atom: '"a"', val: '"a"', n: '1', filler: '"-"', location: 'indices', key: 'tokens', a: 'indices', b: 'indices' };
const known = new Map<string, Value | undefined>();

/** Layers and heads of a library function, called on s-ops and selectors that cost nothing themselves. */
export function libraryFunctionCost(name: string, parameters: readonly string[]): Cost | undefined {
    const value = libraryFunctionSample(name, parameters);
    return isSOp(value) || isSelector(value) ? cost(value) : undefined;
}

/** What a library function gives when it is called on such. */
export function libraryFunctionSample(name: string, parameters: readonly string[]): Value | undefined {
    if (!known.has(name)) {
        const [placed] = parseProgram(`${name}(${parameters.map(parameter => samples[parameter] ?? 'tokens').join(', ')});`);
        known.set(name, placed === undefined ? undefined : openSession({ mode: 'editor' }).run(placed.statement).value);
    }
    return known.get(name);
}
