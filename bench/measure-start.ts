import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bundles } from './bundle.ts';
import { median } from './statistics.ts';

/** Milliseconds that processes take from their start to their end. */
export interface StartTimes {
    /** Node, with nothing to do: the floor. */
    readonly empty: number;
    readonly version: number;
    /** A file that calls `sort` of the standard library: read, run and answered. */
    readonly answer: number;
    /** The same where no earlier run has kept compiled code. */
    readonly firstAnswer: number;
    /** The same for the tour of the language. */
    readonly tour: number;
}

/** Times processes in turns, so that what else the machine does in between slows all of them alike. @returns medians */
export function measureStart(bundles: Bundles, tour: string, runs: number): StartTimes {
    const program = join(bundles.folder, 'start.rasp');
    writeFileSync(program, 'x = sort(tokens, tokens);\n');
    const cache = (name: string): string => join(bundles.folder, `cache-${name}`);
    const timeOf = (cacheName: string, args: readonly string[]): number => {
        const start = performance.now();
        execFileSync(process.execPath, args, { stdio: 'ignore', env: { ...process.env, NODE_COMPILE_CACHE: cache(cacheName) } });
        return performance.now() - start;
    };
    const works = {
        empty: () => timeOf('kept', [bundles.empty]),
        version: () => timeOf('kept', [bundles.cli, '--version']),
        answer: () => timeOf('kept', [bundles.cli, 'run', program]),
        firstAnswer: () => {
            rmSync(cache('none'), { recursive: true, force: true });
            mkdirSync(cache('none'));
            return timeOf('none', [bundles.cli, 'run', program]);
        },
        tour: () => timeOf('kept', [bundles.cli, 'run', tour])
    };
    // Files come into the system's memory, and compiled code is kept.
    Object.values(works).reverse().forEach(work => work());
    const rounds = Array.from({ length: runs }, () => ({
        empty: works.empty(), version: works.version(), answer: works.answer(), firstAnswer: works.firstAnswer(), tour: works.tour()
    }));
    const middle = (of: (round: StartTimes) => number): number => median(rounds.map(of));
    return {
        empty: middle(round => round.empty), version: middle(round => round.version), answer: middle(round => round.answer),
        firstAnswer: middle(round => round.firstAnswer), tour: middle(round => round.tour)
    };
}
