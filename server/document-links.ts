import type { DocumentLink } from 'vscode-languageserver';
import type { Feature } from './feature.js';
import type { WorkspaceNames } from './workspace-names.js';

/** The paths of the `load`s that find their file, as links to it. */
export async function documentLinks(names: WorkspaceNames, uri: string, describe: (uri: string) => string): Promise<DocumentLink[]> {
    const file = await names.file(uri);
    return file === undefined ? [] : names.loadsOf(file).map(({ target, start, end }) => ({
        // Without the quotes, as other editors draw them.
        range: names.location(uri, start + 1, end - 1).range, target, tooltip: `Open ${describe(target)}`
    }));
}

export const documentLinksFeature: Feature = {
    capabilities: { documentLinkProvider: { resolveProvider: false } },
    register({ connection, names, host, answer }) {
        connection.onDocumentLinks(answer(({ textDocument }) => documentLinks(names, textDocument.uri, uri => host.describe?.(uri) ?? uri), []));
    }
};
