import { RaspError } from '../../language/values/error.js';
import type { Input, InputItem } from '../../language/evaluation/input.js';
import { findExpectations } from '../../language/expectations/find-expectations.js';
import { nodesBelow } from '../../language/graph/below.js';
import type { SOp } from '../../language/graph/nodes.js';
import type { Program, ProgramStatement } from '../../language/program/program.js';
import { readCommandInput } from '../../language/program/typed-input.js';
import { isAtom } from '../../language/values/atom.js';
import { mostPositions } from '../../transformer/compilation/compile.js';
import { alphabetText, listText } from '../../transformer/model/alphabet-text.js';
import { typedValueOf, valueKey } from '../../transformer/model/typed-values.js';
import type { CompiledModel, TypedValue } from '../../transformer/model/transformer.js';
import type { CompileChoices } from '../protocol/compile.js';
import type { OpenedProgram } from './opened-program.js';

/** The longest input that is offered where the file's examples are shorter. */
const usualLength = 10;
/** Tokens that are offered at most: a long text as an example is no alphabet. */
const mostOffered = 64;
/** Tokens of an input to begin with. */
const fewTokens = 5;

/**
 * What an s-op is likely to be compiled for: the tokens of the inputs that the file runs it on, in its examples and in
 * its tests, and the longest of them.
 */
export function guessChoices(program: Program, statement: ProgramStatement, name: string, node: SOp): CompileChoices {
    const inputs = [...examplesOf(program, statement), ...testsOf(program, name)];
    const tokens = new Map<string, TypedValue>();
    for (const item of inputs.flatMap(({ items }) => items)) {
        const value = typedOf(item);
        if (value !== undefined && tokens.size < mostOffered) {
            tokens.set(valueKey(value), value);
        }
    }
    const alphabet = [...tokens.values()].sort(inOrder);
    const longest = Math.max(usualLength, ...inputs.map(({ length }) => length));
    return { alphabet: alphabet.length === 0 ? usualAlphabet(node) : alphabetText(alphabet), maxLength: Math.min(longest, mostPositions) };
}

/** An input to begin with: one that the file runs the s-op on, where the model takes it, else the first tokens of the alphabet. */
export function firstInput({ program, statement, name }: Pick<OpenedProgram, 'program' | 'statement' | 'name'>, { alphabet, maxLength }: CompiledModel): string {
    const known = new Set(alphabet.map(valueKey));
    const fits = ({ items }: Input): boolean => items.length <= maxLength && items.every(item => {
        const value = typedOf(item);
        return value !== undefined && known.has(valueKey(value));
    });
    const found = [statement.examples['s-op'], ...testsOf(program, name)].find(fits);
    const first = alphabet.slice(0, Math.min(fewTokens, maxLength));
    return found?.text ?? (first.every(({ type }) => type === 'string') ? alphabetText(first) : listText(first));
}

/** The example that the file itself sets for the statement. */
function examplesOf(program: Program, { examples }: ProgramStatement): Input[] {
    const example = examples['s-op'];
    return example === program.defaultExample ? [] : [example];
}

/** What the tests call the s-op with: a string or a list written out. */
function testsOf(program: Program, name: string): Input[] {
    const call = new RegExp(`(?<![A-Za-z0-9_])${name}\\(\\s*("[^"]*"|\\[[^\\]]*\\])\\s*\\)`, 'g');
    return findExpectations(program.text, program.parsed).flatMap(({ text }) => [...text.matchAll(call)].flatMap(([, typed = '']) => {
        try {
            return [readCommandInput(typed)];
        } catch (error) {
            if (error instanceof RaspError) {
                return [];
            }
            throw error;
        }
    }));
}

function usualAlphabet(node: SOp): string {
    const isOfNumbers = nodesBelow(node).some(part => part.kind === 'input' && (part.name === 'tokens_int' || part.name === 'tokens_float'));
    return isOfNumbers ? '0..9' : 'abcde';
}

function typedOf(item: InputItem): TypedValue | undefined {
    return isAtom(item) ? typedValueOf(item) : undefined;
}

function inOrder({ value: a }: TypedValue, { value: b }: TypedValue): number {
    return typeof a === 'number' && typeof b === 'number' ? a - b : String(a) < String(b) ? -1 : 1;
}
