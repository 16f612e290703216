import type { CompletionItem, CompletionList, SemanticTokens } from 'vscode-languageserver-types';
import { editPlace, editStep, namePlaces } from './edits.ts';
import type { Place } from './edits.ts';
import type { ServerProcess } from './server-process.ts';

/** What an editor asks for while one types. */
export const requestKinds = ['completion', 'completion resolve', 'signature help', 'semantic tokens', 'semantic tokens delta', 'semantic tokens of 60 lines', 'inlay hints of 60 lines', 'inlay hints of all'] as const;

export type RequestKind = typeof requestKinds[number];

const linesShown = 60;

/** Milliseconds that each kind of request takes on a document in which one character was just typed, and which has run since. */
export async function measureRequests(process: ServerProcess, uri: string, text: string, count: number, warmUps: number, firstVersion: number): Promise<Record<RequestKind, number[]>> {
    const textDocument = { uri };
    const lines = text.split('\n');
    const places = namePlaces(text, count + warmUps);
    const times = Object.fromEntries(requestKinds.map(kind => [kind, [] as number[]])) as Record<RequestKind, number[]>;
    const ask = async <R>(kind: RequestKind, method: string, params: object, i: number): Promise<R> => {
        const begin = performance.now();
        const answer = await process.request<R>(method, { textDocument, ...params });
        if (i >= warmUps) {
            times[kind].push(performance.now() - begin);
        }
        return answer;
    };
    let version = firstVersion;
    let { resultId } = await process.request<SemanticTokens>('textDocument/semanticTokens/full', { textDocument });
    for (const [i, place] of places.entries()) {
        // In turns at the start, in the middle and at the end, an even number of times each.
        const edit = editPlace(text, (['start', 'middle', 'end'] as const)[Math.floor(i / 2) % 3] ?? 'end');
        const step = editStep(edit, i);
        await process.edit(uri, ++version, edit, { line: edit.line, character: edit.character + step.replaced }, step.text);
        ({ resultId } = await ask<SemanticTokens>('semantic tokens delta', 'textDocument/semanticTokens/full/delta', { previousResultId: resultId }, i));
        ({ resultId } = await ask<SemanticTokens>('semantic tokens', 'textDocument/semanticTokens/full', {}, i));
        const shown = { start: { line: place.line, character: 0 }, end: { line: place.line + linesShown, character: 0 } };
        await ask('semantic tokens of 60 lines', 'textDocument/semanticTokens/range', { range: shown }, i);
        await ask('inlay hints of 60 lines', 'textDocument/inlayHint', { range: shown }, i);
        await ask('inlay hints of all', 'textDocument/inlayHint', { range: { start: { line: 0, character: 0 }, end: { line: lines.length, character: 0 } } }, i);
        await ask('signature help', 'textDocument/signatureHelp', { position: inCall(lines, place) }, i);
        // The last line sees most names.
        const position = i % 2 === 0 ? { line: place.line, character: place.character + 1 } : { line: lines.length - 1, character: 0 };
        const list = await ask<CompletionList | null>('completion', 'textDocument/completion', { position, context: { triggerKind: 1 } }, i);
        const item: CompletionItem | undefined = list?.items[i % list.items.length];
        if (item !== undefined) {
            const begin = performance.now();
            await process.request('completionItem/resolve', item);
            if (i >= warmUps) {
                times['completion resolve'].push(performance.now() - begin);
            }
        }
    }
    return times;
}

/** A place inside brackets on the line, where there is one. */
function inCall(lines: readonly string[], { line, character }: Place): Place {
    const open = lines[line]?.indexOf('(') ?? -1;
    return { line, character: open < 0 ? character : open + 1 };
}
