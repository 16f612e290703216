import type { Input } from '../language/evaluation/input.js';
import { isSelector, isSOp } from '../language/graph/nodes.js';
import type { Program } from '../language/program/program.js';
import { readCommandInput } from '../language/program/typed-input.js';
import { inputJson, valueJson } from '../language/program/value-json.js';
import { evaluateOn, messageOf } from './evaluate.js';
import { shownStatements } from './names.js';
import type { NamedValue, NamelessValue } from './names.js';
import { openNames, tellNothingSet } from './open-names.js';
import { alignResults, inputText, textResult } from './results-text.js';
import type { TextResult } from './results-text.js';
import { complain, exitCodes, paint, printable } from './terminal.js';
import type { Terminal } from './terminal.js';

export interface RunOptions {
    /** The inputs as typed; none means each name's own example. */
    readonly input: readonly string[];
    readonly json: boolean;
}

/** `rasp run`: prints the values of names on inputs. @returns the exit code */
export async function run(terminal: Terminal, file: string, names: readonly string[], options: RunOptions): Promise<number> {
    const inputs = readInputs(terminal, options.input);
    if (inputs === undefined) {
        return exitCodes.usage;
    }
    const opened = await openNames(terminal, file, names);
    if (opened === undefined) {
        return exitCodes.problems;
    }
    const groups = inputs.length === 0 ? [undefined] : inputs;
    const print = options.json ? printJson : printText;
    const shown = names.length > 0 ? [] : shownStatements(opened.program);
    if (opened.chosen.length === 0 && shown.length === 0 && !opened.isIncomplete) {
        tellNothingSet(terminal, opened.source);
    }
    const allRan = print(terminal, opened.program, [...opened.chosen, ...shown], groups);
    return allRan && !opened.isIncomplete ? exitCodes.ok : exitCodes.problems;
}

/** The inputs, or undefined when one cannot be understood, which is told. */
function readInputs(terminal: Terminal, typed: readonly string[]): Input[] | undefined {
    const inputs: Input[] = [];
    for (const text of typed) {
        try {
            inputs.push(readCommandInput(text));
        } catch (error) {
            complain(terminal, `--input ${text === '' ? '""' : text}: ${messageOf(error)}`);
            return undefined;
        }
    }
    return inputs;
}

type Chosen = readonly (NamedValue | NamelessValue)[];
type Groups = readonly (Input | undefined)[];

/** What a name gives, or why it gives nothing. */
type Outcome<T> = { readonly name: string } & ({ readonly result: T } | { readonly error: string });

/** The results of all names on one input, or each on its own example. @param isTold whether standard error tells those that fail */
function outcomes<T>(terminal: Terminal, chosen: Chosen, given: Input | undefined, isTold: boolean, make: (entry: NamedValue, input: Input) => T): Outcome<T>[] {
    return chosen.map(entry => {
        const { name } = entry;
        if ('problem' in entry) {
            return { name, error: entry.problem };
        }
        const input = given ?? entry.examples[isSelector(entry.value) ? 'selector' : 's-op'];
        try {
            return { name, result: make(entry, input) };
        } catch (error) {
            const message = messageOf(error);
            if (isTold) {
                complain(terminal, `${isSOp(entry.value) || isSelector(entry.value) ? `${name}(${inputText(input)})` : name} has no value: ${message}`);
            }
            return { name, error: message };
        }
    });
}

/** @returns whether every name has a value */
function printJson(terminal: Terminal, program: Program, chosen: Chosen, groups: Groups): boolean {
    let allRan = true;
    const objects = groups.map(input => {
        const indent = groups.length > 1 ? '  ' : '';
        const members = outcomes(terminal, chosen, input, true, ({ value }, on) => valueJson(value, evaluateOn(program, on))).map(outcome => {
            allRan &&= 'result' in outcome;
            return `${indent}  ${JSON.stringify(outcome.name)}: ${'result' in outcome ? outcome.result : `{"error": ${JSON.stringify(outcome.error)}}`}`;
        });
        const object = members.length === 0 ? '{}' : `{\n${members.join(',\n')}\n${indent}}`;
        return input === undefined || groups.length === 1 ? object : `  {"input": ${inputJson(input)}, "results": ${object}}`;
    });
    terminal.out(groups.length > 1 ? `[\n${objects.join(',\n')}\n]\n` : `${objects.join('')}\n`);
    return allRan;
}

/** @returns whether every name has a value */
function printText(terminal: Terminal, program: Program, chosen: Chosen, groups: Groups): boolean {
    let allRan = true;
    const isGrouped = groups.length > 1;
    const { cyan } = paint(terminal.colours.out);
    groups.forEach((input, i) => {
        const found = outcomes(terminal, chosen, input, !isGrouped, ({ name, value }, on) => textResult(name, value, on, evaluateOn(program, on), !isGrouped));
        const results = found.flatMap((outcome): TextResult[] => ('result' in outcome ? [outcome.result]
            : isGrouped ? [{ label: outcome.name, value: `no value: ${printable(outcome.error)}`, type: '', drawing: [] }] : []));
        allRan &&= found.every(outcome => 'result' in outcome);
        const heading = isGrouped && input !== undefined ? `${i > 0 ? '\n' : ''}${cyan(inputText(input))}\n` : '';
        terminal.out(heading + alignResults(results, terminal.colours.out, isGrouped ? '  ' : ''));
    });
    return allRan;
}
