import { walk } from '../actions/tree.js';
import { Failure } from '../evaluation/evaluation.js';
import { isSOp } from '../graph/nodes.js';
import { isName } from '../syntax/generated/ast.js';
import type { StatementResult } from '../program/session.js';
import { rangeOf } from '../syntax/ranges.js';
import type { Finding, ResultContext } from './lint.js';

/** `tokens_int` and `tokens_float` where the running example has tokens that are no numbers. */
export function tokensOnText({ program, result, tree }: ResultContext): Finding[] {
    const { statement, examples: { 's-op': example } } = result;
    const found: Finding[] = [];
    walk(tree, part => {
        if (found.length === 0 && isName(part) && (part.name === 'tokens_int' || part.name === 'tokens_float')) {
            const value = program.valueOfTree(part);
            if (isSOp(value) && value.kind === 'input' && program.evaluationOn(example).column(value) instanceof Failure) {
                found.push({
                    id: 'tokens-int-on-text', statement, ...rangeOf(part),
                    message: `the example ${example.shortText} is text, and \`${part.name}\` wants numbers: set another example above, such as \`set example [3, 1, 2]\``,
                    fixes: ({ offsetOf, program: { text } }) => {
                        const offset = offsetOf(statement);
                        const start = offset === undefined ? undefined : text.lastIndexOf('\n', offset - 1) + 1;
                        return start === undefined ? [] : [{ title: 'Set an example of numbers above', edits: [{ start, end: start, text: 'set example [3, 1, 2]\n' }] }];
                    }
                });
            }
        }
        return true;
    });
    return found;
}

/** The first statement under each example is told; the others would say the same again. */
export function oncePerExample(found: readonly (readonly [StatementResult, readonly Finding[]])[]): Finding[] {
    const told = new Set<string>();
    return found.flatMap(([{ examples: { 's-op': example } }, findings]) => {
        if (findings.length === 0 || told.has(example.text)) {
            return [];
        }
        told.add(example.text);
        return findings;
    });
}
