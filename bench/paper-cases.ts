import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filledUp, tokensOf } from './compile-case.ts';
import type { CaseGroup, CompileCase } from './compile-case.ts';

/** The programs of the paper. */
export const paperNames = ['reverse', 'hist_nobos', 'hist_bos', 'hist2_bos', 'sort_bos', 'sort_by_most_freq', 'dyck1_ptf', 'dyck2_ptf', 'dyck3_ptf'];

/** The two whose joint keys are wide: they may take longer than the others. */
export const wideKeys = ['sort_bos', 'sort_by_most_freq'];

const text = readFileSync(join(import.meta.dirname, '../examples/paper_examples.rasp'), 'utf8');

/** The tokens that an s-op of the paper's programs tells apart, and letters to make up the number. */
export function paperAlphabet(name: string, count: number): string[] {
    const own = name.startsWith('dyck3') ? '(){}[]' : name.startsWith('dyck2') ? '(){}' : /dyck1|height|fell/.test(name) ? '()'
        : /_bos|freq|repeated|count|candidate|rarity/.test(name) ? '§' : '';
    return filledUp(own, Math.max(count, own.length));
}

/** An s-op of `paper_examples.rasp` on so many tokens. */
export function paperCase(group: CaseGroup, name: string, tokens: number, maxLength: number): CompileCase {
    return { group, label: name, text, name, alphabet: tokensOf(paperAlphabet(name, tokens)), maxLength, mustCompile: group === 'paper' };
}
