import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CodeLens, CompletionItem, CompletionList, SemanticTokens } from 'vscode-languageserver-types';
import { generateProgram } from './generate-program.ts';
import type { Recorded, SessionHead } from './record.ts';
import { ServerProcess } from './server-process.ts';
import { median, percentile95 } from './statistics.ts';
import { table } from './table.ts';

/** Milliseconds that one kind of request took. */
export interface RequestTimes {
    readonly method: string;
    readonly count: number;
    readonly p50: number;
    readonly p95: number;
    readonly max: number;
}

const uri = 'file:///bench/session.rasp';
const textDocument = { uri };

/**
 * Replays bench/session.jsonl against a server. Every request is on an analysed document: the edit before it has run,
 * as a question that needs the whole program tells.
 * @param server the bundled server
 */
export async function measureSession(server: string): Promise<RequestTimes[]> {
    const [first = '', ...lines] = readFileSync(join(import.meta.dirname, 'session.jsonl'), 'utf8').trimEnd().split('\n');
    const { statements, seed } = JSON.parse(first) as SessionHead;
    const process = new ServerProcess(server);
    await process.initialize({ diagnostic: {} });
    process.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'rasp', version: 1, text: generateProgram(statements, seed) } });
    const times = new Map<string, number[]>();
    /** What later messages need of answers. */
    let [tokensId, diagnosticsId]: (string | undefined)[] = [(await process.request<SemanticTokens>('textDocument/semanticTokens/full', { textDocument })).resultId];
    let lenses: readonly CodeLens[] = [];
    let items: readonly CompletionItem[] = [];
    let version = 1;
    const paramsOf = (method: string, params: object): unknown => {
        switch (method) {
            case 'textDocument/semanticTokens/full/delta': return { textDocument, previousResultId: tokensId };
            case 'textDocument/diagnostic': return { textDocument, ...diagnosticsId === undefined ? {} : { previousResultId: diagnosticsId } };
            case 'codeLens/resolve': return lenses[(params as { pick: number }).pick % lenses.length];
            case 'completionItem/resolve': return items[(params as { pick: number }).pick % items.length];
            default: return { textDocument, ...params };
        }
    };
    for (const line of lines) {
        const message = JSON.parse(line) as Recorded;
        if (message[0] === 'edit') {
            const [, row, from, to, text] = message;
            process.notify('textDocument/didChange', { textDocument: { uri, version: ++version }, contentChanges: [{ range: { start: { line: row, character: from }, end: { line: row, character: to } }, text }] });
            await process.request('rasp/run', { uri, name: '', line: 0 });
            continue;
        }
        const [, method, recorded] = message;
        const params = paramsOf(method, recorded);
        if (params === undefined) {
            continue;
        }
        const begin = performance.now();
        const answer = await process.request<unknown>(method, params);
        const time = performance.now() - begin;
        times.set(method, [...times.get(method) ?? [], time]);
        if (method === 'textDocument/codeLens') {
            lenses = answer as CodeLens[];
        } else if (method === 'textDocument/completion') {
            items = (answer as CompletionList | null)?.items ?? [];
        } else if (method.startsWith('textDocument/semanticTokens/full')) {
            tokensId = (answer as SemanticTokens).resultId;
        } else if (method === 'textDocument/diagnostic') {
            diagnosticsId = (answer as { resultId?: string }).resultId;
        }
    }
    await process.stop();
    return [...times].map(([method, all]) => ({ method, count: all.length, p50: median(all), p95: percentile95(all), max: Math.max(...all) })).sort((a, b) => b.p95 - a.p95);
}

/** A row for each kind of request. */
export function sessionTable(times: readonly RequestTimes[]): string {
    return table(['request, milliseconds', 'count', 'p50', 'p95', 'max'], times.map(({ method, count, p50, p95, max }) => [method, String(count), ...[p50, p95, max].map(time => time.toFixed(1))]));
}
