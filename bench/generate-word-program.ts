import { Random } from './random.ts';

const words = ['the', 'a', 'every', 'cat', 'dog', 'bird', 'sees', 'likes', 'chases', 'small', 'black', 'and', 'or', 'not', '.', '?'];

/**
 * A program on word tokens such as a compiler to RASP writes: a line for each s-op or selector, with an
 * aggregate in every other line, and s-ops that depend on hundreds of earlier ones.
 */
export function generateWordProgram(lines: number, seed = 1): string {
    const random = new Random(seed);
    const text = [
        'set example ["every", "small", "cat", "sees", "a", "dog", "and", "the", "dog", "chases", "the", "bird", "."]',
        'before = select(indices, indices, <);',
        'same = select(tokens, tokens, ==);',
        'f0 = tokens == "the";'
    ];
    for (let i = 1; text.length < lines; i++) {
        const near = (): string => `f${random.int(Math.max(0, i - 12), i - 1)}`;
        const word = JSON.stringify(random.pick(words));
        text.push(random.pick([
            `f${i} = ${near()} or (tokens == ${word} and not ${near()});`,
            `f${i} = aggregate(select(tokens, ${word}, ==) and before, indicator(${near()}), 0) > 0;`,
            `f${i} = aggregate(same and before, indicator(${near()})) > 0;`,
            `f${i} = has_focus(select(${near()}, True, ==) and before) and ${near()};`,
            `f${i} = ${near()} if tokens in ["cat", "dog", ${word}] else ${near()};`,
            `f${i} = shift(${near()}, ${random.int(1, 3)}, False);`
        ]));
    }
    return `${text.join('\n')}\n`;
}
