import type { DocumentSymbol, Range } from 'vscode-languageserver';
import { SymbolKind } from 'vscode-languageserver';
import { isSelector, isSOp } from '../language/graph/nodes.js';
import type { Occurrence } from '../language/names/occurrence.js';
import { namesOf } from '../language/names/statement-names.js';
import { RaspFunction } from '../language/program/value.js';
import type { Value } from '../language/program/value.js';
import { isAssignment, isForLoop, isFunctionDefinition } from '../language/syntax/generated/ast.js';
import type { AnalyzedDocument } from './analyzed-document.js';
import type { Feature } from './feature.js';
import { typeName } from './value-text.js';

/** The outline: the names that top-level statements set, with the whole statement as their range, and in functions the names that these set. */
export function documentSymbols(document: AnalyzedDocument): DocumentSymbol[] {
    const symbols: DocumentSymbol[] = [];
    const { results, parsed } = document.program;
    for (const [i, { statement, bindings }] of results.entries()) {
        const { tree, text } = statement;
        if (!isAssignment(tree) && !isFunctionDefinition(tree) && !isForLoop(tree)) {
            continue;
        }
        const offset = parsed[i]?.offset ?? 0;
        const { occurrences } = namesOf(statement, document.reserved);
        const range = document.range(offset, offset + text.length);
        for (const occurrence of firstOfEach(occurrences.filter(({ isGlobal }) => isGlobal))) {
            const { name } = occurrence;
            const value = bindings.get(name);
            if (value !== undefined) {
                const children = value instanceof RaspFunction ? childrenOf(occurrence, Map.groupBy(occurrences, ({ inside }) => inside), offset, document) : [];
                symbols.push({ name, kind: kindOfSymbol(value), detail: typeName(value), range, selectionRange: rangeOfName(occurrence, offset, document), children });
            }
        }
    }
    return symbols;
}

/** The parameters, locals and functions of a function, each where it is set first. */
function childrenOf(parent: Occurrence, byFunction: ReadonlyMap<Occurrence | undefined, readonly Occurrence[]>, offset: number, document: AnalyzedDocument): DocumentSymbol[] {
    const own = byFunction.get(parent) ?? [];
    return firstOfEach(own.filter(({ setBy }) => setBy !== undefined && setBy !== 'comprehension')).map(occurrence => {
        const { name, setBy, extent: { start, end } } = occurrence;
        return {
            name, kind: setBy === 'function' ? SymbolKind.Function : SymbolKind.Variable, ...setBy === 'parameter' ? { detail: 'parameter' } : {},
            range: document.range(offset + start, offset + end), selectionRange: rangeOfName(occurrence, offset, document),
            children: setBy === 'function' ? childrenOf(occurrence, byFunction, offset, document) : []
        };
    });
}

function firstOfEach(occurrences: readonly Occurrence[]): Occurrence[] {
    const first = new Map<string, Occurrence>();
    for (const occurrence of occurrences) {
        if (!first.has(occurrence.name)) {
            first.set(occurrence.name, occurrence);
        }
    }
    return [...first.values()];
}

function rangeOfName({ start, name }: Occurrence, offset: number, document: AnalyzedDocument): Range {
    return document.range(offset + start, offset + start + name.length);
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
            const document = await documents.shown(textDocument.uri, token);
            return document === undefined ? [] : documentSymbols(document);
        }, []));
    }
};
