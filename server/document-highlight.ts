import type { DocumentHighlight, Position } from 'vscode-languageserver';
import { DocumentHighlightKind } from 'vscode-languageserver';
import { definitionsOf, NameWeb } from '../language/names/name-web.js';
import type { Place } from '../language/names/name-web.js';
import type { Feature } from './feature.js';
import type { WorkspaceNames } from './workspace-names.js';

/** The places of a file that belong to the same binding as the name at a position. */
export async function documentHighlights(names: WorkspaceNames, uri: string, position: Position): Promise<DocumentHighlight[]> {
    const place = await names.placeAt(uri, position);
    return place === undefined ? [] : sameName(place).map(found => ({
        range: names.locationOf(found).range,
        kind: found.occurrence.setBy === undefined ? DocumentHighlightKind.Read : DocumentHighlightKind.Write
    }));
}

/** Names that nothing sets go together too: they have the same mistake. */
function sameName(place: Place): Place[] {
    const { file, occurrence } = place;
    const web = new NameWeb(occurrence.name, [file]);
    const definitions = definitionsOf(place);
    return definitions.length > 0 ? web.reachedFrom(definitions) : web.unset();
}

export const documentHighlightFeature: Feature = {
    capabilities: { documentHighlightProvider: true },
    register({ connection, names, answer }) {
        connection.onDocumentHighlight(answer(({ textDocument, position }) => documentHighlights(names, textDocument.uri, position), []));
    }
};
