/**
 * `npm run bench:compile`: what compiled models are like, whether they are right and how fast they run, for the examples,
 * the library and a set of programs. Writes its tables into docs/compiling.md.
 *
 *     npm run bench:compile -- --throughput       the table of batches on each device alone
 *     npm run bench:compile -- --only NAME        the programs of that name or table, or whose text holds it; nothing is written
 *     npm run bench:compile -- --check            ends with 1 where something is wrong; nothing is written
 *     npm run bench:compile -- --json             numbers for machines; nothing is written
 *
 * Options: `--inputs N` random inputs to check each model on (1,000); `--exhaustive N` checks all inputs where there are at
 * most N (100,000); both are cut for models whose check would take minutes. `--limit S` seconds for each program (60).
 * `--device webgpu` times a GPU in software, too; `--device cpu` no GPU at all.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleCompile, CompileBench, newBundleFolder, usualBatch } from './compile-bench.ts';
import type { CompileCase } from './compile-case.ts';
import { compileCases } from './compile-cases.ts';
import { faultsOf } from './compile-faults.ts';
import type { CompileRow } from './compile-faults.ts';
import { readOptions } from './compile-options.ts';
import type { BenchOptions } from './compile-options.ts';
import { sectionsOf, throughputBatches, throughputSection } from './compile-tables.ts';
import { asMarkdown, asText, withBetween } from './sections.ts';

const page = join(import.meta.dirname, '../docs/compiling.md');
const usageError = 2;

async function main(bench: CompileBench, options: BenchOptions, all: readonly CompileCase[]): Promise<void> {
    const { only, check, json, throughput } = options;
    const programs = all.filter(({ label, name, group }) => only === undefined || only === name || only === group || label.includes(only));
    const [first] = all;
    if (first === undefined || programs.length === 0) {
        throw new Error(`no program is called ${only ?? 'anything'}`);
    }
    await bench.findDevices(first);
    const isWhole = only === undefined && !check;
    const rows = throughput ? [] : await bench.runAll(programs);
    const timed = throughput || isWhole ? await bench.runAll(programs.filter(({ group }) => group === 'letters'), { inputs: 0, batches: throughputBatches }) : [];
    const faults = rows.map(row => ({ program: row.program.label, maxLength: row.program.maxLength, faults: faultsOf(row) })).filter(({ faults: own }) => own.length > 0);
    const settings = settingsOf(options);
    if (json) {
        process.stdout.write(`${JSON.stringify({ machine: bench.machine, settings, rows: rows.map(forMachines), throughput: timed.map(forMachines), faults }, undefined, 2)}\n`);
    } else {
        const parts = [
            { marker: 'bench:compile', heading: 'Measured', said: `\`npm run bench:compile\`: ${bench.machine} ${settings}`, sections: rows.length === 0 ? [] : sectionsOf(rows) },
            { marker: 'bench:throughput', heading: 'Throughput', said: `\`npm run bench:compile -- --throughput\`: ${bench.machine}`, sections: timed.length === 0 ? [] : [throughputSection(timed)] }
        ].filter(({ sections }) => sections.length > 0);
        process.stdout.write(parts.map(({ said, sections }) => `\n${said}\n\n${asText(sections)}\n`).join(''));
        if (isWhole) {
            writeFileSync(page, parts.reduce((text, { marker, heading, said, sections }) => withBetween(text, marker, heading, `${said}\n\n${asMarkdown(sections)}`), readFileSync(page, 'utf8')));
        }
    }
    for (const { program, maxLength, faults: own } of faults) {
        process.stderr.write(`fault: ${program.replaceAll(/\s+/g, ' ')} up to length ${maxLength}: ${own.join('; ')}\n`);
    }
    if (check && faults.length > 0) {
        process.exitCode = 1;
    }
}

function settingsOf({ limit, inputs, exhaustive }: BenchOptions): string {
    const count = (number: number): string => number.toLocaleString('en-US');
    return `Each program runs in a process of its own for at most ${count(limit)} s, and is compiled once, cold. It is checked on ${count(inputs)} random inputs and the edge cases, or on all inputs where there are at most ${count(exhaustive)}; on fewer where the model is large. It is timed in batches of ${usualBatch} inputs of the greatest length.`;
}

/** A row without the program's text, which may be a whole file. */
function forMachines({ program: { group, label, alphabet, maxLength, mustCompile }, figures }: CompileRow): object {
    return { group, label, alphabet: alphabet.map(({ value }) => value), maxLength, mustCompile, ...figures };
}

function optionsTyped(): BenchOptions | undefined {
    try {
        return readOptions(process.argv.slice(2));
    } catch (error) {
        process.stderr.write(`bench:compile: ${error instanceof Error ? error.message : String(error)}\n`);
        process.exitCode = usageError;
        return undefined;
    }
}

const options = optionsTyped();
if (options !== undefined) {
    const folder = newBundleFolder();
    try {
        const bundles = await bundleCompile(folder);
        await main(new CompileBench(bundles, options), options, compileCases(bundles.lister));
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}
