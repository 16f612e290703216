import { DefaultAstNodeLocator, DefaultJsonSerializer, DefaultNameProvider, inject } from 'langium';
import type { Grammar, LangiumCoreServices, Module } from 'langium';

/** What the serializer asks for: it names the rules that others call, and finds them by their paths. */
const serializerModule: Module<LangiumCoreServices, object> = {
    documentation: {},
    references: { NameProvider: () => new DefaultNameProvider() },
    shared: { workspace: {} },
    workspace: { AstNodeLocator: () => new DefaultAstNodeLocator() }
};

/**
 * Reads the grammar's tree, as Langium's function of the same name does, but without a document around it: a parser
 * asks for none, and what Langium keeps documents with takes as long to load as the parser itself. The build makes
 * the generated grammar call this one.
 */
export function loadGrammarFromJson(json: string): Grammar {
    return new DefaultJsonSerializer(inject(serializerModule)).deserialize(json);
}
