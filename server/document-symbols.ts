import type { DocumentSymbol } from 'vscode-languageserver';
import { SymbolKind } from 'vscode-languageserver';
import { isSelector, isSOp } from '../language/graph/nodes.js';
import type { Value } from '../language/program/value.js';
import { isAssignment, isFunctionDefinition } from '../language/syntax/generated/ast.js';
import type { AnalyzedDocument } from './analyzed-document.js';
import type { Feature } from './feature.js';
import { typeName } from './value-text.js';

/** The outline: the names that top-level statements set, with the whole statement as their range. */
export function documentSymbols(document: AnalyzedDocument): DocumentSymbol[] {
    const symbols: DocumentSymbol[] = [];
    const { results, parsed } = document.program;
    for (const [i, { statement: { tree, text }, bindings }] of results.entries()) {
        const offset = parsed[i]?.offset ?? 0;
        const names: readonly (string | undefined)[] = isAssignment(tree) ? tree.targets : isFunctionDefinition(tree) ? [tree.name] : [];
        for (const name of new Set(names)) {
            const value = name === undefined ? undefined : bindings.get(name);
            if (name !== undefined && value !== undefined) {
                const at = offset + (new RegExp(`\\b${name}\\b`).exec(text)?.index ?? 0);
                symbols.push({
                    name, kind: kindOfSymbol(value), detail: typeName(value),
                    range: document.range(offset, offset + text.length), selectionRange: document.range(at, at + name.length)
                });
            }
        }
    }
    return symbols;
}

function kindOfSymbol(value: Value): SymbolKind {
    if (isSOp(value)) {
        return SymbolKind.Variable;
    }
    return isSelector(value) ? SymbolKind.Object : typeName(value) === 'function' ? SymbolKind.Function : SymbolKind.Constant;
}

export const documentSymbolsFeature: Feature = {
    capabilities: { documentSymbolProvider: true },
    register({ connection, documents, answer }) {
        connection.onDocumentSymbol(answer(async ({ textDocument }, token) => {
            const document = await documents.analyzed(textDocument.uri, token);
            return document === undefined ? [] : documentSymbols(document);
        }, []));
    }
};
