import { Input } from '../../../language/evaluation/input';
import type { LoadHost } from '../../../language/program/load-host';
import { Program } from '../../../language/program/program';

/** A program that has run, from a text in which `§` marks the cursor. */
export function markedProgram(marked: string, files: Readonly<Record<string, string>> = {}): { readonly program: Program; readonly offset: number } {
    const offset = marked.indexOf('§');
    const host: LoadHost = { resolve: path => (files[path] === undefined ? { tried: [path] } : { uri: `test:/${path}.rasp`, text: files[path] }) };
    const program = new Program({ uri: 'test:/main.rasp', host, example: Input.ofString('hello') });
    program.update(marked.replace('§', ''));
    return { program, offset };
}
