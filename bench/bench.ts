/**
 * `npm run bench`: how long an editor waits for RASP. Measures the language core in a process of its own and the
 * language server over its standard input and output, on generated programs and on the examples.
 *
 *     npm run bench -- --quick    fewer runs, and programs of up to 1,000 statements
 *     npm run bench -- --session  the recorded session and the budgets alone
 *     npm run bench -- --check    the same, and ends with 1 where a budget is exceeded
 *     npm run bench -- --json     numbers for machines, with nothing cut off
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { basename, join } from 'node:path';
import { budgetTable, isKept, measureBudgets } from './budgets.ts';
import { bundle } from './bundle.ts';
import type { Bundles } from './bundle.ts';
import { generateProgram } from './generate-program.ts';
import { generateWordProgram } from './generate-word-program.ts';
import type { LanguageTask, LanguageTimes } from './measure-language.ts';
import { measureSession, sessionTable } from './measure-session.ts';
import { measureServer } from './measure-server.ts';
import { exponents, report } from './report.ts';
import type { Measurement } from './report.ts';

const quick = process.argv.includes('--quick');
const isChecking = process.argv.includes('--check');
const isSessionOnly = isChecking || process.argv.includes('--session');
const json = process.argv.includes('--json');
const sizes = quick ? [100, 1_000] : [100, 1_000, 10_000];
const examples = join(import.meta.dirname, '../examples');

async function measure({ server, language }: Bundles, name: string, text: string): Promise<Measurement> {
    if (!json) {
        process.stderr.write(`${name} …\n`);
    }
    const task: LanguageTask = { text, repeats: { runs: quick ? 3 : 9, milliseconds: quick ? 500 : 3_000 } };
    const times = JSON.parse(execFileSync(process.execPath, [language], { input: JSON.stringify(task), encoding: 'utf8' })) as LanguageTimes;
    return {
        name, language: times,
        server: await measureServer({ server, text, starts: quick ? 2 : 5, edits: quick ? 20 : 40, warmUps: quick ? 4 : 10 })
    };
}

const bundles = await bundle();

async function measureAll(others: object): Promise<void> {
    const generated: Measurement[] = [];
    for (const size of sizes) {
        generated.push(await measure(bundles, size.toLocaleString('en-US'), generateProgram(size)));
    }
    // S-ops that depend on hundreds of others.
    const written: Measurement[] = [await measure(bundles, '1,200 deep', generateWordProgram(1_200))];
    for (const file of readdirSync(examples).filter(name => name.endsWith('.rasp'))) {
        written.push(await measure(bundles, basename(file, '.rasp'), readFileSync(join(examples, file), 'utf8')));
    }
    const [small, large] = generated.slice(-2);
    const growth = small === undefined || large === undefined ? {} : exponents(small, large);
    const machine = { processor: cpus()[0]?.model ?? 'unknown', cores: availableParallelism(), node: process.version, load: loadavg() };
    if (json) {
        process.stdout.write(`${JSON.stringify({ machine, quick, generated, examples: written, growth, ...others }, undefined, 2)}\n`);
    } else {
        process.stdout.write([
            '', `${machine.cores} cores (${machine.processor}), Node ${machine.node}, load ${machine.load[0]?.toFixed(1) ?? '?'}${quick ? ', quick' : ''}; medians`, '',
            report([...generated, ...written], growth), '',
            `growth: the power of the number of statements with which it grows from ${small?.name ?? ''} to ${large?.name ?? ''} statements (1 is linear)`, ''
        ].join('\n'));
    }
}

try {
    const session = await measureSession(bundles.server);
    const spent = await measureBudgets(bundles, session, generateProgram(1_000), quick ? 3 : 7);
    if (!json) {
        process.stdout.write(['', 'A recorded session on 1,000 statements (bench/session.jsonl)', '', sessionTable(session), '', budgetTable(spent), ''].join('\n'));
    }
    if (isChecking && !spent.every(isKept)) {
        process.exitCode = 1;
    }
    if (!isSessionOnly) {
        await measureAll({ session, budgets: spent });
    }
} finally {
    rmSync(bundles.folder, { recursive: true, force: true });
}
