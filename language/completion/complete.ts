import { isAtom } from '../values/atom.js';
import { expectationAround } from '../expectations/find-expectations.js';
import { showAtom } from '../program/show-value.js';
import { libraryValue, nameAbove } from '../program/names-above.js';
import type { Program } from '../program/program.js';
import { RaspDict } from '../program/value.js';
import type { TextToken } from '../syntax/lex.js';
import { expectedAt, expectedInExpectation } from './expected.js';
import { rankedByFit } from './fit.js';
import { nameOffers } from './name-offers.js';
import type { Offer, Offers } from './offer.js';
import { ranks } from './offer.js';
import { pathOffers } from './path-offers.js';
import type { ListFolder } from './path-offers.js';
import { placeAt, placeInExpectation, restOfLine } from './place.js';
import type { Place } from './place.js';
import { costForm, expressionWords, operatorOffers, statementWords } from './words.js';

/** Keys of a dict that are offered at most. */
const mostKeys = 200;

export interface CompletionRequest {
    readonly program: Program;
    /** Offset of the cursor in the program's text. */
    readonly offset: number;
    /** The files of a folder, for `load`. */
    readonly listFolder: ListFolder;
    /** Whether it was asked for since `"`, `[`, `,`, a space or the like was typed: then names are not pushed upon the author. */
    readonly isByCharacter: boolean;
}

/** What can be written at a place, also in a statement that is half typed; undefined where nothing can. */
export function complete({ program, offset, listFolder, isByCharacter }: CompletionRequest): Offers | undefined {
    const expectation = expectationAround(program.text, program.parsed, offset);
    const place = expectation === undefined ? placeAt(program, offset) : placeInExpectation(expectation, offset, restOfLine(program.text, offset));
    if (place === undefined) {
        return undefined;
    }
    const expected = expectation === undefined ? expectedAt(place) : expectedInExpectation(place);
    const { touched, rest } = place;
    const start = touched?.start ?? offset;
    const end = Math.max(touched?.end ?? offset, offset);
    const whole = (offers: readonly Offer[]): Offers | undefined => (offers.length === 0 ? undefined : { offers, start, end, isCut: false });
    switch (expected.kind) {
        case 'nothing': return undefined;
        case 'path': return touched === undefined ? undefined : pathOffers(program.text, touched, offset, listFolder);
        case 'key': return touched === undefined ? undefined : keyInString(touched, keyOffers(program, place, expected.dict), program.text);
        case 'operator': return operators(program.text, offset);
        case 'words': return isByCharacter && !isSwitch(expected.words) ? undefined : whole(expected.words.map(word => ({ label: word, kind: 'keyword', rank: ranks.language })));
    }
    const keys = expected.kind === 'expression' && expected.dict !== undefined ? keyOffers(program, place, expected.dict) : [];
    if (isByCharacter) {
        return whole(keys);
    }
    const isCalled = rest.startsWith('(');
    const typed = program.text.slice(start, offset);
    const names = nameOffers(program, place, typed, isCalled);
    const isTest = expectation !== undefined && place.reader.head === undefined;
    const words = [...expressionWords(isCalled), ...expected.kind === 'statement' ? statementWords(expected.block) : [], ...isTest ? [costForm] : []];
    return { offers: rankedByFit([...keys, ...words, ...names.offers], place), start, end, isCut: names.isCut };
}

/** Words after which nothing but these can stand are offered unasked. */
function isSwitch(words: readonly string[]): boolean {
    return words.includes('example') || words.includes('on') || words.includes('examples');
}

function operators(text: string, offset: number): Offers {
    let start = offset;
    while (start > 0 && '=!<>'.includes(text[start - 1] ?? ' ')) {
        start--;
    }
    let end = offset;
    while ('=!<>'.includes(text[end] ?? ' ')) {
        end++;
    }
    return { offers: operatorOffers(text[start - 1] === ',' ? ' ' : ''), start, end, isCut: false };
}

function keyOffers(program: Program, { index, reader }: Place, name: string): Offer[] {
    const value = reader.resolve(name) === undefined ? nameAbove(program, name, index)?.value ?? libraryValue(name) : undefined;
    if (!(value instanceof RaspDict)) {
        return [];
    }
    const offers: Offer[] = [];
    for (const [key, item] of value.entries.values()) {
        // RASP's strings have no escapes: a key with a quote cannot be written.
        if (offers.length < mostKeys && !(typeof key === 'string' && /["\r\n]/.test(key))) {
            const label = typeof key === 'string' ? `"${key}"` : showAtom(key);
            offers.push({ label, kind: 'key', rank: ranks.key, ...isAtom(item) ? { detail: showAtom(item) } : {} });
        }
    }
    return offers;
}

/** Keys where the quote has been typed: the whole string is replaced, up to its closing quote. */
function keyInString({ start, end, text: typed }: TextToken, keys: readonly Offer[], text: string): Offers | undefined {
    const isClosed = typed.length > 1 && typed.endsWith('"');
    const offers = keys.filter(({ label }) => label.startsWith('"'));
    // Without its closing quote the string reaches to the end of the line, which is not part of what is typed.
    const typedEnd = isClosed ? end : start + text.slice(start, end).search(/$|[\]\s;]/);
    return offers.length === 0 ? undefined : { offers, start, end: typedEnd, isCut: false, isWhole: true };
}
