import { describe, expect, test } from 'vitest';
import { folderOf, lines, rasp } from './capture';

const cwd = folderOf({
    'programs.rasp': `load "other";
reverse = aggregate(select(indices, length - 1 - indices, ==), tokens);
twice = tokens[0] == tokens[0];
half = indices / 2;
same = select(tokens, tokens, ==);
histogram = selector_width(same);
somewhere = "l" in tokens;
n = 3;
broken = foo;
`,
    'other.rasp': 'def first(s) {\n    return aggregate(select(indices, 0, ==), s);\n}\nloaded = first(tokens);\n'
});
const cost = (...args: string[]): ReturnType<typeof rasp> => rasp(['cost', 'programs.rasp', ...args], { cwd });

test('a table, with shared heads where they differ', async () => {
    const { out } = await cost();
    expect(lines(out)).toEqual([
        'name       L  H  heads per layer  equal selectors shared',
        'reverse    2  1  1 1',
        'twice      1  2  2                1',
        'half       0  0  -',
        'same       1  0  0',
        'histogram  1  2  2',
        'somewhere  1  1  1'
    ]);
});

test('JSON', async () => {
    const { out } = await cost('reverse', 'twice', 'n', '--json');
    expect(JSON.parse(out)).toEqual({
        reverse: { layers: 2, heads: 1, widths: [1, 1], sharedWidths: [1, 1] },
        twice: { layers: 1, heads: 2, widths: [2], sharedWidths: [1] },
        n: { error: expect.stringContaining('has no layers and heads') as unknown }
    });
});

describe('the selectors of each layer', () => {
    test.each([
        ['reverse', [
            'reverse',
            '  layer 1: 1 head',
            '    select(1, 1, ==)                           standard library:5',
            '  layer 2: 1 head',
            '    select(indices, length - 1 - indices, ==)   programs.rasp:2'
        ]],
        ['twice', ['twice', '  layer 1: 2 heads, 1 with equal selectors shared', '    tokens[0]   programs.rasp:3', '    tokens[0]   programs.rasp:3   equal to one above']],
        ['half', ['half needs no attention layer']],
        ['same', ['same', '  layer 1: no head yet: it is to be used here']],
        ['loaded', ['loaded', '  layer 1: 1 head', '    select(indices, 0, ==)   other.rasp:2']],
        ['somewhere', ['somewhere', '  layer 1: 1 head', '    every position   made by `in`']],
        ['histogram', [
            'histogram',
            '  layer 1: 2 heads',
            '    sel or select(indices, 0, ==)',
            '      with select(tokens, tokens, ==)   programs.rasp:5',
            '    sel and select(indices, 0, ==)',
            '      with select(tokens, tokens, ==)   programs.rasp:5'
        ]]
    ])('%s', async (name, expected) => {
        const { out } = await cost(name);
        const shown = lines(out).slice(3);
        // Where the library's own lines stand is the library's matter, and how wide its texts make the column.
        const plain = (line: string): string => line.replace(/\s+standard library:\d+$/, '').replace(/(\S) {3,}/g, '$1   ');
        expect(shown.map(plain)).toEqual(expected.map(plain));
    });

    test('for several names only when asked for', async () => {
        expect((await cost('reverse', 'half')).out).not.toContain('layer 1');
        expect((await cost('reverse', 'half', '--layers')).out).toContain('layer 1');
    });
});

test.each([
    ['n', 'n: the int 3 has no layers and heads'],
    ['first', 'first: the function first has no layers and heads'],
    ['revers', 'did you mean `reverse`?'],
    ['broken', '`broken` has no value, because the statement that sets it has an error']
])('%s has no cost', async (name, message) => {
    const { code, out, err } = await cost(name);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(message);
});

describe('why', () => {
    test('is told step by step, with what would lower the cost', async () => {
        const { out } = await cost('histogram', 'reverse', '--why');
        expect(lines(out).slice(4).map(line => line.replace(/standard library:\d+:\d+/, 'standard library'))).toEqual([
            'histogram: why layer 1',
            '  -  tokens',
            '  1  same             programs.rasp:5:1',
            '  1  selector_width   standard library',
            '  1  histogram        programs.rasp:6:1',
            'what would lower its cost',
            '  H 2 → 1: count same in one head, where inputs begin with a token that is not counted: round(1 / aggregate(same or select(indices, 0, ==), indicator(indices == 0))) - 1   programs.rasp:5:1',
            '',
            'reverse: why layer 2',
            '  1  full_s                                      standard library',
            '  1  length                                      standard library',
            '  2  select(indices, length - 1 - indices, ==)   programs.rasp:2:21',
            '  2  reverse                                     programs.rasp:2:1'
        ]);
    });

    test('in JSON', async () => {
        const { out } = await cost('twice', 'n', '--why', '--json');
        expect(JSON.parse(out)).toMatchObject({
            twice: {
                layers: 1,
                why: [{ step: 'indices', layer: 0 }, { step: 'tokens[0]', layer: 1, place: 'programs.rasp:3:9' }, { step: 'twice', layer: 1 }],
                advice: [{ kind: 'share', advice: 'make tokens[0] once and use its name: it is made 2 times', after: { layers: 1, heads: 1 }, place: 'programs.rasp:3:9' }]
            },
            n: { error: expect.anything() as unknown }
        });
    });
});

describe('attention', () => {
    test('is a table of the selectors, with a verdict', async () => {
        const { out } = await cost('reverse', 'same', 'twice', 'half', '--attention');
        expect(lines(out).slice(6).map(line => line.replace(/standard library:\d+:\d+/, 'standard library'))).toEqual([
            'reverse: fewer than n·log n pairs, if what is the same for every query goes through one shared position, a layer more: full_s',
            '  full_s                                      n² pairs   dense: by place, the same for every query      standard library',
            '  select(indices, length - 1 - indices, ==)   n pairs    fixed: one position for each query, by place   programs.rasp:2:21',
            '',
            'same',
            '  same   at most n² pairs   can be dense: by content   programs.rasp:5:1',
            '',
            'twice: at most n pairs, fewer than n·log n',
            '  tokens[0]   n pairs   fixed: the same one position for every query   programs.rasp:3:9',
            '',
            'half: none needed'
        ]);
    });

    test('in JSON', async () => {
        const { out } = await cost('histogram', '--attention', '--json');
        expect(JSON.parse(out)).toMatchObject({
            histogram: { attention: { verdict: 'dense', pairs: 'n² + n', selectors: [{ kind: 'dense', pairs: 'n²', exact: false }, { kind: 'fixed', pairs: 'n', exact: false }] } }
        });
    });
});

test('why tells of heads that may wait', async () => {
    const { out } = await rasp(['cost', '-', 'late', '--why'], { stdin: 'last = tokens[-1];\nlate = tokens[0] == "a" and tokens[1] == "b" and last == "c";\n' });
    expect(lines(out).at(-1)).toBe('  H 3 → 2: run heads later where they may wait: 2 2 (no order has fewer)');
});

test('the selectors of each layer in JSON', async () => {
    const { out } = await rasp(['cost', '-', '--layers', '--json'], { stdin: 'x = aggregate(select(indices, 0, ==), tokens);\n' });
    expect(JSON.parse(out)).toMatchObject({ x: { perLayer: [[{ text: 'select(indices, 0, ==)', place: '<stdin>:1' }]] } });
});
