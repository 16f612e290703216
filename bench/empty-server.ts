/** The least language server that Langium makes: a document is lines, nothing is checked. What start-up is compared with. */
import { AbstractAstReflection, EmptyFileSystem, inject, loadGrammarFromJson } from 'langium';
import type { LangiumGeneratedCoreServices, LangiumGeneratedSharedCoreServices, Module } from 'langium';
import { createDefaultModule, createDefaultSharedModule, startLanguageServer } from 'langium/lsp';
import type { LangiumServices, LangiumSharedServices, PartialLangiumServices, PartialLangiumSharedServices } from 'langium/lsp';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';

const grammar = {
    $type: 'Grammar', isDeclared: true, name: 'Lines', imports: [], interfaces: [], types: [],
    rules: [
        {
            $type: 'ParserRule', entry: true, name: 'Document', fragment: false, parameters: [],
            definition: { $type: 'Assignment', feature: 'lines', operator: '+=', cardinality: '*', terminal: { $type: 'RuleCall', rule: { $ref: '#/rules@1' }, arguments: [] } }
        },
        { $type: 'TerminalRule', name: 'LINE', fragment: false, hidden: false, definition: { $type: 'RegexToken', regex: '/[^\\r\\n]+/' } },
        { $type: 'TerminalRule', name: 'BREAK', fragment: false, hidden: true, definition: { $type: 'RegexToken', regex: '/[\\r\\n]+/' } }
    ]
};

/** The kinds of nodes that the grammar makes. */
class LinesReflection extends AbstractAstReflection {
    override readonly types = { Document: { name: 'Document', properties: { lines: { name: 'lines', defaultValue: [] } }, superTypes: [] } };
}

const sharedParts: Module<LangiumSharedServices, LangiumGeneratedSharedCoreServices & PartialLangiumSharedServices> = { AstReflection: () => new LinesReflection() };
const ownParts: Module<LangiumServices, LangiumGeneratedCoreServices & PartialLangiumServices> = {
    parser: {},
    Grammar: () => loadGrammarFromJson(JSON.stringify(grammar)),
    LanguageMetaData: () => ({ languageId: 'rasp', fileExtensions: ['.rasp'], caseInsensitive: false, mode: 'production' as const })
};
const shared = inject(createDefaultSharedModule({ connection: createConnection(ProposedFeatures.all), ...EmptyFileSystem }), sharedParts);
shared.ServiceRegistry.register(inject(createDefaultModule({ shared }), ownParts));
startLanguageServer(shared);
