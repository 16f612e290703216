import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TypedValue, ValueType } from '../transformer/model/transformer.ts';
import { filledUp } from './compile-case.ts';
import type { CompileCase } from './compile-case.ts';
import { paperCase } from './paper-cases.ts';

/** What is read of a case of `test/fixtures/golden.jsonl`. */
interface Golden {
    readonly group: string;
    readonly setup: readonly string[];
    readonly program: readonly string[];
    readonly expression: string;
    readonly input: string | readonly (string | number)[];
    readonly result: { readonly kind: string };
}

const tokenCount = 5;
const maxLength = 20;
/** Numbers that fill up an alphabet; as floats, with a half each. */
const moreNumbers = [0, 1, 2, -3, 4, 6];

/** The s-ops of the library and of the paper in the file of what the reference RASP answers, each once: 5 tokens that fit the program, length 20. */
export function goldenCases(): CompileCase[] {
    const lines = readFileSync(join(import.meta.dirname, '../test/fixtures/golden.jsonl'), 'utf8').trim().split('\n').map(line => JSON.parse(line) as Golden);
    const groups = new Map<string, Golden[]>();
    for (const golden of lines.filter(({ group, result }) => /^(library|paper)(-|$)/.test(group) && result.kind === 's-op')) {
        const key = JSON.stringify([golden.program, sOpOf(golden)]);
        groups.set(key, [...groups.get(key) ?? [], golden]);
    }
    return [...groups.values()].flatMap(same => same.slice(0, 1).map(first => caseOf(first, same)));
}

/** The s-op of an expression that may apply it to an input: `reverse` of `reverse("abc")`. */
function sOpOf({ group, expression }: Golden): string {
    return group.startsWith('paper') ? expression.replace(/\((?:"[^"]*"|\["[^\]]*\])\)$/, '') : expression;
}

function caseOf(golden: Golden, same: readonly Golden[]): CompileCase {
    const { setup, program, group } = golden;
    const expression = sOpOf(golden);
    if (group.startsWith('paper') && /^\w+$/.test(expression)) {
        return paperCase('paper', expression, tokenCount, maxLength);
    }
    const isPaper = group.startsWith('paper');
    return {
        group: isPaper ? 'paper' : 'library', label: [...program, expression].join(' '), name: 'out_',
        text: [...setup, ...program, `out_ = ${expression};`].join('\n'),
        alphabet: program.length === 0 ? lettersOf(expression, same) : numbersOf(program.join().includes('tokens_float') ? 'float' : 'int', expression, same),
        maxLength, mustCompile: true
    };
}

/** The characters that the program names, and then those of the inputs. */
function lettersOf(expression: string, same: readonly Golden[]): TypedValue[] {
    const named = [...expression.matchAll(/"([^"]*)"/g)].flatMap(([, text = '']) => [...text]);
    return filledUp([...named, ...same.flatMap(({ input }) => [...input].map(String))], tokenCount).map(value => ({ type: 'string', value }));
}

function numbersOf(type: ValueType, expression: string, same: readonly Golden[]): TypedValue[] {
    const named = [...expression.matchAll(/\b\d+\b/g)].map(([text]) => Number(text));
    const others = moreNumbers.map(number => (type === 'float' ? number + 0.5 : number));
    return [...new Set([...named, ...same.flatMap(({ input }) => [...input].map(Number)), ...others])].slice(0, tokenCount).map(value => ({ type, value }));
}
