import type { CancellationToken, Location, Position } from 'vscode-languageserver';
import { definitionsOf, NameWeb } from '../language/names/name-web.js';
import type { Definition } from '../language/names/name-web.js';
import type { FileNames } from '../language/names/file-names.js';
import type { Feature } from './feature.js';
import type { WorkspaceNames } from './workspace-names.js';

/** The places that use what the name at a position stands for, in all files; with what sets it when asked. */
export async function references(names: WorkspaceNames, uri: string, position: Position, withDefinitions: boolean, token: CancellationToken): Promise<Location[]> {
    const place = await names.placeAt(uri, position);
    const definitions = place === undefined ? [] : definitionsOf(place);
    if (place === undefined || definitions.length === 0) {
        return [];
    }
    const { name } = place.occurrence;
    const files = await filesUsing(names, name, definitions, place.file, token);
    // While other files were read, this one may have changed.
    const now = await names.placeAt(uri, position);
    return now?.occurrence.name !== name ? [] : new NameWeb(name, [now.file, ...names.latest(files)]).reachedFrom(definitionsOf(now))
        .filter(({ occurrence }) => withDefinitions || occurrence.setBy === undefined)
        .map(found => names.locationOf(found));
}

/** The files in which some definitions of a name can be used: what is set inside a function stays there. */
export async function filesUsing(names: WorkspaceNames, name: string, definitions: readonly Definition[], own: FileNames, token: CancellationToken): Promise<FileNames[]> {
    const isLocal = definitions.every(({ meaning: { occurrence } }) => occurrence?.isGlobal === false);
    return isLocal ? [own] : [...await names.mentioning([name], token), ...definitions.map(({ file }) => names.files.file(file.uri) ?? file)];
}

export const referencesFeature: Feature = {
    capabilities: { referencesProvider: true },
    register({ connection, names, answer }) {
        connection.onReferences(answer(({ textDocument, position, context }, token: CancellationToken) => references(names, textDocument.uri, position, context.includeDeclaration, token), []));
    }
};
