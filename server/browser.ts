import { BrowserMessageReader, BrowserMessageWriter, createConnection, ProposedFeatures } from 'vscode-languageserver/browser';
import { ClientLoadHost } from './client-load-host.js';
import { LIST_FOLDER_REQUEST, READ_FILE_REQUEST } from './protocol/files.js';
import type { FileParams, ListedEntry, ReadFileResult } from './protocol/files.js';
import { startServer } from './server.js';

/** The language server as a web worker. It has no disk: its client reads the files of the workspace for it. */
const scope = globalThis as unknown as ConstructorParameters<typeof BrowserMessageReader>[0];
const connection = createConnection(ProposedFeatures.all, new BrowserMessageReader(scope), new BrowserMessageWriter(scope));

startServer(connection, environment => new ClientLoadHost(environment, {
    async read(uri) {
        const params: FileParams = { uri };
        return (await connection.sendRequest<ReadFileResult>(READ_FILE_REQUEST, params))?.text;
    },
    list(uri) {
        const params: FileParams = { uri };
        return connection.sendRequest<ListedEntry[]>(LIST_FOLDER_REQUEST, params);
    },
    arrived: environment.arrived
}));
