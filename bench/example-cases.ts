import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { TypedValue } from '../transformer/model/transformer.ts';
import { tokensOf } from './compile-case.ts';
import type { CompileCase } from './compile-case.ts';
import type { NamedSOp } from './list-sops.ts';
import { paperAlphabet } from './paper-cases.ts';

const folder = join(import.meta.dirname, '../examples');
const maxLength = 20;

const words = [
    'you:', 'eliza:', 'i', 'am', 'my', 'you', 'your', 'me', 'sad', 'about', 'exam', 'mother', 'hello', 'because', 'always', 'want', 'feel', 'dreamed', '.', '?'
];
const sentences = ['every', 'no', 'is', 'not', 'a', 'or', '.', '?', 'guest', 'witness', 'thief', 'green', 'zorro', 'diego'];

/** Where a file names dozens of s-ops that are far beyond what compiles, those that tell how far it goes; all of the others. */
const chosen: Readonly<Record<string, readonly string[]>> = { logic: ['sentence', 'opener', 'is_name', 'person', 'answer', 'answers'] };

/** Every s-op that a file of `examples` names. @param lister the bundle of `list-sops.ts` */
export function exampleCases(lister: string): CompileCase[] {
    const files = readdirSync(folder).filter(name => name.endsWith('.rasp')).map(name => join(folder, name));
    const named = JSON.parse(execFileSync(process.execPath, [lister, ...files], { encoding: 'utf8', maxBuffer: 1 << 24 })) as readonly NamedSOp[];
    return named.filter(({ file, name }) => chosen[basename(file, '.rasp')]?.includes(name) ?? true).map(sOp => ({
        group: 'examples', label: `${basename(sOp.file, '.rasp')}: ${sOp.name}`, text: readFileSync(sOp.file, 'utf8'), name: sOp.name,
        alphabet: alphabetOf(sOp), maxLength, mustCompile: false
    }));
}

/** Tokens that the file is about. */
function alphabetOf({ file, name, inputs }: NamedSOp): TypedValue[] {
    if (inputs.includes('tokens_int')) {
        return tokensOf([0, 1, 2, 3, 4]);
    }
    switch (basename(file, '.rasp')) {
        case 'addition': return tokensOf('0123456789+');
        case 'brackets': return tokensOf(paperAlphabet({ several_kinds: 'dyck3', curly_and_round: 'dyck2' }[name] ?? 'dyck1', 5));
        case 'eliza': return tokensOf(words);
        case 'logic': return tokensOf(sentences);
        case 'paper_examples': return tokensOf(paperAlphabet(name, 5));
        default: return tokensOf('aehlo');
    }
}
