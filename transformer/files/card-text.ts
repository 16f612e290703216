import { atomRepr } from '../../language/values/python-text.js';
import { atomOf } from '../model/typed-values.js';
import type { CompiledModel } from '../model/transformer.js';

/** An input that a shell takes in single quotes. */
export function exampleInput({ alphabet, maxLength }: Pick<CompiledModel, 'alphabet' | 'maxLength'>): string {
    const items = Array.from({ length: Math.min(maxLength, 4) }, (_, i) => alphabet[i % alphabet.length]).filter(value => value !== undefined);
    return `[${items.map(value => (value.type === 'string' ? JSON.stringify(value.value) : atomRepr(atomOf(value)))).join(', ')}]`.replaceAll("'", "'\\''");
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
