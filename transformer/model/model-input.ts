import { isAtom } from '../../language/values/atom.js';
import { RaspError } from '../../language/values/error.js';
import { atomRepr, shortText } from '../../language/values/python-text.js';
import type { InputItem } from '../../language/evaluation/input.js';
import { limitText } from '../../language/limits.js';
import { atomOf, typedValueOf, valueKey } from './typed-values.js';
import type { CompiledModel } from './transformer.js';

/** Tells the token ids of inputs. */
export class Tokenizer {
    private readonly ids: ReadonlyMap<string, number>;
    private readonly alphabetText: string;
    private readonly maxLength: number;
    /** Tokens of the alphabet that are words. */
    private readonly words: readonly string[];

    constructor({ alphabet, maxLength }: Pick<CompiledModel, 'alphabet' | 'maxLength'>) {
        this.ids = new Map(alphabet.map((value, id) => [valueKey(value), id]));
        this.alphabetText = shortText(alphabet.slice(0, 100).map(value => atomRepr(atomOf(value))).join(', '), 100);
        this.maxLength = maxLength;
        this.words = alphabet.flatMap(({ value }) => (typeof value === 'string' && [...value].length > 1 ? [value] : []));
    }

    /**
     * The ids of an input's tokens, without BOS.
     * @throws RaspError for an input that is empty or too long, or holds what the alphabet lacks.
     */
    idsOf(items: readonly InputItem[]): Int32Array {
        if (items.length === 0 || items.length > this.maxLength) {
            throw new RaspError('value', `this input has ${limitText(items.length)} token${items.length === 1 ? '' : 's'}; the model takes 1 to ${limitText(this.maxLength)}${this.hintOfWords(items)}`);
        }
        return Int32Array.from(items, (item, position) => {
            const value = isAtom(item) ? typedValueOf(item) : undefined;
            const id = value === undefined ? undefined : this.ids.get(valueKey(value));
            if (id === undefined) {
                const shown = shortText(isAtom(item) ? atomRepr(item) : item.text);
                throw new RaspError('value', `token ${position} of the input, ${shown}, is not in the model's alphabet: ${this.alphabetText}${this.hint(item) || this.hintOfWords(items)}`);
            }
            return id;
        });
    }

    /** Digits that were typed without brackets are a string. */
    private hint(item: InputItem): string {
        return typeof item === 'string' && /^[-+]?\d+$/.test(item) && this.ids.has(`int ${Number(item)}`) ? '; a list such as [1, 2] holds ints' : '';
    }

    /** Words that were typed without brackets are characters. */
    private hintOfWords(items: readonly InputItem[]): string {
        const isOfCharacters = items.every(item => typeof item === 'string' && [...item].length === 1);
        return this.words.length === 0 || !isOfCharacters ? '' : `; its tokens are words, so write a list such as [${this.words.slice(0, 2).map(word => JSON.stringify(shortText(word, 20))).join(', ')}]`;
    }
}
