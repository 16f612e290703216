import { notImplementedText } from '../values/error.js';
import type { Problem } from '../program/problem.js';

/** What the prompt prints for a statement that cannot be run, in the reference's words where it has some. */
export function errorText({ category, message, promptText }: Problem): string {
    if (promptText === notImplementedText) {
        return `${promptText}\n`;
    }
    if (promptText !== undefined) {
        return ignoringText(promptText);
    }
    switch (category) {
        case 'syntax': return syntaxErrorText(message);
        case 'undefined': case 'reserved': case 'arguments': case 'load': return ignoringText(message);
        default: return failureText(message);
    }
}

/** For a text that is no statement. */
export function syntaxErrorText(message: string): string {
    return `\t!! antlr exception: ${message} \t-- ignoring input\n`;
}

/** For what the reference does not foresee either. */
export function failureText(message: string): string {
    return `something went wrong: ${message}\n`;
}

function ignoringText(message: string): string {
    return `\t\t!!ignoring input:\n\t ${message}\n`;
}
