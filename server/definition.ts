import type { Location, LocationLink, Position, Range } from 'vscode-languageserver';
import { definitionsOf } from '../language/names/name-web.js';
import type { Feature } from './feature.js';
import type { WorkspaceNames } from './workspace-names.js';

/** What sets the name at a position, or the file whose path is there. Where a loop leaves it open, all that can. */
export async function definition(names: WorkspaceNames, uri: string, position: Position): Promise<LocationLink[]> {
    const place = await names.placeAt(uri, position);
    if (place !== undefined) {
        const originSelectionRange = names.locationOf(place).range;
        const locations = definitionsOf(place, true).map(found => names.locationsOf(found));
        return locations.sort((a, b) => compare(a.name, b.name, uri)).map(({ name, whole }) => ({
            originSelectionRange, targetUri: name.uri, targetRange: whole.range, targetSelectionRange: name.range
        }));
    }
    const load = await names.loadAt(uri, position);
    if (load === undefined) {
        return [];
    }
    const begin: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    return [{ originSelectionRange: names.location(uri, load.start, load.end).range, targetUri: load.target, targetRange: begin, targetSelectionRange: begin }];
}

/** The own file first, then in the order of the text. */
function compare(a: Location, b: Location, own: string): number {
    return Number(b.uri === own) - Number(a.uri === own) || a.uri.localeCompare(b.uri)
        || a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character;
}

export const definitionFeature: Feature = {
    capabilities: { definitionProvider: true },
    register({ connection, names, client, answer }) {
        connection.onDefinition(answer(async ({ textDocument, position }) => {
            const links = await definition(names, textDocument.uri, position);
            return client().textDocument?.definition?.linkSupport === true ? links
                : links.map(({ targetUri, targetSelectionRange }) => ({ uri: targetUri, range: targetSelectionRange }));
        }, []));
    }
};
