import { describe, expect, it } from 'vitest';
import { cost } from '../../../language/cost/cost';
import { isSelector, isSOp } from '../../../language/graph/nodes';
import { NamedNodes } from '../../../language/insight/named-nodes';
import { cutApart, cutMiddle } from '../../../language/program/cut-text';
import { SelectorNames } from '../../../language/program/selector-names';
import { programOf } from './draw-problems';

const own = 'same = select(tokens, tokens, ==);\nhist = selector_width(same);\n';

const table: [text: string, layers: string[][]][] = [
    ['x = aggregate(select(indices, indices - 1, ==), tokens);\n', [['select(indices, indices - 1, ==)']]],
    [`${own}x = hist;\n`, [['same or select(indices, 0, ==)', 'same and select(indices, 0, ==)']]],
    [`${own}x = sort(tokens, hist);\n`, [
        ['same or select(indices, 0, ==)', 'same and select(indices, 0, ==)'],
        ['(select(hist, hist, <) or (select(hist, hist, ==) …(indices, indices, <))) or select(indices, 0, ==)',
            '(select(hist, hist, <) or (select(hist, hist, ==) …indices, indices, <))) and select(indices, 0, ==)'],
        ['select(selector_width(…), indices, ==)']
    ]],
    ['def f(x) {\n    far = x * 1000000000000 + 2000000000000;\n    return aggregate(select(far, indices, ==), x);\n}\nx = f(indices);\n', [['select(x * 1000000000000 + 2000000000000, indices, ==)']]]
];

describe('what selectors are called', () => {
    it.each(table)('in the layers of %s', (text, layers) => {
        const program = programOf(text);
        const node = program.valueOf('x');
        expect(isSOp(node) && cost(node).perLayer.map(({ selectors }) => new SelectorNames(program).namesOf(selectors))).toEqual(layers);
    });

    it('in advice and on paths, too', () => {
        const program = programOf(`${own}x = hist;\n`);
        const node = program.valueOf('x');
        const [first] = isSOp(node) ? cost(node).perLayer[0]?.selectors ?? [] : [];
        expect(isSelector(first) && new NamedNodes(program).text(first)).toBe('same or select(indices, 0, ==)');
    });
});

describe('long texts', () => {
    it.each<[what: string, texts: string[], cut: string[]]>([
        ['that are not too long', ['0123456789'], ['0123456789']],
        ['without their middle', ['0123456789a'], ['01234…789a']],
        ['that differ at the end', ['xxxxxxxxxxxxxA', 'xxxxxxxxxxxxxB'], ['xxxxx…xxxA', 'xxxxx…xxxB']],
        ['that differ in the middle', ['aaaaaaaaXaaaaaaaa', 'aaaaaaaaYaaaaaaaa'], ['aa…aX…aa', 'aa…aY…aa']],
        ['that differ in one of three', ['aaaaaaaaXaaaaaaaa', 'aaaaaaaaXaaaaaaaa', 'aaaaaaaaYaaaaaaaa'], ['aa…aX…aa', 'aa…aX…aa', 'aa…aY…aa']],
        ['with characters of two halves', ['0123𝄞45678𝄞xyz'], ['0123…xyz']]
    ])('are cut: %s', (_, texts, cut) => {
        expect(cutApart(texts, 10)).toEqual(cut);
        cutApart(texts, 10).forEach(text => { expect(text.length).toBeLessThanOrEqual(10); });
        expect(cutMiddle(texts[0] ?? '', 10)).not.toMatch(/\p{Surrogate}/u);
    });
});
