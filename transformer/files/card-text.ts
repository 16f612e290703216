import type { ProgramTexts } from '../../language/program/program-texts.js';
import { atomRepr } from '../../language/values/python-text.js';
import { atomOf } from '../model/typed-values.js';
import type { CompiledModel, TypedValue } from '../model/transformer.js';
import { exampleIds } from './card-snippet.js';

/** Runs an input, in a shell: as it is typed, or where RASP has no way to write a token, as JSON. */
export function exampleCommand(model: Pick<CompiledModel, 'alphabet' | 'maxLength'>): string {
    const items = exampleIds(model).map(id => model.alphabet[id]).filter(value => value !== undefined);
    const quoted = (write: (value: TypedValue) => string): string => `'${`[${items.map(write).join(', ')}]`.replaceAll("'", "'\\''")}'`;
    const isTyped = items.every(({ value }) => typeof value !== 'string' || !/["\r\n]/.test(value));
    return isTyped ? `rasp apply . --input ${quoted(value => (value.type === 'string' ? `"${value.value}"` : atomRepr(atomOf(value))))}`
        : `printf '%s\\n' ${quoted(({ type, value }) => (type === 'float' ? atomRepr(atomOf({ type, value })) : JSON.stringify(value)))} | rasp apply .`;
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
