import type { ProgramTexts } from '../../language/program/program-texts.js';
import { atomRepr } from '../../language/values/python-text.js';
import { atomOf } from '../model/typed-values.js';
import type { CompiledModel, TypedValue } from '../model/transformer.js';
import { exampleIds } from './card-snippet.js';

/** Runs an input, in a shell: as it is typed, or where RASP has no way to write a token, as JSON. */
export function exampleCommand(model: Pick<CompiledModel, 'alphabet' | 'maxLength'>): string {
    const items = exampleItems(model);
    const isTyped = items.every(({ value }) => typeof value !== 'string' || !/["\r\n]/.test(value));
    return isTyped ? `rasp apply . --input ${quoted(items, value => (value.type === 'string' ? `"${value.value}"` : atomRepr(atomOf(value))))}`
        : `printf '%s\\n' ${exampleJson(model)} | rasp apply .`;
}

/** The example's input as a list in JSON, quoted for a shell. */
export function exampleJson(model: Pick<CompiledModel, 'alphabet' | 'maxLength'>): string {
    return quoted(exampleItems(model), ({ type, value }) => (type === 'float' ? atomRepr(atomOf({ type, value })) : JSON.stringify(value)));
}

function exampleItems(model: Pick<CompiledModel, 'alphabet' | 'maxLength'>): TypedValue[] {
    return exampleIds(model).map(id => model.alphabet[id]).filter(value => value !== undefined);
}

function quoted(items: readonly TypedValue[], write: (value: TypedValue) => string): string {
    return `'${`[${items.map(write).join(', ')}]`.replaceAll("'", "'\\''")}'`;
}

/** What the last class of capped numbers is. */
export function capText(cap: number): string {
    return `${cap} stands for ${cap} and more`;
}

export function count(n: number): string {
    return n.toLocaleString('en-US');
}

/** Text that Markdown takes as it is, in a table too. */
export function inLine(text: string): string {
    return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>#|]/g, '\\$&');
}

export function inCode(text: string): string {
    return text.replace(/\s+/g, ' ').replaceAll('`', "'").replaceAll('|', '\\|');
}

/** A block of code, whose fence is longer than any in it. */
export function fenced(text: string): string {
    const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
    const fence = '`'.repeat(longest + 1);
    return `${fence}\n${text.trimEnd()}\n${fence}`;
}

/** The program's texts, folded. */
export function wholeProgram(program: ProgramTexts | undefined): string {
    if (program === undefined) {
        return '';
    }
    const files = [...program.loaded].map(([name, text]) => `Loaded as \`${inCode(name)}\`:\n\n${fenced(text)}\n\n`);
    return `
<details>
<summary>The whole program</summary>

${fenced(program.text)}

${files.join('')}</details>
`;
}
