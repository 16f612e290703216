import { seededRandom } from '../../language/batch/random';

/** An s-op of random parts over the tokens a, b and c, as an expression. */
export function randomProgram(seed: number): string {
    const random = seededRandom(seed);
    const pick = <T>(items: readonly [T, ...T[]]): T => items[Math.floor(random() * items.length)] ?? items[0];
    const number = (depth: number): string => (depth === 0 ? pick(['indices', '2', 'indicator(tokens == "a")', '{"a": 1, "b": 3, "c": 0}[tokens]', 'length'])
        : pick([
            () => `(${number(depth - 1)} ${pick(['+', '-'])} ${number(depth - 1)})`,
            () => `(${number(depth - 1)} % ${pick(['2', '3'])})`,
            () => `selector_width(${selector(depth - 1)})`,
            () => `aggregate(${selector(depth - 1)}, ${number(depth - 1)}, ${pick(['0', '-1'])})`,
            () => `(${number(depth - 1)} if ${truth(depth - 1)} else ${number(depth - 1)})`
        ])());
    const truth = (depth: number): string => (depth === 0 ? pick(['tokens == "a"', 'indices == 1'])
        : pick([
            () => `(${number(depth - 1)} ${pick(['<', '==', '>='])} ${number(depth - 1)})`,
            () => `has_focus(${selector(depth - 1)})`,
            () => `(${truth(depth - 1)} ${pick(['and', 'or'])} not ${truth(depth - 1)})`
        ])());
    const selector = (depth: number): string => (depth === 0 ? pick(['select(tokens, tokens, ==)', 'select(indices, indices, <=)', 'select(tokens, "b", ==)', 'select(indices, 0, ==)'])
        : pick([
            () => `select(${number(depth - 1)}, ${number(depth - 1)}, ${pick(['==', '<', '!='])})`,
            () => `(${selector(depth - 1)} and ${selector(depth - 1)})`,
            () => `(${selector(depth - 1)} or ${selector(depth - 1)})`
        ])());
    return pick([() => number(3), () => truth(3), () => `aggregate(${selector(2)}, tokens, "-")`])();
}
