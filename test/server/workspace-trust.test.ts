import { PassThrough } from 'node:stream';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createConnection, createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import type { ProtocolConnection, PublishDiagnosticsParams } from 'vscode-languageserver/node';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { diskHost } from '../../server/disk-host';
import { WORKSPACE_TRUSTED_NOTIFICATION } from '../../server/protocol/workspace-trust';
import { startServer } from '../../server/server';

const root = mkdtempSync(join(tmpdir(), 'rasp-trust-'));
afterAll(() => { rmSync(root, { recursive: true, force: true }); });
mkdirSync(join(root, 'workspace'));
writeFileSync(join(root, 'outside.rasp'), 'secret = 1;\n');
const workspace = pathToFileURL(join(root, 'workspace')).href;
const uri = `${workspace}/main.rasp`;

let client: ProtocolConnection | undefined;
afterEach(() => { client?.dispose(); });

/** Opens a program that loads a file outside the workspace. @returns its problems, each time they are told */
async function open(initializationOptions: unknown): Promise<{ next(): Promise<readonly string[]>; readonly connection: ProtocolConnection }> {
    const [up, down] = [new PassThrough(), new PassThrough()];
    startServer(createConnection(new StreamMessageReader(up), new StreamMessageWriter(down)), diskHost);
    const connection = client = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
    const told: (readonly string[])[] = [];
    let wake: (() => void) | undefined;
    connection.onNotification('textDocument/publishDiagnostics', ({ diagnostics }: PublishDiagnosticsParams) => {
        told.push(diagnostics.filter(({ severity }) => severity === 1).map(({ message }) => (typeof message === 'string' ? message : message.value).replace(/;.*/, '')));
        wake?.();
    });
    connection.listen();
    await connection.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {}, workspaceFolders: [{ uri: workspace, name: 'workspace' }], initializationOptions });
    await connection.sendNotification('initialized', {});
    await connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'rasp', version: 1, text: 'load "../outside";\nx = indices + secret;\n' } });
    return {
        connection,
        next: async () => {
            while (told.length === 0) {
                await new Promise<void>(resolve => { wake = resolve; });
            }
            return told.shift() ?? [];
        }
    };
}

describe('a workspace', () => {
    it.each([
        ['is trusted', { workspaceTrusted: true }], ['is of an editor that knows no trust', {}], ['is of an editor that tells nothing', undefined]
    ])('that %s loads what is beside it', async (_, options) => {
        expect(await (await open(options)).next()).toEqual([]);
    });

    it('that is not trusted loads nothing from outside until it is', async () => {
        const { next, connection } = await open({ workspaceTrusted: false });
        expect((await next())[0]).toBe('cannot find "../outside.rasp"');
        await connection.sendNotification(WORKSPACE_TRUSTED_NOTIFICATION);
        expect(await next()).toEqual([]);
    });
});
