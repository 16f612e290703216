import type { CancellationToken, Position, Range, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { Place } from '../language/names/name-web.js';
import { planRename, refusalAt } from '../language/names/rename.js';
import type { Feature } from './feature.js';
import type { WorkspaceNames } from './workspace-names.js';

/**
 * The name at a position, if it can have another.
 * @throws ResponseError with the reason why not
 */
export async function prepareRename(names: WorkspaceNames, uri: string, position: Position): Promise<{ range: Range; placeholder: string }> {
    const place = await placeToRename(names, uri, position);
    const refusal = refusalAt(place);
    if (refusal !== undefined) {
        throw refused(sentence(refusal.reason));
    }
    return { range: names.locationOf(place).range, placeholder: place.occurrence.name };
}

/**
 * The changes in all files that give the name at a position another one.
 * @throws ResponseError with the reason when that would change what a program means
 */
export async function rename(names: WorkspaceNames, uri: string, position: Position, to: string, token: CancellationToken): Promise<WorkspaceEdit> {
    const { occurrence: { name } } = await placeToRename(names, uri, position);
    const candidates = await names.mentioning([name, to], token);
    const place = await placeToRename(names, uri, position);
    const plan = planRename(names.files, names.latest(candidates), place, to, other => describePlace(names, other, uri));
    if ('reason' in plan) {
        throw refused(sentence(plan.reason));
    }
    const changes: Record<string, TextEdit[]> = {};
    for (const [file, ranges] of plan.ranges) {
        changes[file] = ranges.map(({ start, end }) => ({ range: names.location(file, start, end).range, newText: to }));
    }
    return { changes };
}

async function placeToRename(names: WorkspaceNames, uri: string, position: Position): Promise<Place> {
    const place = await names.placeAt(uri, position);
    if (place === undefined) {
        throw refused('There is no name here: put the cursor on one.');
    }
    return place;
}

function describePlace(names: WorkspaceNames, place: Place, own: string): string {
    const { uri, range } = names.locationOf(place);
    return `line ${range.start.line + 1}${uri === own ? '' : ` of ${decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1))}`}`;
}

function sentence(reason: string): string {
    return `${reason.slice(0, 1).toUpperCase()}${reason.slice(1)}.`;
}

function refused(reason: string): ResponseError {
    return new ResponseError(LSPErrorCodes.RequestFailed, reason);
}

export const renameFeature: Feature = {
    capabilities: client => ({ renameProvider: client.textDocument?.rename?.prepareSupport === true ? { prepareProvider: true } : true }),
    register({ connection, names, answer }) {
        connection.onPrepareRename(answer(({ textDocument, position }) => prepareRename(names, textDocument.uri, position), null));
        connection.onRenameRequest(answer(({ textDocument, position, newName }, token: CancellationToken) => rename(names, textDocument.uri, position, newName, token), null));
    }
};
