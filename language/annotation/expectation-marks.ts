import { expectationWords } from '../expectations/expectation-words.js';
import { modifierBits } from './marked-name.js';
import type { Mark, MarkedName } from './marked-name.js';

/**
 * What the names, strings and numbers of an expectation are.
 * @param offset of its text, from where the marks are counted
 * @param global what a name is where the expectation stands
 */
export function marksOfExpectation(text: string, offset: number, global: (name: string) => Mark): MarkedName[] {
    return expectationWords(text).map(({ token, role }): MarkedName => {
        const place = { start: offset + token.start, end: offset + token.end };
        switch (role) {
            case 'string': case 'number': case 'keyword': return { ...place, type: role, modifiers: 0 };
            case 'builtin': return { ...place, type: 'function', modifiers: modifierBits.defaultLibrary };
            case 'comprehension': return { ...place, type: 'variable', modifiers: 0 };
            default: return { ...place, ...global(token.text) };
        }
    });
}
