import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Hover, InitializeResult, MarkupContent, PublishDiagnosticsParams, TextEdit } from 'vscode-languageserver/node';
import { buildCommand, folderOf } from './built-command';
import { startServer } from './stdio-client';

const folder = folderOf({ 'other.rasp': 'back = length - indices - 1;\n' });
const uri = pathToFileURL(join(folder, 'main.rasp')).href;
const text = 'load "other";\nflip = select(indices, back, ==);\nreversed_text = aggregate(flip,tokens);\nbroken = (1;\n';
let command = '';

beforeAll(async () => { command = await buildCommand(folder); });

describe('rasp lsp', () => {
    test.each([['with --stdio', ['lsp', '--stdio']], ['without', ['lsp']]])('serves an editor over standard input and output, %s', async (_, args) => {
        const { connection, ended } = startServer(command, args);
        const diagnosed = new Promise<PublishDiagnosticsParams>(resolve => { connection.onNotification('textDocument/publishDiagnostics', resolve); });
        const { capabilities } = await connection.sendRequest<InitializeResult>('initialize', { processId: process.pid, rootUri: null, capabilities: {} });
        expect(capabilities).toMatchObject({ hoverProvider: true, documentFormattingProvider: true });
        await connection.sendNotification('initialized', {});
        await connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'rasp', version: 1, text } });
        expect((await diagnosed).diagnostics.filter(({ severity }) => severity === 1).map(({ range }) => range.start.line)).toEqual([3]);
        const hover = await connection.sendRequest<Hover>('textDocument/hover', { textDocument: { uri }, position: { line: 2, character: 3 } });
        expect((hover.contents as MarkupContent).value).toMatch(/L 2 · H 1/);
        const edits = await connection.sendRequest<TextEdit[]>('textDocument/formatting', { textDocument: { uri }, options: { tabSize: 4, insertSpaces: true } });
        expect(edits.map(({ newText }) => newText)).toEqual(['reversed_text = aggregate(flip, tokens);']);
        await connection.sendRequest('shutdown');
        await connection.sendNotification('exit');
        expect(await ended).toBe(0);
    });

    test('ends when its editor is gone', async () => {
        const server = startServer(command, ['lsp']);
        await server.connection.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {} });
        server.process.stdin?.end();
        expect(await server.ended).toBe(1);
    });
});
