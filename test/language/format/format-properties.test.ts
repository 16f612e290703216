import { readdirSync, readFileSync } from 'node:fs';
import { isAstNode } from 'langium';
import { describe, expect, test } from 'vitest';
import { generateProgram } from '../../../bench/generate-program';
import { formatProgram } from '../../../language/format/format-program';
import { parseProgram } from '../../../language/syntax/parse';
import { readGolden } from '../program/golden-case';
import { randomSource } from './random-source';

/** A tree without places. */
function shape(tree: unknown): unknown {
    if (Array.isArray(tree)) {
        return tree.map(shape);
    }
    return isAstNode(tree) ? Object.entries(tree).filter(([name]) => name === '$type' || !name.startsWith('$')).map(([name, value]) => [name, shape(value)]) : tree;
}

/** What a program says: the trees of its statements, and those that do not parse as they stand. */
function meaning(text: string): unknown[] {
    return parseProgram(text).map(({ statement: { tree, problems, text: source } }) => (problems.length > 0 ? { problems, source } : shape(tree)));
}

function comments(text: string): string[] {
    return [...text.matchAll(/"[^"\r\n]*"|#[^\n]*/g)].map(([match]) => match.trimEnd()).filter(match => match.startsWith('#'));
}

function check(text: string, options?: Parameters<typeof formatProgram>[1]): string {
    const once = formatProgram(text, options);
    expect(meaning(once), text).toEqual(meaning(text));
    expect(comments(once), text).toEqual(comments(text));
    expect(formatProgram(once, options), text).toBe(once);
    return once;
}

const examples = [...readdirSync('examples').map(name => `examples/${name}`), 'language/program/library.rasp'];

describe('formatting keeps what a program says, its comments, and what it has formatted', () => {
    test.each(Array.from({ length: 20 }, (_, i) => i))('random programs, part %i', part => {
        let whole = 0;
        let all = 0;
        for (let i = 0; i < 12; i++) {
            const text = randomSource(part * 1_000 + i);
            check(text, [undefined, { indentSize: 2, useTabs: false }, { indentSize: 8, useTabs: true }][i % 3]);
            all += meaning(text).length;
            whole += parseProgram(text).filter(({ statement }) => statement.problems.length === 0).length;
        }
        // The test would be idle if nothing parsed.
        expect(whole).toBeGreaterThan(all / 3);
    });

    test('every statement of the golden cases', () => {
        const cases = readGolden(readFileSync('test/fixtures/golden.jsonl', 'utf8'));
        const texts = new Set(cases.flatMap(({ setup, program, expression, files }) => [[...setup, ...program, `${expression};`].join('\n'), ...Object.values(files ?? {})]));
        expect(texts.size).toBeGreaterThan(500);
        texts.forEach(text => { check(text); });
    });

    test('a generated program', () => { check(generateProgram(300)); });

    test.each(examples)('%s, which is in the canonical style', name => {
        const text = readFileSync(name, 'utf8');
        expect(check(text)).toBe(text);
    });

    test.each(examples)('%s in bits: every prefix, as one types it', name => {
        const text = readFileSync(name, 'utf8').slice(0, 1_500);
        for (let end = 0; end < text.length; end += 97) {
            check(text.slice(0, end));
        }
    });
});
