import { Input, isNested } from '../evaluation/input.js';
import type { InputItem } from '../evaluation/input.js';
import { walk } from '../actions/tree.js';
import type { Program } from '../program/program.js';
import { Shown } from '../program/value.js';
import { isStringLiteral } from '../syntax/generated/ast.js';
import type { ParsedStatement } from '../syntax/parse.js';
import { isAtom } from '../values/atom.js';
import type { Atom } from '../values/atom.js';
import { atomRepr } from '../values/python-text.js';

const mostExamples = 5;
const mostLiterals = 12;
/** Longer examples are not tried, and only so many of an example's first items are used for others. */
const longestTried = 64;
const itemsUsed = 6;
/** A token that no program has in mind. */
const strange = '~';

const literals = new WeakMap<ParsedStatement, ReadonlySet<string>>();

/**
 * The inputs on which a claim about all inputs is tried: the examples of the file and what its s-ops are called on, the first item alone, items
 * turned around, one item repeated, a token that the file does not expect, and the strings that it names, each a token.
 */
export function inputsToTry(program: Program): Input[] {
    const tried = new Map<string, Input>();
    const add = (input: Input | undefined): void => {
        if (input !== undefined && input.length <= longestTried && !tried.has(input.text)) {
            tried.set(input.text, input);
        }
    };
    const examples = new Map<string, Input>([[program.defaultExample.text, program.defaultExample]]);
    for (const { examples: { 's-op': example } } of program.results) {
        if (examples.size > mostExamples) {
            break;
        }
        examples.set(example.text, example);
    }
    // The setting's example is meant only where the file sets none.
    if (examples.size > 1 && program.results[0]?.examples['s-op'] !== program.defaultExample) {
        examples.delete(program.defaultExample.text);
    }
    examples.forEach(add);
    for (const { value } of program.results) {
        if (tried.size > 2 * mostExamples) {
            break;
        }
        if (value instanceof Shown) {
            add(value.input);
        }
    }
    const [first] = examples.values();
    for (const example of first === undefined ? [] : [first]) {
        const items = example.items.slice(0, itemsUsed);
        const [head = ''] = items;
        add(inputOf([head]));
        add(inputOf(items.toReversed()));
        add(inputOf([head, head, ...items.slice(1, 3)]));
        const words = items.filter(item => typeof item === 'string').slice(0, 2);
        add(inputOf([...words.slice(0, 1), strange]));
        const named = literalsOf(program);
        add(inputOf(named.length > 1 ? named : [...named, ...words.length > 0 ? words : [strange]]));
    }
    return [...tried.values()];
}

function literalsOf(program: Program): string[] {
    const all = new Set<string>();
    for (const { statement } of program.parsed) {
        let own = literals.get(statement);
        if (own === undefined) {
            own = readLiterals(statement);
            literals.set(statement, own);
        }
        own.forEach(text => all.add(text));
        if (all.size >= mostLiterals) {
            break;
        }
    }
    return [...all].slice(0, mostLiterals);
}

function readLiterals({ tree }: ParsedStatement): ReadonlySet<string> {
    const found = new Set<string>();
    if (tree !== undefined && tree.$type !== 'SetExample' && tree.$type !== 'Load') {
        walk(tree, part => {
            if (isStringLiteral(part) && part.text !== '') {
                found.add(part.text);
            }
            return true;
        });
    }
    return found;
}

/** An input of these items; undefined when there are none, or some that a program cannot write. */
function inputOf(items: readonly InputItem[]): Input | undefined {
    const atoms = items.filter((item): item is Atom => isAtom(item) && !isNested(item));
    if (atoms.length === 0 || atoms.length < items.length || atoms.some(atom => typeof atom === 'string' && atom.includes('"'))) {
        return undefined;
    }
    if (atoms.every(atom => typeof atom === 'string' && [...atom].length === 1)) {
        return Input.ofString(atoms.join(''));
    }
    return new Input(atoms, `[${atoms.map(atom => (typeof atom === 'string' ? `"${atom}"` : atomRepr(atom))).join(', ')}]`);
}
