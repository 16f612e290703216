import type { Status } from '../language/expectations/expectation.js';
import { Expectations } from '../language/expectations/expectations.js';
import type { CheckedExpectation } from '../language/expectations/expectations.js';
import { findFiles } from './find-files.js';
import { openProgram } from './open-program.js';
import { Places, placeText } from './places.js';
import type { NamedPlace } from './places.js';
import { readSource, UnreadableFile } from './source-file.js';
import { complain, counted, exitCodes, paint, printable } from './terminal.js';
import type { Terminal } from './terminal.js';

export interface TestOptions {
    readonly json: boolean;
}

interface Result {
    readonly place: NamedPlace;
    readonly text: string;
    readonly outcome: NonNullable<CheckedExpectation['outcome']>;
}

/** `rasp test`: checks the expectations in files and in folders of files. @returns the exit code */
export async function test(terminal: Terminal, given: readonly string[], options: TestOptions): Promise<number> {
    const { files, refusals } = findFiles(terminal, given);
    const counts: Record<Status, number> = { passed: 0, failed: 0, unreadable: 0, blocked: 0 };
    const all: Result[] = [];
    let tested = 0;
    for (const file of files) {
        try {
            const results = await testFile(terminal, file);
            results.forEach(({ outcome }) => counts[outcome.status]++);
            if (options.json) {
                all.push(...results);
            } else {
                terminal.out(results.map(result => line(terminal, result)).join(''));
            }
            tested++;
        } catch (error) {
            if (!(error instanceof UnreadableFile)) {
                throw error;
            }
            refusals.push(error.message);
        }
    }
    if (options.json) {
        terminal.out(json(all));
    }
    for (const refusal of refusals) {
        complain(terminal, refusal);
    }
    if (tested > 0) {
        terminal.err(`${summary(counts)} in ${counted(tested, 'file')}\n`);
    }
    return counts.failed + counts.unreadable + counts.blocked + refusals.length > 0 ? exitCodes.problems : exitCodes.ok;
}

async function testFile(terminal: Terminal, file: string): Promise<Result[]> {
    const source = await readSource(terminal, file);
    const program = openProgram(terminal, source);
    const expectations = new Expectations(program);
    expectations.update();
    expectations.check();
    const places = new Places(terminal, source, program);
    return expectations.all.flatMap(({ text, offset, outcome }) => (outcome === undefined ? [] : [{ place: places.at(offset), text, outcome }]));
}

function line(terminal: Terminal, { place, text, outcome: { status, message } }: Result): string {
    const colours = paint(terminal.colours.out);
    const colour = { passed: colours.green, failed: colours.red, unreadable: colours.red, blocked: colours.yellow }[status];
    return `${colours.bold(`${printable(placeText(place))}:`)} ${colour(`${status}:`)} ${printable(text)}${message === '' ? '' : colours.dim(`  # ${printable(message)}`)}\n`;
}

function json(results: readonly Result[]): string {
    const lines = results.map(({ place: { file, line, column }, text, outcome: { status, message, found, expected } }) =>
        `  ${JSON.stringify({ file, line, column, text, status, ...(status === 'passed' ? {} : { message }), ...(found === undefined ? {} : { found }), ...(expected === undefined ? {} : { expected }) })}`);
    return lines.length === 0 ? '[]\n' : `[\n${lines.join(',\n')}\n]\n`;
}

function summary(counts: Readonly<Record<Status, number>>): string {
    const parts = (['passed', 'failed', 'unreadable', 'blocked'] as const).filter(status => counts[status] > 0).map(status => `${counts[status].toLocaleString('en-US')} ${status}`);
    return parts.length > 0 ? parts.join(', ') : 'no expectations';
}
