import type { CancellationToken, WorkspaceSymbol } from 'vscode-languageserver';
import { SymbolKind } from 'vscode-languageserver';
import type { Occurrence } from '../language/names/occurrence.js';
import type { Feature } from './feature.js';
import type { WorkspaceNames } from './workspace-names.js';

/** More are not shown: who searches among so many types another letter. */
const mostSymbols = 1_000;

/** What the files of the workspace set at top level, where the letters of a query stand in the name in that order. Each name once a file, where it is set last. */
export async function workspaceSymbols(names: WorkspaceNames, query: string, token: CancellationToken): Promise<WorkspaceSymbol[]> {
    const symbols: WorkspaceSymbol[] = [];
    const wanted = query.toLowerCase();
    await names.forEachFile(token, uri => {
        const file = symbols.length < mostSymbols ? names.files.file(uri) : undefined;
        if (file === undefined) {
            return;
        }
        const last = new Map<string, Occurrence>();
        for (const occurrence of file.names.flatMap(({ occurrences }) => occurrences)) {
            if (occurrence.isGlobal && (occurrence.setBy === 'function' || occurrence.setBy === 'assignment') && hasLetters(occurrence.name.toLowerCase(), wanted)) {
                last.set(occurrence.name, occurrence);
            }
        }
        for (const [name, occurrence] of last) {
            symbols.push({
                name, kind: occurrence.setBy === 'function' ? SymbolKind.Function : SymbolKind.Variable,
                location: names.locationOf({ file, occurrence }), containerName: fileName(uri)
            });
        }
    });
    return symbols.slice(0, mostSymbols);
}

function hasLetters(name: string, query: string): boolean {
    let at = -1;
    return [...query].every(letter => (at = name.indexOf(letter, at + 1)) >= 0);
}

function fileName(uri: string): string {
    return decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
}

export const workspaceSymbolsFeature: Feature = {
    capabilities: { workspaceSymbolProvider: true },
    register({ connection, names, answer }) {
        connection.onWorkspaceSymbol(answer(({ query }, token: CancellationToken) => workspaceSymbols(names, query, token), []));
    }
};
