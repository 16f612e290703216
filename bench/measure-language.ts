/**
 * Runs bundled, in a process of its own: times the language core without a server.
 * Reads a LanguageTask as JSON from standard input, writes LanguageTimes.
 */
import { readFileSync } from 'node:fs';
import { cost } from '../language/cost/cost.js';
import { Input } from '../language/evaluation/input.js';
import { isSOp } from '../language/graph/nodes.js';
import { noFiles } from '../language/program/load-host.js';
import { Program } from '../language/program/program.js';
import { parseProgram, raspServices } from '../language/syntax/parse.js';
import { generateProgram } from './generate-program.js';
import { timeInTurns } from './statistics.js';
import type { Repeats } from './statistics.js';

export interface LanguageTask {
    readonly text: string;
    readonly repeats: Repeats;
}

export interface LanguageTimes {
    /** Statements at top level. */
    readonly statements: number;
    /** The whole text to trees, from scratch. */
    readonly parse: number;
    /** The same by a single call of Langium's parser, which offers no recovery by statement: the floor. */
    readonly langiumParse: number;
    /** From scratch to trees, results and values on the example, with the cost of every s-op set at top level. */
    readonly parseRunCost: number;
    readonly cost: number;
}

const { text, repeats } = JSON.parse(readFileSync(0, 'utf8')) as LanguageTask;

function program(): Program {
    const made = new Program({ uri: 'file:///bench.rasp', host: noFiles, example: Input.ofString('hello') });
    made.update(text);
    return made;
}

function costOfAll({ results }: Program): void {
    for (const { bindings } of results) {
        for (const value of bindings.values()) {
            if (isSOp(value)) {
                cost(value);
            }
        }
    }
}

// Another program first, so that the parser's tables and the machine code are there.
parseProgram(generateProgram(1_000, 99));
const ready = program();
const result: LanguageTimes = {
    statements: ready.results.length,
    ...timeInTurns({
        parse: () => parseProgram(text),
        langiumParse: () => raspServices().parser.LangiumParser.parse(text),
        parseRunCost: () => { costOfAll(program()); },
        cost: () => { costOfAll(ready); }
    }, repeats)
};
process.stdout.write(JSON.stringify(result));
