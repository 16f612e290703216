import type { Problem } from '../program/problem.js';
import type { Edit } from '../syntax/edit.js';
import { isAggregate, isBinary, isListExpression, isSelect } from '../syntax/generated/ast.js';
import type { Expression, Statement } from '../syntax/generated/ast.js';
import { parseProgram } from '../syntax/parse.js';
import type { ParsedStatement } from '../syntax/parse.js';
import { rangeOf } from '../syntax/ranges.js';
import { defaultEdit } from './add-default.js';
import { isExpression, walk, withoutBrackets } from './tree.js';

/** A change that mends a problem. Offsets in the statement's text. */
export interface ProblemFix {
    readonly title: string;
    readonly edits: readonly Edit[];
}

type Mender = (problem: Problem, statement: ParsedStatement, found: RegExpExecArray, restOfLine: string) => ProblemFix | undefined;

/** What each message that has a clear cure is mended by; the first that fits. */
const menders: readonly (readonly [RegExp, Mender])[] = [
    [/found `(\w+)\(`, did you mean `select\(`\?$/, (_, { text }, [, name = '']) => {
        const at = text.search(new RegExp(`(?<!\\w)${name}\\s*\\(`));
        return at < 0 ? undefined : { title: 'Change to `select(`', edits: [{ start: at, end: text.indexOf('(', at) + 1, text: 'select(' }] };
    }],
    [/^there is no `\w+` here; did you mean `([^`]+)`\?$/, ({ start, end }, { text }, [, name = '']) => {
        const isOpen = name.endsWith('(') && /^\s*\(/.test(text.slice(end));
        return { title: `Change to \`${name}\``, edits: [{ start, end: isOpen ? text.indexOf('(', end) + 1 : end, text: name }] };
    }],
    [/^there is no `\w+` here; write `(True|False)`$/, ({ start, end }, _, [, name = '']) => ({ title: `Change to \`${name}\``, edits: [{ start, end, text: name }] })],
    [/^expected `;` behind /, ({ end }) => ({ title: 'Add `;`', edits: [{ start: end, end, text: ';' }] })],
    [/^this statement is not finished: expected .*`;`/, ({ end }) => ({ title: 'Add `;`', edits: [{ start: end, end, text: ';' }] })],
    [/^this statement is not finished: expected `([)\]}])`$/, ({ end }, _, [, bracket = '']) => ({ title: `Add \`${bracket}\``, edits: [{ start: end, end, text: bracket }] })],
    [/^found `;`, expected .*`([)\]}])`$/, ({ start }, _, [, bracket = '']) => ({ title: `Add \`${bracket}\``, edits: [{ start, end: start, text: bracket }] })],
    [/^`!=` stands only inside/, ({ start }, { text }) => notEqual(text, start)],
    [/is one word: write it without a space before the bracket$/, ({ start }, { text }) => {
        const from = text.slice(0, start).trimEnd().length;
        return { title: 'Remove the space', edits: [{ start: from, end: start, text: '' }] };
    }],
    [/(?:example` ends with its line: remove the `;`|^this `[;}]` (?:ends|closes) nothing: remove it)$/, ({ start, end }) => ({ title: 'Remove it', edits: [{ start, end, text: '' }] })],
    [/^found `=`, expected one of `==`/, ({ start, end }) => ({ title: 'Change to `==`', edits: [{ start, end, text: '==' }] })],
    [/^found `"([=!<>]=|[<>])"`, expected `==`/, ({ start, end }, _, [, operator = '']) => ({ title: `Change to \`${operator}\``, edits: [{ start, end, text: operator }] })],
    [/the selector stands second here: swap them$/, (problem, { tree, text }) => {
        const found = expressionAt(tree, problem);
        const places = found !== undefined && isAggregate(found) ? [rangeOf(found.selector), rangeOf(found.values)] as const : undefined;
        return places === undefined ? undefined
            : { title: 'Swap the arguments', edits: places.map((place, i) => ({ ...place, text: text.slice(places[1 - i]?.start, places[1 - i]?.end) })) };
    }],
    [/^a comment begins with `#`/, ({ start, end }) => ({ title: 'Change to `#`', edits: [{ start, end, text: '#' }] })],
    [/^there is no `\/\/`/, ({ end }, { text }) => (/^\s*[A-Za-z][^;)\]}]*$/.test(text.slice(end).split('\n')[0] ?? '') ? { title: 'Change to `#`', edits: [{ start: end - 2, end, text: '#' }] } : undefined)],
    [/^a power is written `\^`/, ({ start, end }) => ({ title: 'Change to `^`', edits: [{ start: start - 1, end, text: '^' }] })],
    [/^found `'`; strings are written in double quotes/, ({ start }, { text }) => {
        const [quoted] = /^'[^'"\r\n]*'/.exec(text.slice(start)) ?? [];
        return quoted === undefined ? undefined : { title: 'Write double quotes', edits: [{ start, end: start + quoted.length, text: `"${quoted.slice(1, -1)}"` }] };
    }],
    [/^found `[&|]+`, .*write `(and|or)`$/, ({ start, end }, { text }, [, word = '']) => {
        const [before, after] = [/\s$/.test(text.slice(0, start)) ? '' : ' ', /^\s/.test(text.slice(end)) ? '' : ' '];
        return { title: `Change to \`${word}\``, edits: [{ start, end, text: `${before}${word}${after}` }] };
    }],
    [/^(the keys of `select`|the queries of `select`|the values of `aggregate`) must be .*`\[…\]\[indices\]` makes one of it$/, listToSOp],
    [/an s-op's values have one type, and these mix strings with others/, (problem, statement) => {
        const tree = expressionAt(statement.tree, problem);
        return tree !== undefined && isAggregate(tree) && tree.default === undefined ? { title: 'Give the default ""', edits: [defaultEdit(tree, '""')] } : undefined;
    }],
    [/^two statements share this line/, (_, { text }, __, restOfLine) => {
        const blanks = restOfLine.length - restOfLine.trimStart().length;
        return restOfLine.trim() === '' ? undefined : { title: 'Break the line', edits: [{ start: text.length, end: text.length + blanks, text: '\n' }] };
    }]
];

