/**
 * `node bench/names.ts`: how long an editor waits for definitions, references and the like, on generated programs
 * whose text it has just changed.
 */
import { rmSync } from 'node:fs';
import { bundle } from './bundle.ts';
import { editPlace, editStep, namePlaces } from './edits.ts';
import { generateProgram } from './generate-program.ts';
import { ServerProcess } from './server-process.ts';
import { median, percentile95 } from './statistics.ts';

const uri = 'file:///bench/program.rasp';
const textDocument = { uri };
const requests: Readonly<Record<string, (process: ServerProcess, position: unknown, i: number) => Promise<unknown>>> = {
    'textDocument/definition': (process, position) => process.request('textDocument/definition', { textDocument, position }),
    'textDocument/references': (process, position) => process.request('textDocument/references', { textDocument, position, context: { includeDeclaration: true } }),
    'textDocument/documentHighlight': (process, position) => process.request('textDocument/documentHighlight', { textDocument, position }),
    'textDocument/prepareRename': (process, position) => process.request('textDocument/prepareRename', { textDocument, position }).catch(() => null),
    'textDocument/rename': (process, position, i) => process.request('textDocument/rename', { textDocument, position, newName: `renamed_${i}` }).catch(() => null),
    'textDocument/prepareCallHierarchy': (process, position) => process.request('textDocument/prepareCallHierarchy', { textDocument, position }),
    'callHierarchy/incomingCalls': async (process, position) => {
        const [item] = await process.request<unknown[] | null>('textDocument/prepareCallHierarchy', { textDocument, position }) ?? [];
        return item === undefined ? null : process.request('callHierarchy/incomingCalls', { item });
    },
    'callHierarchy/outgoingCalls': async (process, position) => {
        const [item] = await process.request<unknown[] | null>('textDocument/prepareCallHierarchy', { textDocument, position }) ?? [];
        return item === undefined ? null : process.request('callHierarchy/outgoingCalls', { item });
    },
    'textDocument/documentLink': process => process.request('textDocument/documentLink', { textDocument }),
    'textDocument/documentSymbol': process => process.request('textDocument/documentSymbol', { textDocument }),
    'workspace/symbol': (process, _, i) => process.request('workspace/symbol', { query: i % 2 === 0 ? '' : 'combine' })
};

const bundles = await bundle();
try {
    for (const size of process.argv.includes('--quick') ? [1_000] : [1_000, 10_000]) {
        const text = generateProgram(size);
        const server = new ServerProcess(bundles.server);
        await server.initialize();
        await server.open(uri, text);
        process.stdout.write(`${size.toLocaleString('en-US')} statements, milliseconds\n`);
        const place = editPlace(text, 'start');
        let version = 1;
        for (const [name, send] of Object.entries(requests)) {
            const times: number[] = [];
            for (const [i, position] of namePlaces(text, 110).entries()) {
                // Each request finds a text that has just been edited and analyzed.
                const step = editStep(place, version);
                await server.edit(uri, ++version, place, { line: place.line, character: place.character + step.replaced }, step.text);
                const begin = performance.now();
                await send(server, position, i);
                times.push(performance.now() - begin);
            }
            const warm = times.slice(10);
            process.stdout.write(`  ${name.padEnd(36)} median ${median(warm).toFixed(1).padStart(6)}  p95 ${percentile95(warm).toFixed(1).padStart(6)}  first ${(times[0] ?? 0).toFixed(1).padStart(6)}\n`);
        }
        await server.stop();
    }
} finally {
    rmSync(bundles.folder, { recursive: true, force: true });
}
