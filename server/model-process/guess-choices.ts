import { Input } from '../../language/evaluation/input.js';
import type { InputItem } from '../../language/evaluation/input.js';
import { nodesBelow } from '../../language/graph/below.js';
import type { SOp } from '../../language/graph/nodes.js';
import { isAtom } from '../../language/values/atom.js';
import { mostPositions } from '../../transformer/compilation/compile.js';
import { alphabetText, listText } from '../../transformer/model/alphabet-text.js';
import { typedValueOf, valueKey } from '../../transformer/model/typed-values.js';
import type { CompiledModel, TypedValue } from '../../transformer/model/transformer.js';
import type { CompileChoices } from '../protocol/compile.js';
import { inputsOf, inputsOfUsers } from './inputs-in-file.js';
import type { NamedSOp } from './inputs-in-file.js';
import { namedTokens } from './named-tokens.js';

/** The longest input that is offered where the file's examples are shorter. */
const usualLength = 10;
/** What is offered where the file says nothing. */
const usualLetters = 'abcde';
const usualNumbers = '0..9';
/** Tokens that are offered at most: a long text as an example is no alphabet. */
const mostOffered = 64;
/** What programs that want a beginning-of-sequence token in their inputs call it. */
const bos = '§';
/** Tokens of an input to begin with. */
const fewTokens = 5;

/**
 * What an s-op is likely to be compiled for: the tokens of the inputs that the file runs it on, in its examples, tests
 * and calls, those that the program names, and the longest of these inputs. Where the file runs it on nothing, what it
 * runs the s-ops on that are computed of it.
 */
export function guessChoices(opened: NamedSOp): CompileChoices {
    const own = inputsOf(opened);
    const inputs = own.length > 0 ? own : inputsOfUsers(opened);
    const tokens = new Map<string, TypedValue>();
    const offer = (value: TypedValue | undefined): void => {
        if (value !== undefined && tokens.size < mostOffered) {
            tokens.set(valueKey(value), value);
        }
    };
    inputs.flatMap(({ items }) => items).forEach(item => { offer(typedOf(item)); });
    const isOfStrings = [...tokens.values()].every(({ type }) => type === 'string');
    const named = namedTokens(opened.node);
    if (isOfStrings) {
        if (inputs.length === 0 && !isOfNumbers(opened.node) && !named.areAll) {
            [...usualLetters].forEach(value => { offer({ type: 'string', value }); });
        }
        named.tokens.forEach(value => { offer({ type: 'string', value }); });
    }
    const longest = Math.max(usualLength, ...inputs.map(({ length }) => length));
    return { alphabet: tokens.size === 0 ? usualNumbers : alphabetText([...tokens.values()].sort(inOrder)), maxLength: Math.min(longest, mostPositions) };
}

/** An input to begin with: one that the file runs the s-op on, where the model takes it, else the first tokens of the alphabet. */
export function firstInput(opened: NamedSOp, { alphabet, maxLength }: Pick<CompiledModel, 'alphabet' | 'maxLength'>): string {
    const known = new Set(alphabet.map(valueKey));
    const fits = ({ items }: Input): boolean => items.length > 0 && items.length <= maxLength && items.every(item => {
        const value = typedOf(item);
        return value !== undefined && known.has(valueKey(value));
    });
    const inputs = [opened.statement.examples['s-op'], ...inputsOf(opened), ...inputsOfUsers(opened)];
    const found = (expectsBos(opened.node) ? [...inputs.filter(beginsWithBos), ...inputs.map(withBos)] : inputs).find(fits) ?? inputs.find(fits);
    const first = alphabet.slice(0, Math.min(fewTokens, maxLength));
    return found?.text ?? (first.every(({ type }) => type === 'string') ? alphabetText(first) : listText(first));
}

/** Whether a program looks for the beginning-of-sequence token of RASP's own convention. */
function expectsBos(node: SOp): boolean {
    return namedTokens(node).tokens.includes(bos);
}

function beginsWithBos({ items: [first] }: Input): boolean {
    return first === bos;
}

function withBos(input: Input): Input {
    return input.text.startsWith('"') ? Input.ofString(`${bos}${input.text.slice(1, -1)}`) : new Input([bos, ...input.items], `["${bos}", ${input.text.slice(1)}`);
}

function isOfNumbers(node: SOp): boolean {
    return nodesBelow(node).some(part => part.kind === 'input' && (part.name === 'tokens_int' || part.name === 'tokens_float'));
}

function typedOf(item: InputItem): TypedValue | undefined {
    return isAtom(item) ? typedValueOf(item) : undefined;
}

function inOrder({ value: a }: TypedValue, { value: b }: TypedValue): number {
    return typeof a === 'number' && typeof b === 'number' ? a - b : String(a) < String(b) ? -1 : 1;
}
