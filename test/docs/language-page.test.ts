import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isSelector, isSOp } from '../../language/graph/nodes';
import { cost } from '../../language/cost/cost';
import { builtinNames, libraryFunctionCost } from '../../language/program/documentation';
import { standardLibrary } from '../../language/program/library';
import { alwaysReserved } from '../../language/program/reserved-names';
import { RaspFunction } from '../../language/program/value';
import { codeIn, readPage, rowsOf } from './markdown';
import type { Row } from './markdown';
import { differences } from './sample-check';

const text = readFileSync('docs/language.md', 'utf8');
const page = readPage(text);
const rows = rowsOf(page);

/** The cells of tables that are run: statements end with `;`, everything else is an expectation of those before it. */
const cells = rows.flatMap(({ cells: row, line }) => ['example', 'instead'].flatMap(column => {
    const code = codeIn(row[column] ?? '');
    return code.length === 0 ? [] : [{ line, code, program: code.map(part => (part.endsWith(';') ? `${part}\n` : `#? ${part}\n`)).join('') }];
}));

test.each(cells)('the table in line $line says what is so: $code', ({ code, program }) => {
    expect(differences(program, false)).toEqual([]);
    expect(code.some(part => !part.endsWith(';'))).toBe(true);
});

test('every section has a sample or an example', () => {
    const headings = page.prose.flatMap((line, i) => (/^##+ /.test(line) ? [{ line: i + 1, heading: line }] : []));
    expect(headings.length).toBeGreaterThan(10);
    const lines = [...page.fences.filter(({ language }) => language === 'rasp').map(({ line }) => line), ...cells.map(({ line }) => line)];
    expect(headings.filter(({ line }, i) => !lines.some(at => at > line && at < (headings[i + 1]?.line ?? Infinity))).map(({ heading }) => heading)).toEqual([]);
});

test('every row of a table of surprises has what to write instead', () => {
    const surprises = rows.filter(row => 'instead' in row.cells);
    expect(surprises.length).toBeGreaterThan(15);
    expect(surprises.filter(({ cells }) => codeIn(cells['example'] ?? '').length === 0 || codeIn(cells['instead'] ?? '').length === 0).map(({ line }) => line)).toEqual([]);
});

/** The names of the standard library: how each is called, its layers and its heads. */
function libraryRows(): string[][] {
    const { scope } = standardLibrary();
    return [...scope.ownNames()].map(name => {
        const value = scope.getOwn(name);
        if (value instanceof RaspFunction) {
            const size = libraryFunctionCost(name, value.parameters);
            return [`${name}(${value.parameters.join(', ')})`, String(size?.layers), String(size?.heads)];
        }
        const size = value !== undefined && (isSOp(value) || isSelector(value)) ? cost(value) : undefined;
        return [name, String(size?.layers), String(size?.heads)];
    });
}

test('the standard library is there, with the layers and heads of each name, and nothing else', () => {
    const documented = rows.filter(({ cells }) => 'L' in cells).map(({ cells }: Row) => [codeIn(cells['name'] ?? '')[0] ?? '', cells['L'] ?? '', cells['H'] ?? '']);
    expect([...documented].sort()).toEqual(libraryRows().sort());
});

/** The words that the grammar knows. */
const words = [...new Set([...readFileSync('language/syntax/rasp.langium', 'utf8').matchAll(/'([a-z][a-z -]*)\(?\)?'/g)].map(match => match[1] ?? ''))];

test('every word and every name of the language is there', () => {
    expect(words.length).toBeGreaterThan(20);
    const code = [...page.fences.map(fence => fence.text), ...page.prose.flatMap(codeIn)].join('\n');
    const isThere = (word: string): boolean => new RegExp(`(?<![\\w-])${word}(?![\\w-])`).test(code);
    expect([...words, ...builtinNames(), ...alwaysReserved].filter(word => !isThere(word))).toEqual([]);
});

test('every name in the text is one of the language, the library or a sample', () => {
    const set = [...page.fences.map(fence => fence.text).join('').matchAll(/^\s*(?:def )?(\w[\w, ]*)(?: = |\()/gm)].flatMap(match => (match[1] ?? '').split(', '));
    const known = new Set([...standardLibrary().scope.ownNames(), ...builtinNames(), ...alwaysReserved, ...words.flatMap(word => word.split(/[- ]/)), ...set]);
    // Parameters that are talked about, the command's words, and what the page says not to be there.
    const others = new Set(['keys', 'queries', 'op', 'key', 'query', 'seq', 'sel', 'selector', 'values', 'location', 'x', 'i', 'l', 'f', 'a', 'b', 'c', 'layers', 'heads',
        'rasp', 'repl', 'check', 'test', 'cost', 'assume_bos', '_']);
    const used = page.prose.filter(line => !line.startsWith('|')).flatMap(codeIn).filter(code => !/\.rasp|^#/.test(code)).flatMap(code => code.replace(/"[^"]*"/g, '').match(/[A-Za-z_]\w*/g) ?? []);
    expect(used.length).toBeGreaterThan(30);
    expect([...new Set(used)].filter(name => !known.has(name) && !others.has(name))).toEqual([]);
});
