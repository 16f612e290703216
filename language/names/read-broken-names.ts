import type { NamePlace, NameRecorder } from './name-recorder.js';
import { isWord } from './words.js';

const token = /"[^"\r\n]*"?|#[^\r\n]*|[0-9.]+|[A-Za-z_][A-Za-z0-9_]*|==|[<>!]=|[^\s]/g;

/**
 * Tells the names of a statement that cannot be read whole: what its words look like. Names before a `=` and the
 * head of a function are set, other names are read; those of comprehensions are left out.
 */
export function readBrokenNames(text: string, recorder: NameRecorder): void {
    const tokens = [...text.matchAll(token)].map(({ 0: word, index }) => ({ name: word, start: index })).filter(({ name }) => !/^["#]/.test(name));
    if (tokens[0]?.name !== 'def') {
        readTokens(tokens, recorder);
        return;
    }
    const [, name, , ...rest] = tokens;
    const head = rest.findIndex(({ name: word }) => word === ')' || word === '{' || word === ';');
    const length = text.trimEnd().length;
    const set = name !== undefined && isName(name) ? recorder.write(name, 'function', { start: 0, end: length }) : undefined;
    recorder.functionBody(set, () => {
        rest.slice(0, Math.max(head, 0)).filter(isName).forEach(parameter => { recorder.write(parameter, 'parameter'); });
        readTokens(rest.slice(Math.max(head, 0)), recorder);
    });
}

function readTokens(tokens: readonly NamePlace[], recorder: NameRecorder): void {
    const hidden = comprehensionVariables(tokens);
    let waiting: NamePlace[] = [];
    const set = (): void => {
        waiting.forEach(place => { recorder.write(place, 'assignment'); });
        waiting = [];
    };
    // What stands between the statement's beginning and here could still be the targets of an assignment.
    let possible: NamePlace[] | undefined = [];
    let inHead = false;
    for (const [i, place] of tokens.entries()) {
        const { name } = place;
        if (name === ';' || name === '{' || name === '}') {
            possible?.forEach(read => { recorder.read(read); });
            set();
            possible = [];
            inHead = false;
        } else if (name === '=' && possible !== undefined) {
            waiting = possible;
            possible = undefined;
        } else if (name === 'for' && possible?.length === 0) {
            inHead = true;
        } else if (name === 'in') {
            inHead = false;
            possible = undefined;
        } else if (isName(place) && !hidden.has(name)) {
            if (inHead) {
                recorder.write(place, 'loop');
            } else if (possible !== undefined) {
                possible.push(place);
            } else {
                recorder.read(place, tokens[i + 1]?.name === '(');
            }
        } else if (name !== ',' && possible !== undefined) {
            possible.forEach(read => { recorder.read(read, name === '('); });
            possible = undefined;
        }
    }
    possible?.forEach(read => { recorder.read(read); });
    set();
}

/** The names between `for` and `in` inside brackets. */
function comprehensionVariables(tokens: readonly NamePlace[]): Set<string> {
    const names = new Set<string>();
    let depth = 0;
    let isHead = false;
    for (const place of tokens) {
        const { name } = place;
        if (name === '[' || name === '(') {
            depth++;
        } else if (name === ']' || name === ')') {
            depth--;
        } else if (name === 'for') {
            isHead = depth > 0;
        } else if (name === 'in') {
            isHead = false;
        } else if (isHead && isName(place)) {
            names.add(name);
        }
    }
    return names;
}

function isName({ name }: NamePlace): boolean {
    return /^[A-Za-z_]/.test(name) && !isWord(name);
}
