import { createDefaultCoreModule, createDefaultSharedCoreModule, DefaultValueConverter, EmptyFileSystem, inject } from 'langium';
import type { GrammarAST, LangiumCoreServices, LangiumSharedCoreServices, ValueType } from 'langium';
import { RaspGeneratedModule, RaspGeneratedSharedModule } from './generated/module.js';

/** RASP strings know no escapes, and numbers keep their digits until they are made values. */
class RaspValueConverter extends DefaultValueConverter {
    protected override runConverter(rule: GrammarAST.AbstractRule, input: string): ValueType {
        return rule.name === 'STRING' ? input.slice(1, -1) : input;
    }
}

/**
 * Builds Langium's services for RASP: the lexer and the parser; documents, scopes and links are not used.
 * The parser stops at a statement's first error, the only one that is told: its recovery takes seconds on a
 * long heap of errors, and sometimes trips over the pieces that it leaves. The splitter recovers between statements.
 */
export function createRaspServices(): LangiumCoreServices {
    const shared = inject(createDefaultSharedCoreModule(EmptyFileSystem), RaspGeneratedSharedModule) as LangiumSharedCoreServices;
    const services = inject(createDefaultCoreModule({ shared }), RaspGeneratedModule, {
        parser: { ValueConverter: () => new RaspValueConverter(), ParserConfig: () => ({ recoveryEnabled: false }) }
    });
    shared.ServiceRegistry.register(services);
    return services;
}
