import { readdirSync, readFileSync } from 'node:fs';
import { createLangiumParser } from 'langium';
import type { AstNode, LangiumCoreServices } from 'langium';
import { describe, expect, test } from 'vitest';
import { RaspLanguageMetaData } from '../../../language/syntax/generated/module';
import { parseProgram } from '../../../language/syntax/parse';
import { createRaspServices } from '../../../language/syntax/services';
import type { RaspServices } from '../../../language/syntax/services';

const quick = createRaspServices({ maxLookahead: 2 });
const thorough = createRaspServices();

/** What a parser makes of a statement: its tree, or `wrong`. */
function read({ parser }: RaspServices, text: string): string {
    const { value, lexerErrors, parserErrors } = parser.LangiumParser.parse<AstNode>(text, { rule: 'Statement' });
    return lexerErrors.length + parserErrors.length > 0 ? 'wrong'
        : JSON.stringify(value, (name, part: unknown) => (name.startsWith('$') && name !== '$type' ? undefined : part));
}

const files = [...readdirSync('examples').filter(file => file.endsWith('.rasp')).map(file => `examples/${file}`), 'language/program/library.rasp'];
const statements = [...new Set(files.flatMap(file => parseProgram(readFileSync(file, 'utf8')).map(({ statement }) => statement.text)))];

/** A parser over the same services that checks the grammar for what so many tokens cannot tell apart. */
function makeChecked(maxLookahead: number): unknown {
    const { Lexer, ParserErrorMessageProvider, ValueConverter } = quick.parser;
    return createLangiumParser({
        Grammar: quick.Grammar,
        LanguageMetaData: { ...RaspLanguageMetaData, mode: 'development' },
        references: {},
        shared: quick.shared,
        parser: { Lexer, ParserErrorMessageProvider, ValueConverter, ParserConfig: { recoveryEnabled: false, maxLookahead } }
    } as unknown as LangiumCoreServices);
}

/** The statement with each of its tokens left out, and cut off behind each. */
function spoilt(text: string): string[] {
    const tokens = thorough.parser.Lexer.tokenize(text).tokens.map(({ startOffset, image }) => ({ start: startOffset, end: startOffset + image.length }));
    return tokens.flatMap(({ start, end }) => [text.slice(0, start) + text.slice(end), text.slice(0, end)]);
}

describe('two tokens of lookahead', () => {
    test('tell the alternatives of every rule apart', () => {
        expect(() => makeChecked(1)).toThrow('Ambiguous');
        expect(() => makeChecked(2)).not.toThrow();
    });

    test('read every statement of the examples and the library as any number does', () => {
        expect(statements.length).toBeGreaterThan(100);
        expect(statements.map(text => read(quick, text))).toEqual(statements.map(text => read(thorough, text)));
        expect(statements.filter(text => read(quick, text) === 'wrong')).toEqual([]);
    });

    test('take for wrong what any number does', () => {
        const texts = [...new Set(statements.filter(text => text.length < 80).flatMap(spoilt))];
        expect(texts.filter(text => read(quick, text) !== read(thorough, text))).toEqual([]);
        expect(texts.filter(text => read(quick, text) === 'wrong').length).toBeGreaterThan(1_000);
    });
});
