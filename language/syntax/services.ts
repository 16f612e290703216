import {
    createLangiumParser, DefaultLexer, DefaultLexerErrorMessageProvider, DefaultTokenBuilder, DefaultValueConverter, inject, LangiumParserErrorMessageProvider
} from 'langium';
import type { GrammarAST, LangiumCoreServices, Module, ValueType } from 'langium';
import { RaspAstReflection } from './generated/ast.js';
import { RaspGrammar } from './generated/grammar.js';
import { RaspLanguageMetaData } from './generated/module.js';

/** What is used of Langium's services: the lexer and the parser. Documents, scopes and links are not even loaded. */
export interface RaspServices extends Pick<LangiumCoreServices, 'Grammar' | 'LanguageMetaData'> {
    readonly parser: Omit<LangiumCoreServices['parser'], 'AsyncParser' | 'CompletionParser' | 'GrammarConfig'>;
    /** The parser links what refers to something: nothing in the grammar does. */
    readonly references: object;
    readonly shared: Pick<LangiumCoreServices['shared'], 'AstReflection' | 'profilers'>;
}

/** RASP strings know no escapes, and numbers keep their digits until they are made values. */
class RaspValueConverter extends DefaultValueConverter {
    protected override runConverter(rule: GrammarAST.AbstractRule, input: string): ValueType {
        return rule.name === 'STRING' ? input.slice(1, -1) : input;
    }
}

/**
 * Builds Langium's services for RASP.
 * The parser stops at a statement's first error, the only one that is told: its recovery takes seconds on a
 * long heap of errors, and sometimes trips over the pieces that it leaves. The splitter recovers between statements.
 * @param options `maxLookahead`: how many tokens the parser looks ahead; without it, as many as it takes
 */
export function createRaspServices(options: { readonly maxLookahead?: number } = {}): RaspServices {
    const module: Module<LangiumCoreServices, RaspServices> = {
        Grammar: () => RaspGrammar(),
        LanguageMetaData: () => RaspLanguageMetaData,
        parser: {
            LangiumParser: services => createLangiumParser(services),
            Lexer: services => new DefaultLexer(services),
            LexerErrorMessageProvider: () => new DefaultLexerErrorMessageProvider(),
            ParserConfig: () => ({ recoveryEnabled: false, ...options }),
            ParserErrorMessageProvider: () => new LangiumParserErrorMessageProvider(),
            TokenBuilder: () => new DefaultTokenBuilder(),
            ValueConverter: () => new RaspValueConverter()
        },
        references: {},
        shared: { AstReflection: () => new RaspAstReflection(), profilers: {} }
    };
    return inject(module);
}
