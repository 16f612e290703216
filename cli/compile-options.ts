import { mostPositions } from '../transformer/compilation/compile.js';
import type { CompileOptions } from '../transformer/compilation/compile.js';
import { readAlphabet } from './read-alphabet.js';

/** The options of `rasp compile` as typed. */
export interface CompileCommandOptions {
    readonly alphabet: string;
    readonly maxLength: string;
    readonly out: string;
    readonly verify: string;
    readonly device: string;
    readonly json: boolean;
}

/** The numbers and the alphabet among the options, or what is wrong with them. */
export function readOptions(typed: CompileCommandOptions): Pick<CompileOptions, 'alphabet' | 'maxLength'> & { readonly verify: number } | string {
    const maxLength = wholeNumber(typed.maxLength);
    const verify = wholeNumber(typed.verify);
    if (maxLength === undefined || maxLength < 1 || maxLength > mostPositions) {
        return `--max-length takes a number from 1 to ${mostPositions.toLocaleString('en-US')}; found ${typed.maxLength || '""'}`;
    }
    if (verify === undefined) {
        return `--verify takes a whole number; found ${typed.verify || '""'}`;
    }
    const alphabet = readAlphabet(typed.alphabet);
    return typeof alphabet === 'string' ? alphabet : { alphabet, maxLength, verify };
}

function wholeNumber(text: string): number | undefined {
    return /^\d{1,9}$/.test(text.trim()) ? Number(text) : undefined;
}
