/** Words of the language that can never be names. */
const keywords: ReadonlySet<string> = new Set([
    'set', 'example', 'examples', 'on', 'off', 'load', 'show', 'draw', 'round', 'indicator', 'selector', 'exit', 'quit',
    'def', 'for', 'in', 'if', 'else', 'and', 'or', 'not', 'return'
]);

/** Words that are read as one with a bracket behind them, so that a function of that name cannot be called. */
const bracketWords: ReadonlySet<string> = new Set(['select', 'aggregate', 'range', 'zip', 'len']);

/** Whether a word of a program's text belongs to the language rather than to the author. */
export function isWord(word: string): boolean {
    return keywords.has(word) || bracketWords.has(word);
}

/** Whether a text can be written where a name is expected. */
export function isIdentifier(text: string): boolean {
    return /^[A-Za-z_][A-Za-z0-9_]*$/.test(text);
}