/**
 * How a problem can be mended, where that is clear.
 * @param restOfLine what stands behind the statement on its last line
 */
export function fixOfProblem(problem: Problem, statement: ParsedStatement, restOfLine: string): ProblemFix | undefined {
    for (const [pattern, mend] of menders) {
        const found = pattern.exec(problem.message);
        if (found !== null) {
            return mend(problem, statement, found, restOfLine);
        }
    }
    return undefined;
}

/** `a != b` as `not (a == b)`: read as `==`, the tree says how far its sides reach. */
function notEqual(text: string, at: number): ProblemFix | undefined {
    const [placed, more] = parseProgram(text.replace(/!=(?!\s*\))/g, '=='));
    const tree = placed?.statement.tree;
    if (tree === undefined || more !== undefined || placed?.statement.problems.length !== 0) {
        return undefined;
    }
    let found: Expression | undefined;
    walk(tree, part => {
        if (isBinary(part) && part.operator === '==' && rangeOf(part.left).end <= at && at < rangeOf(part.right).start) {
            found = part;
        }
        return true;
    });
    if (found === undefined) {
        return undefined;
    }
    const { start, end } = rangeOf(found);
    return { title: 'Write `not (… == …)`', edits: [{ start, end: start, text: 'not (' }, { start: at, end: at + 2, text: '==' }, { start: end, end, text: ')' }] };
}

function expressionAt(tree: Statement | undefined, { start, end }: Problem): Expression | undefined {
    let found: Expression | undefined;
    if (tree !== undefined) {
        walk(tree, part => {
            const range = rangeOf(part);
            if (found === undefined && isExpression(part) && range.start === start && range.end === end) {
                found = withoutBrackets(part);
            }
            return found === undefined;
        });
    }
    return found;
}

function listToSOp(problem: Problem, statement: ParsedStatement, [, what]: RegExpExecArray): ProblemFix | undefined {
    const tree = expressionAt(statement.tree, problem);
    const list = tree === undefined ? undefined
        : isSelect(tree) ? (what === 'the keys of `select`' ? tree.keys : tree.queries)
        : isAggregate(tree) ? tree.values : undefined;
    if (tree === undefined || list === undefined) {
        return undefined;
    }
    // Of two lists the message tells the first; both are mended.
    const lists = isSelect(tree) && list === tree.keys && isListExpression(withoutBrackets(tree.queries)) ? [list, tree.queries] : [list];
    return { title: 'Make it an s-op: `[indices]`', edits: lists.flatMap(asSOp) };
}

function asSOp(list: Expression): Edit[] {
    const { start, end } = rangeOf(list);
    const isTight = !['Binary', 'Unary', 'Ternary', 'Membership'].includes(list.$type);
    return isTight ? [{ start: end, end, text: '[indices]' }] : [{ start, end: start, text: '(' }, { start: end, end, text: ')[indices]' }];
}
