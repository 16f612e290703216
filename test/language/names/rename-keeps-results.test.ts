import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, it } from 'vitest';
import { generateProgram } from '../../../bench/generate-program';
import { Failure } from '../../../language/evaluation/evaluation';
import { BitMatrix } from '../../../language/evaluation/bit-matrix';
import { Input } from '../../../language/evaluation/input';
import { isSelector, isSOp } from '../../../language/graph/nodes';
import { planRename, refusalAt } from '../../../language/names/rename';
import { Program } from '../../../language/program/program';
import { valueText } from '../../../language/program/text';
import { RaspFunction } from '../../../language/program/value';
import { addressOf, namesOfFiles } from './marked-program';

const examples = Object.fromEntries(readdirSync('examples').filter(file => file.endsWith('.rasp')).map(file => [basename(file, '.rasp'), readFileSync(`examples/${file}`, 'utf8')]));

/** What each statement of a program gives, without its names. */
function results(texts: Readonly<Record<string, string>>, main: string): string[] {
    const program = new Program({
        uri: addressOf(main), example: Input.ofString('hello'),
        host: { resolve: path => (texts[path] === undefined ? { tried: [path] } : { uri: addressOf(path), text: texts[path] }) }
    });
    program.update(texts[main] ?? '');
    return program.results.map(({ bindings, problems, examples: { selector: input } }) => {
        const values = [...bindings.values()].map(value => {
            if (value instanceof RaspFunction) {
                return `function of ${value.parameters.length}`;
            }
            if (!isSOp(value) && !isSelector(value)) {
                return valueText(value);
            }
            const result = program.evaluationOn(input).result(value);
            return result instanceof Failure ? result.error.category : result instanceof BitMatrix ? Array.from({ length: result.length }, (_, row) => result.rowText(row)).join() : result.values.join();
        });
        return `${problems.length} ${values.join(' | ')}`;
    });
}

const programs: [name: string, texts: Record<string, string>][] = [
    ...Object.keys(examples).map((name): [string, Record<string, string>] => [name, examples]),
    ...[1, 2].map((seed): [string, Record<string, string>] => [`generated ${seed}`, { [`generated ${seed}`]: generateProgram(60, seed) }])
];

it.each(programs)('%s gives the same with any of its names renamed', (main, texts) => {
    const files = namesOfFiles(texts);
    const all = Object.keys(texts).map(name => files.file(addressOf(name))).filter(file => file !== undefined);
    const file = files.file(addressOf(main));
    const expected = results(texts, main);
    const done = new Set<string>();
    let renamed = 0;
    const occurrences = file?.names.flatMap(each => each.occurrences) ?? [];
    // Some of them: each is a whole run.
    const step = Math.ceil(occurrences.length / 30);
    for (const occurrence of occurrences.filter((_, i) => i % step === 0)) {
        if (file === undefined || done.has(`${file.uri} ${file.offsetOf(occurrence)}`) || refusalAt({ file, occurrence }) !== undefined) {
            continue;
        }
        const plan = planRename(files, all, { file, occurrence }, 'renamed_name', () => 'a place');
        if ('reason' in plan) {
            expect(plan.reason).toMatch(/the language's own/);
            continue;
        }
        const changed = { ...texts };
        for (const [uri, ranges] of plan.ranges) {
            const name = Object.keys(texts).find(each => addressOf(each) === uri) ?? '';
            ranges.forEach(({ start }) => done.add(`${uri} ${start}`));
            changed[name] = ranges.toReversed().reduce((text, { start, end }) => `${text.slice(0, start)}renamed_name${text.slice(end)}`, texts[name] ?? '');
        }
        expect(results(changed, main), `${occurrence.name} at ${file.offsetOf(occurrence)}`).toEqual(expected);
        renamed++;
    }
    expect(renamed).toBeGreaterThan(3);
}, 120_000);
