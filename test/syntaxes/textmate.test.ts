import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';
import { beforeAll, describe, expect, test } from 'vitest';
import { readGrammar, textmateGrammar } from '../../scripts/generate-textmate';

const TEXTMATE_FILE = new URL('../../syntaxes/rasp.tmLanguage.json', import.meta.url);
const GRAMMAR_FILE = new URL('../../language/syntax/rasp.langium', import.meta.url);

let grammar: textmate.IGrammar;

beforeAll(async () => {
    await oniguruma.loadWASM(readFileSync(createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm')));
    const registry = new textmate.Registry({
        onigLib: Promise.resolve({
            createOnigScanner: patterns => new oniguruma.OnigScanner(patterns),
            createOnigString: text => new oniguruma.OnigString(text),
        }),
        loadGrammar: () => Promise.resolve(textmate.parseRawGrammar(readFileSync(TEXTMATE_FILE, 'utf8'), 'rasp.tmLanguage.json')),
    });
    const loaded = await registry.loadGrammar('source.rasp');
    if (!loaded) {
        throw new Error('The TextMate grammar does not load.');
    }
    grammar = loaded;
});

/** The coloured pieces of a program, as `text scope`, one a line, with the innermost scope and without `.rasp`. */
function colours(program: string): string[] {
    let state = textmate.INITIAL;
    return program.split('\n').flatMap(line => {
        const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
        state = ruleStack;
        return tokens.flatMap(token => {
            const text = line.slice(token.startIndex, token.endIndex).trim();
            const scope = token.scopes.at(-1) ?? '';
            return text === '' || scope === 'source.rasp' || scope === 'meta.function.rasp' ? [] : [`${text} ${scope.replace(/\.rasp$/, '')}`];
        });
    });
}

/** The colour of one piece of a program. */
function colourOf(program: string, text: string): string | undefined {
    return colours(program).find(piece => piece.startsWith(`${text} `))?.slice(text.length + 1);
}

test('reverse', () => {
    expect(colours('opp_index = length - indices - 1;\nflip = select(indices, opp_index, ==); # heads')).toEqual([
        'opp_index variable.other.definition', '= keyword.operator.assignment', 'length support.variable',
        '- keyword.operator.arithmetic', 'indices support.variable', '- keyword.operator.arithmetic',
        '1 constant.numeric.integer', '; punctuation.terminator.statement',
        'flip variable.other.definition', '= keyword.operator.assignment', 'select support.function.builtin',
        '( punctuation.parenthesis', 'indices support.variable', ', punctuation.separator', 'opp_index variable.other',
        ', punctuation.separator', '== keyword.operator.comparison', ') punctuation.parenthesis', '; punctuation.terminator.statement',
        '# punctuation.definition.comment', 'heads comment.line.number-sign',
    ]);
});

test('a function', () => {
    expect(colours('def frac(s, v) {\n  return average(s) if s == v else "none";\n}')).toEqual([
        'def keyword.control', 'frac entity.name.function.definition', '( punctuation.parenthesis', 's variable.parameter',
        ', punctuation.separator', 'v variable.parameter', ') punctuation.parenthesis', '{ punctuation.brace',
        'return keyword.control', 'average support.function.library', '( punctuation.parenthesis', 's variable.other',
        ') punctuation.parenthesis', 'if keyword.control', 's variable.other', '== keyword.operator.comparison', 'v variable.other',
        'else keyword.control', '" punctuation.definition.string.begin', 'none string.quoted.double',
        '" punctuation.definition.string.end', '; punctuation.terminator.statement', '} punctuation.brace',
    ]);
});

describe('one word', () => {
    test.each([
        ['set s-op example "abc"', 's-op', 'storage.type'],
        ['set example "abc"', 'set', 'keyword.other.statement'],
        ['full seq display off', 'full seq display', 'keyword.other.statement'],
        ['full seq display off', 'off', 'constant.language.switch'],
        ['exit()', 'exit()', 'keyword.other.statement'],
        ['range(3);', 'range', 'support.function.builtin'],
        ['range (3);', 'range', 'entity.name.function'],
        ['select = 4;', 'select', 'variable.other.definition'],
        ['setting = 4;', 'setting', 'variable.other.definition'],
        ['a, b = 1, 2;', 'a', 'variable.other.definition'],
        ['a, b = 1, 2;', 'b', 'variable.other.definition'],
        ['a == b;', 'a', 'variable.other'],
        ['x = 1.25;', '1.25', 'constant.numeric.float'],
        ['x1 = a;', 'x1', 'variable.other.definition'],
        ['x = not True;', 'not', 'keyword.operator.expression.logical'],
        ['x = not True;', 'True', 'constant.language.boolean'],
        ['count(tokens, "a");', 'count', 'support.function.library'],
        ['my_count(tokens);', 'my_count', 'entity.name.function'],
        ['x = out;', 'out', 'variable.language'],
        ['#? reverse("ab")', '#?', 'keyword.other.test'],
        ['#? reverse("ab")', 'reverse("ab")', 'comment.line.test'],
        ['x = "# no comment";', '# no comment', 'string.quoted.double'],
    ])('in %s, %s is %s', (program, text, expected) => {
        expect(colourOf(program, text)).toBe(expected);
    });
});

test('an unfinished string ends with its line', () => {
    expect(colourOf('x = "abc\ny = 1;', 'y')).toBe('variable.other.definition');
});

test('a definition without its bracket leaves the next statement alone', () => {
    expect(colourOf('def f(a {\nreturn a;\n}', 'return')).toBe('keyword.control');
});

describe('the generator', () => {
    const source = readFileSync(GRAMMAR_FILE, 'utf8');

    test('gives the file that is there', () => {
        expect(textmateGrammar(readGrammar(source))).toBe(readFileSync(TEXTMATE_FILE, 'utf8').replace(/\r\n/g, '\n'));
    });

    test('refuses a keyword that has no colour', () => {
        expect(() => textmateGrammar(readGrammar(source.replace("'draw'", "'paint'")))).toThrow("No colour for 'paint'");
    });

    test('refuses a terminal that has no colour', () => {
        expect(() => textmateGrammar(readGrammar(`${source}\nterminal HEX: /0x[0-9a-f]+/;`))).toThrow('No colour for terminal HEX');
    });
});
