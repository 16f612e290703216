import { existsSync } from 'node:fs';
import { join, dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { diskHost } from './disk-host.js';
import { setLintPages } from './lint-pages.js';
import { startServer } from './server.js';

/** The lints' pages lie beside the folder of this script, in the package and in the repository. */
const pages = join(dirname(process.argv[1] ?? ''), '..', 'docs', 'lints');
if (existsSync(pages)) {
    setLintPages(pathToFileURL(`${pages}/`).href);
}

/** The language server as a process: `--stdio`, or IPC when an editor starts it. */
startServer(createConnection(ProposedFeatures.all), diskHost);
