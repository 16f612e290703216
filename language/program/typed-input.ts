import { RaspError } from '../values/error.js';
import { shortText } from '../values/python-text.js';
import { Input } from '../evaluation/input.js';
import { parseProgram } from '../syntax/parse.js';
import { toInput } from './evaluate-expression.js';
import { openSession } from './open-session.js';

/**
 * Reads an input as a person types it: a list such as `[1, 2.5, "a"]`, a string in double quotes, or
 * anything else as a bare string.
 * @throws RaspError when it is empty, or a list that is not well-formed.
 */
export function readTypedInput(typed: string): Input {
    const trimmed = typed.trim();
    if (/^"[^"]*"$/.test(trimmed)) {
        return Input.ofString(trimmed.slice(1, -1));
    }
    if (!trimmed.startsWith('[')) {
        return Input.ofString(typed);
    }
    const [only, second] = parseProgram(`${trimmed};`);
    if (only === undefined || second !== undefined) {
        throw notAList(trimmed);
    }
    const result = openSession().run(only.statement);
    const [problem] = result.problems;
    if (problem !== undefined || result.value === undefined) {
        throw notAList(trimmed);
    }
    return toInput(result.value);
}

/**
 * The same at the command line, where `true` and `false` mean what they mean in JSON. In an editor they do not: what is
 * typed there is written into programs.
 * @throws RaspError when it is empty, or a list that is not well-formed.
 */
export function readCommandInput(typed: string): Input {
    return readTypedInput(typed.trim().startsWith('[')
        ? typed.replace(/"[^"]*"|\btrue\b|\bfalse\b/g, part => (part === 'true' ? 'True' : part === 'false' ? 'False' : part)) : typed);
}

function notAList(typed: string): RaspError {
    return new RaspError('value', `${shortText(typed)} is not a list of values; write it as [1, 2.5], ["the", "car"] or [True, False]`);
}
