import { expect, test } from 'vitest';
import { describeHead, describeStep, describeValue, traceValue } from '../../../language/drawing/trace';
import { rowPattern } from '../../../language/drawing/row-pattern';
import { sceneIndex, stepTitle } from '../../../language/drawing/scene-index';
import { headOf, sceneOf, stepOf } from './make-scene';

/** Each cell as `name@position`, with the role where it is not the value's. */
function traced(text: string, name: string, title: string, position: number): string {
    const scene = sceneOf(text, name);
    return traceValue(scene, stepOf(scene, title).id, position).map(({ step, position: at, role }) => {
        const found = sceneIndex(scene).steps.get(step);
        return `${found === undefined ? '' : stepTitle(found)}@${at}${role === 'value' ? '' : ` ${role}`}`;
    }).join(', ');
}

const same = 'same = select(tokens, tokens, ==);\nplaces = indices + 1;\ny = aggregate(same, places);';
const prev = 'y = aggregate(select(indices, indices - 1, ==), tokens, "-");';

test.each<[string, string, string, number, string]>([
    ['its tokens', same, 'tokens', 2, 'tokens@2'],
    ['an elementwise step', same, 'places', 2, 'places@2, 1@2, indices@2'],
    ['a mean', same, 'y', 3, 'y@3, places@2, places@3, 1@2, 1@3, indices@2, indices@3, tokens@2 keys, tokens@3 queries'],
    ['one value', prev, 'y', 3, 'y@3, indices - 1@3 queries, 1@3 queries, indices@2 keys, indices@3 queries, tokens@2'],
    ['a default, which comes from nowhere', prev, 'y', 0, 'y@0'],
    ['the branch that is taken', 'a = indices + 1;\nb = indices * 2;\ny = a if tokens == "l" else b;', 'y', 0, 'y@0, tokens == "l"@0, "l"@0, b@0, 2@0, indices@0, tokens@0'],
    ['the same, which is the other one', 'a = indices + 1;\nb = indices * 2;\ny = a if tokens == "l" else b;', 'y', 2, 'y@2, tokens == "l"@2, "l"@2, a@2, 1@2, indices@2, tokens@2'],
    // What reached the query of one head, and the values of another, went into the value.
    ['a value that is also a query', 'y = aggregate(select(indices, tokens, ==) or select(indices, indices, ==), indices) + indices;', 'y', 1, expect.stringContaining('indices@1,') as never],
    ['a place that is not there', same, 'y', 9, '']
])('a value comes from %s', (_, text, title, position, expected) => {
    expect(traced(text, 'y', title, position)).toEqual(expected);
});

test('a step that is not there comes from nowhere', () => {
    expect(traceValue(sceneOf(same, 'y'), 12345, 0)).toEqual([]);
});

test('each cell is told once, in a program with all kinds of steps', () => {
    const scene = sceneOf('y = sort(tokens, tokens);\nz = y if has_focus(select(y, "l", ==)) else tokens;', 'z');
    const cells = traceValue(scene, scene.target, 1);
    expect(new Set(cells.map(({ step, position }) => `${step} ${position}`)).size).toBe(cells.length);
    expect(cells[0]).toEqual({ step: scene.target, position: 1, role: 'value' });
    expect(cells.filter(({ step, role }) => step === stepOf(scene, 'tokens').id && role === 'value').map(({ position }) => position)).toEqual([0]);
});

test.each<[string, string, number, string]>([
    [same, 'y', 3, '3.5 at position 3 ("l") of y: head same in layer 1 selected positions 2 and 3, the mean of 3 and 4, the values of places there.'],
    [same, 'y', 4, '5 at position 4 ("o") of y: head same in layer 1 selected position 4, where places is 5.'],
    ['y = aggregate(select(tokens, tokens, ==), indicator(tokens == "l"));', 'y', 2, '1.0 at position 2 ("l") of y: head select(tokens, tokens, ==) in layer 1 selected positions 2 and 3, where indicator(tokens == "l") is 1.'],
    ['y = aggregate(full_s, indices);', 'y', 0, '2.0 at position 0 ("h") of y: head full_s in layer 1 selected all 5 positions, the mean of 0, 1, 2, 3 and 4, the values of indices there.'],
    [prev, 'y', 0, '- at position 0 ("h") of y: head select(indices, indices - 1, ==) in layer 1 selected nothing, so that it is the default -.'],
    ['y = selector_width(select(tokens, tokens, ==));', 'y', 2, '2 at position 2 ("l") of y: computed as round(1 / with_first) - 1 + only_first, from round(1 / with_first) - 1 = 2 and only_first = 0. only_first is 0 there: head select(tokens, tokens, ==) and select(indices, 0, ==) in layer 1 selected nothing, so that it is the default 0. with_first is 0.333 there: head select(tokens, tokens, ==) or select(indices, 0, ==) in layer 1 selected positions 0, 2 and 3, the mean of 1, 0 and 0, the values of indicator(indices == 0) there.'],
    ['y = tokens + " ";', 'y', 1, '"e " at position 1 ("e") of y: computed as tokens + " ", from tokens = e.'],
    ['y = (indices + 1) * 2;', 'indices + 1', 1, '2 at position 1 ("e") of indices + 1: computed from indices = 1.'],
    ['y = 1 if tokens == "l" else indices;', 'y', 1, '1 at position 1 ("e") of y: since tokens == "l" is false there, it is indices, which is 1 there.'],
    ['y = 1 if tokens == "l" else indices;', 'y', 2, '1 at position 2 ("l") of y: since tokens == "l" is true there, it is 1.'],
    ['y = tokens;', 'tokens', 2, 'l at position 2 ("l") of tokens: the input.'],
    ['y = indices + 7;', '7', 2, '7 at position 2 ("l") of 7: a constant, the same at every position.'],
    ['b = tokens + 1;\ny = b + 1;', 'b', 2, 'b has no value: at position 0, `+` does not work between string and int.'],
    ['b = tokens + 1;\ny = b + 1;', 'y', 2, 'y has no value, since something fails that it needs: at position 0, `+` does not work between string and int.'],
    [same, 'y', 5, '']
])('%s: %s at %i', (text, title, position, expected) => {
    const scene = sceneOf(text, 'y');
    expect(describeValue(scene, stepOf(scene, title).id, position)).toBe(expected);
});

