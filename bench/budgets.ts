import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Bundles } from './bundle.ts';
import type { RequestTimes } from './measure-session.ts';
import { ServerProcess } from './server-process.ts';
import { median } from './statistics.ts';
import { table } from './table.ts';

/** What was measured of one budget; `found` is undefined where it could not be. */
export interface Spent {
    readonly name: string;
    readonly found: number | undefined;
    readonly budget: number;
}

const declarations = join(import.meta.dirname, '../node_modules/@types/vscode/index.d.ts');
const longestExample = join(import.meta.dirname, '../examples/logic.rasp');
const vsix = join(import.meta.dirname, '../dist/rasp.vsix');

/** Measures what bench/budgets.json limits. */
export async function measureBudgets(bundles: Bundles, session: readonly RequestTimes[], text: string, runs: number): Promise<Spent[]> {
    const budgets = JSON.parse(readFileSync(join(import.meta.dirname, 'budgets.json'), 'utf8')) as Record<string, number>;
    const activate = (): number => Number(execFileSync(process.execPath, [bundles.activation, bundles.client, declarations], { encoding: 'utf8' }));
    const found: Record<string, number | undefined> = {
        'server bundle, KB': kilobytes(...loadedBy(bundles.server)),
        'model process bundle, KB': kilobytes(...loadedBy(join(bundles.folder, 'model-process.cjs'))),
        'client bundle, KB': kilobytes(bundles.client, join(bundles.folder, 'extension-shared.cjs')),
        'command bundle, KB': kilobytes(join(bundles.folder, 'cli-main.cjs')),
        'bundle of the commands about models, KB': kilobytes(join(bundles.folder, 'cli-models.cjs')),
        'training process bundle, KB': kilobytes(...loadedBy(join(bundles.folder, 'training-process.cjs'))),
        'training worker bundle, KB': kilobytes(...loadedBy(join(bundles.folder, 'training-worker.cjs'))),
        'vsix, KB': kilobytes(vsix),
        'client activation, ms of processor': median(Array.from({ length: runs }, activate)),
        'first diagnostics of logic.rasp, times an empty Langium server': await startRatio(bundles.server, bundles.emptyServer, readFileSync(longestExample, 'utf8'), runs),
        'first diagnostics of 1,000 statements, times a Langium server that only parses': await startRatio(bundles.server, bundles.grammarServer, text, runs),
        'slowest request at p95, ms': Math.max(...session.map(({ p95 }) => p95))
    };
    // Files for one platform, and the npm package, are measured when they are made.
    return Object.entries(budgets).filter(([name]) => !/^(?:vsix for|npm package)/.test(name)).map(([name, budget]) => ({ name, budget, found: found[name] }));
}

/** Whether a budget is kept. One that could not be measured is not. */
export function isKept({ found, budget }: Spent): boolean {
    return found !== undefined && found <= budget;
}

export function budgetTable(spent: readonly Spent[]): string {
    return table(['budget', 'found', 'most', ''], spent.map(each => [each.name, each.found?.toFixed(1) ?? 'not there', String(each.budget), isKept(each) ? 'OK' : 'OVER']));
}

/** A bundle, and those beside it that it loads, each once. */
function loadedBy(file: string, known = new Set<string>()): readonly string[] {
    if (!known.has(file)) {
        known.add(file);
        const text = statSync(file, { throwIfNoEntry: false }) === undefined ? '' : readFileSync(file, 'utf8');
        [...text.matchAll(/require\("(\.[^"]+\.cjs)"\)/g)].forEach(([, name = '']) => { loadedBy(join(dirname(file), name), known); });
    }
    return [...known];
}

/** Thousands of bytes in files that are loaded together. */
function kilobytes(...files: readonly string[]): number | undefined {
    const sizes = files.map(file => statSync(file, { throwIfNoEntry: false })?.size ?? NaN);
    const sum = sizes.reduce((total, size) => total + size, 0);
    return Number.isNaN(sum) ? undefined : sum / 1_000;
}

/** Start to first diagnostics of both servers, in turns. */
async function startRatio(server: string, other: string, text: string, runs: number): Promise<number> {
    const timeOf = async (file: string): Promise<number> => {
        const begin = performance.now();
        const process = new ServerProcess(file);
        await process.initialize();
        await process.open('file:///bench/start.rasp', text);
        const time = performance.now() - begin;
        await process.stop();
        return time;
    };
    const [own, others]: [number[], number[]] = [[], []];
    for (let i = 0; i <= runs; i++) {
        own.push(await timeOf(server));
        others.push(await timeOf(other));
    }
    return median(own.slice(1)) / median(others.slice(1));
}
