/**
 * Langium's language server with RASP's grammar and nothing else: it parses and tells syntax errors, and runs nothing.
 * The floor of what a long program can take from start to first diagnostics.
 */
import { EmptyFileSystem, inject } from 'langium';
import { createDefaultModule, createDefaultSharedModule, startLanguageServer } from 'langium/lsp';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { RaspGeneratedModule, RaspGeneratedSharedModule } from '../language/syntax/generated/module.ts';

const shared = inject(createDefaultSharedModule({ connection: createConnection(ProposedFeatures.all), ...EmptyFileSystem }), RaspGeneratedSharedModule);
shared.ServiceRegistry.register(inject(createDefaultModule({ shared }), RaspGeneratedModule));
startLanguageServer(shared);