test.each<[string, string, string]>([
    [same, 'same', 'Layer 1, head 1: same, keys tokens, queries tokens, operator ==, selects 7 of 25 pairs; averages places into y.'],
    [prev, 'select(indices, indices - 1, ==)', 'Layer 1, head 1: select(indices, indices - 1, ==), keys indices, queries indices - 1, operator ==, selects 4 of 25 pairs; each position looks at the one before itself; averages tokens into y.'],
    ['y = aggregate(select(tokens, 1, <), indices);', 'select(tokens, 1, <)', 'Layer 1, head 1: select(tokens, 1, <), fails: `<` cannot order string and int.']
])('%s has a head %s', (text, title, expected) => {
    const scene = sceneOf(text, 'y');
    expect(describeHead(scene, headOf(scene, title))).toBe(expected);
});

test('heads are numbered within their layer', () => {
    const scene = sceneOf('y = selector_width(select(tokens, tokens, ==));', 'y');
    expect(scene.heads.map(head => describeHead(scene, head).split(':')[0])).toEqual(['Layer 1, head 1', 'Layer 1, head 2']);
});

test.each<[string, string]>([
    ['y', 'y, layer 1, aggregate(same, places): floats 1, 2, 3.5, 3.5, 5.'],
    ['tokens', 'tokens, the input: strings h, e, l, l, o.'],
    ['1', '1, a constant: ints 1, 1, 1, 1, 1.']
])('the step %s is read aloud', (title, expected) => {
    const scene = sceneOf(same, 'y');
    expect(describeStep(scene, stepOf(scene, title).id)).toBe(expected);
});

test.each<[string, string | undefined]>([
    ['indices == 99', 'no position looks anywhere'],
    ['1 == 1', 'each position looks at every position'],
    ['indices == indices', 'each position looks at itself'],
    ['indices == indices - 1', 'each position looks at the one before itself'],
    ['indices == indices + 1', 'each position looks at the one after itself'],
    ['indices == indices - 2', 'each position looks at the one 2 before itself'],
    ['indices == indices + 3', 'each position looks at the one 3 after itself'],
    ['indices <= indices', 'each position looks at itself and all before'],
    ['indices < indices', 'each position looks at all before itself'],
    ['indices >= indices', 'each position looks at itself and all after'],
    ['indices > indices', 'each position looks at all after itself'],
    ['indices != indices', 'each position looks at all but itself'],
    ['indices == 0', 'each position looks at the first position'],
    ['indices == 2', 'each position looks at position 2'],
    ['indices == length - 1', 'each position looks at the last position'],
    ['indices == length - 1 - indices', 'each position looks at its mirror image, the first at the last'],
    ['indices < 2', 'each position looks at the same 2 positions'],
    ['tokens == tokens', undefined]
])('select by %s', (comparison, expected) => {
    const [, keys = '', operator = '', queries = ''] = /^(\S+) (\S+) (.*)$/.exec(comparison) ?? [];
    const scene = sceneOf(`s = select(${keys}, ${queries}, ${operator});`, 's');
    expect(rowPattern(scene.heads.at(-1)?.rows ?? [])).toBe(expected);
});

test.each<[string, string | undefined]>([
    ['select(indices, indices - 1, >=) and select(indices, indices, <=)', 'each position looks at itself and the one before'],
    ['select(indices, indices - 1, >=) and select(indices, indices + 2, <=)', 'each position looks at itself and the one before and the 2 after'],
    ['select(indices, indices - 1, >=) and select(indices, indices, <=) and select(indices, 2, !=)', undefined]
])('%s is a band or none', (selector, expected) => {
    expect(rowPattern(sceneOf(`s = ${selector};`, 's').heads[0]?.rows ?? [])).toBe(expected);
});

test('one position has patterns too', () => {
    const scene = sceneOf('s = select(indices, indices, ==);', 's', 'a');
    expect(rowPattern(scene.heads[0]?.rows ?? [])).toBe('the only position looks at itself');
    expect(rowPattern([])).toBeUndefined();
});
