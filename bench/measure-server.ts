import type { CodeLens } from 'vscode-languageserver-types';
import { editPlace, editStep, everywhere, namePlaces } from './edits.ts';
import type { Where } from './edits.ts';
import { measureRequests, requestKinds } from './measure-requests.ts';
import type { RequestKind } from './measure-requests.ts';
import { ServerProcess } from './server-process.ts';
import { median, percentile95 } from './statistics.ts';

export interface Spread {
    readonly median: number;
    readonly p95: number;
}

/** What an editor waits for, in milliseconds. */
export interface ServerTimes {
    /** From starting the process to the answer to `initialize`. */
    readonly startUp: number;
    /** From starting the process to the diagnostics of the file. */
    readonly firstDiagnostics: number;
    /** From sending an edit of one character to its diagnostics. */
    readonly keystroke: Readonly<Record<Where, Spread>>;
    readonly hover: Spread;
    readonly lensList: Spread;
    /** All lenses that an editor shows at once, asked for together. */
    readonly lensResolve: Spread;
    readonly requests: Readonly<Record<RequestKind, Spread>>;
    /** The most memory that the server held, in MiB. */
    readonly peakMemory: number | undefined;
}

export interface ServerTask {
    /** The bundled server. */
    readonly server: string;
    readonly text: string;
    readonly starts: number;
    readonly edits: number;
    readonly warmUps: number;
}

const uri = 'file:///bench/program.rasp';
const lensesShown = 30;
const textDocument = { uri };

/** Measures one file through server processes of its own. */
export async function measureServer({ server, text, starts, edits, warmUps }: ServerTask): Promise<ServerTimes> {
    const startUps: number[] = [];
    const firsts: number[] = [];
    const start = async (): Promise<ServerProcess> => {
        const begin = performance.now();
        const process = new ServerProcess(server);
        await process.initialize();
        startUps.push(performance.now() - begin);
        await process.open(uri, text);
        firsts.push(performance.now() - begin);
        return process;
    };
    for (let i = 1; i < starts; i++) {
        await (await start()).stop();
    }
    const process = await start();
    const hover = spread(await hovers(process, text, edits * 2, warmUps));
    const { list, resolve } = await lenses(process, edits, warmUps);
    const times = await measureRequests(process, uri, text, edits, warmUps, 1);
    const requests = Object.fromEntries(requestKinds.map(kind => [kind, spread(times[kind])])) as Record<RequestKind, Spread>;
    process.close(uri);
    await process.open(uri, text);
    const keystroke = await keystrokes(process, text, edits, warmUps);
    const peakMemory = process.peakMemory();
    await process.stop();
    return {
        startUp: median(startUps), firstDiagnostics: median(firsts), keystroke, hover, lensList: spread(list), lensResolve: spread(resolve), requests, peakMemory
    };
}

function spread(times: readonly number[]): Spread {
    return { median: median(times), p95: percentile95(times) };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
    const begin = performance.now();
    await work();
    return performance.now() - begin;
}

async function keystrokes(process: ServerProcess, text: string, edits: number, warmUps: number): Promise<Record<Where, Spread>> {
    const result: Partial<Record<Where, Spread>> = {};
    let version = 1;
    for (const where of everywhere) {
        const place = editPlace(text, where);
        const times: number[] = [];
        // An even number of edits takes the spaces out again that were put in.
        for (let i = 0; i < warmUps + edits + (warmUps + edits) % 2; i++) {
            const step = editStep(place, i);
            const end = { line: place.line, character: place.character + step.replaced };
            const time = await timed(() => process.edit(uri, ++version, place, end, step.text));
            if (i >= warmUps) {
                times.push(time);
            }
        }
        result[where] = spread(times);
    }
    return result as Record<Where, Spread>;
}

async function hovers(process: ServerProcess, text: string, count: number, warmUps: number): Promise<number[]> {
    const times: number[] = [];
    for (const { line, character } of namePlaces(text, count + warmUps)) {
        times.push(await timed(() => process.request('textDocument/hover', { textDocument, position: { line, character } })));
    }
    return times.slice(warmUps);
}

async function lenses(process: ServerProcess, count: number, warmUps: number): Promise<{ list: number[]; resolve: number[] }> {
    const list: number[] = [];
    const resolve: number[] = [];
    for (let i = 0; i < count + warmUps; i++) {
        let all: readonly CodeLens[] = [];
        list.push(await timed(async () => { all = await process.request<CodeLens[]>('textDocument/codeLens', { textDocument }); }));
        // As an editor that scrolls: each time those of another part of the file.
        const from = Math.floor((all.length - lensesShown) * i / (count + warmUps));
        const shown = all.slice(Math.max(0, from), Math.max(0, from) + lensesShown);
        resolve.push(await timed(() => Promise.all(shown.map(lens => process.request('codeLens/resolve', lens)))));
    }
    return { list: list.slice(warmUps), resolve: resolve.slice(warmUps) };
}
