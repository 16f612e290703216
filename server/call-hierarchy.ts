import type { CallHierarchyIncomingCall, CallHierarchyItem, CallHierarchyOutgoingCall, CancellationToken, Position } from 'vscode-languageserver';
import { CallHierarchyIncomingCallsRequest, CallHierarchyOutgoingCallsRequest, CallHierarchyPrepareRequest, SymbolKind } from 'vscode-languageserver';
import { usedBy, usersOf } from '../language/names/call-graph.js';
import type { FileNames } from '../language/names/file-names.js';
import { definitionsOf } from '../language/names/name-web.js';
import type { Place } from '../language/names/name-web.js';
import type { Occurrence } from '../language/names/occurrence.js';
import { libraryUri } from '../language/program/library.js';
import type { Feature } from './feature.js';
import { filesUsing } from './references.js';
import type { WorkspaceNames } from './workspace-names.js';

/** Which functions and s-ops use which. An item's place tells what it stands for, so that it outlives edits elsewhere. */
export class CallHierarchy {
    private readonly names: WorkspaceNames;

    constructor(names: WorkspaceNames) {
        this.names = names;
    }

    async prepare(uri: string, position: Position): Promise<CallHierarchyItem[] | null> {
        const place = await this.names.placeAt(uri, position);
        const items = (place === undefined ? [] : definitionsOf(place, true))
            .filter(({ meaning: { occurrence } }) => occurrence !== undefined && isListed(occurrence))
            .map(({ file, meaning: { occurrence } }) => this.item(file, occurrence));
        return items.length > 0 ? items : null;
    }

    async incoming(item: CallHierarchyItem, token: CancellationToken): Promise<CallHierarchyIncomingCall[]> {
        const place = await this.placeOf(item);
        if (place === undefined) {
            return [];
        }
        const { name } = place.occurrence;
        const files = await filesUsing(this.names, name, definitionsOf(place), place.file, token);
        const now = await this.placeOf(item);
        return now === undefined ? [] : usersOf(name, definitionsOf(now), [now.file, ...this.names.latest(files)])
            .map(({ file, definition, places }) => ({ from: this.item(file, definition), fromRanges: places.map(use => this.names.locationOf(use).range) }));
    }

    async outgoing(item: CallHierarchyItem): Promise<CallHierarchyOutgoingCall[]> {
        const place = await this.placeOf(item);
        return place === undefined ? [] : usedBy(place)
            .map(({ file, definition, places }) => ({ to: this.item(file, definition), fromRanges: places.map(use => this.names.locationOf(use).range) }));
    }

    private async placeOf({ uri, name, selectionRange }: CallHierarchyItem): Promise<Place | undefined> {
        const place = await this.names.placeAt(uri, selectionRange.start);
        return place?.occurrence.name === name && place.occurrence.setBy !== undefined ? place : undefined;
    }

    /** @param occurrence undefined for the file itself, where a statement sets nothing */
    private item(file: FileNames, occurrence: Occurrence | undefined): CallHierarchyItem {
        const detail = file.uri === libraryUri ? 'standard library' : fileName(file.uri);
        if (occurrence === undefined) {
            const { uri, range } = this.names.location(file.uri, 0, 0);
            return { name: detail, kind: SymbolKind.File, uri, range, selectionRange: range };
        }
        const { name, whole } = this.names.locationsOf({ file, meaning: occurrence.meaning });
        return {
            name: occurrence.name, detail, uri: file.uri, range: whole.range, selectionRange: name.range,
            kind: occurrence.setBy === 'function' ? SymbolKind.Function : SymbolKind.Variable
        };
    }
}

/** Parameters, loop variables and the like use nothing. */
function isListed({ setBy }: Occurrence): boolean {
    return setBy === 'function' || setBy === 'assignment';
}

function fileName(uri: string): string {
    return decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
}

export const callHierarchyFeature: Feature = {
    capabilities: { callHierarchyProvider: true },
    register({ connection, names, answer }) {
        const hierarchy = new CallHierarchy(names);
        connection.onRequest(CallHierarchyPrepareRequest.type, answer(({ textDocument, position }) => hierarchy.prepare(textDocument.uri, position), null));
        connection.onRequest(CallHierarchyIncomingCallsRequest.type, answer(({ item }, token: CancellationToken) => hierarchy.incoming(item, token), []));
        connection.onRequest(CallHierarchyOutgoingCallsRequest.type, answer(({ item }) => hierarchy.outgoing(item), []));
    }
};
