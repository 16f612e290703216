import { expect, test } from 'vitest';
import { fieldGroups, predictedText, seedCount, withSeeds } from '../../../../client/views/train/form-fields';
import { columnsIn } from '../../../../client/views/train/matrix-columns';
import { choices } from '../../../e2e/train-page-stand';

test('the form has a field for each choice, once', () => {
    const fields = fieldGroups({ layers: 2, heads: 1 }).flatMap(group => group.fields.map(({ field }) => field));
    expect([...fields].sort()).toEqual(Object.keys(choices).sort());
});

test.each([['7', 3, ['7', '8', '9']], ['', 2, ['', '1']], ['0', 1, ['0']], ['x', 3, ['x']], ['1.5', 2, ['1.5']]])('from seed %j %d trainings have the seeds %o', (seed, count, seeds) => {
    expect(withSeeds({ ...choices, seed }, count).map(each => each.seed)).toEqual(seeds);
});

test.each([[1_200, 6, 3], [800, 6, 3], [520, 6, 2], [400, 6, 1], [1_200, 100, 1], [2_400, 100, 2], [100, 1, 1]])('in %d pixels, matrices of %d positions stand %d beside each other', (width, n, columns) => {
    expect(columnsIn(width, n, 3)).toBe(columns);
});

test.each<[string, number | undefined]>([['1', 1], [' 5 ', 5], ['6', undefined], ['0', undefined], ['-1', undefined], ['1.5', undefined], ['', undefined], ['x', undefined]])('%j seeds are %s', (typed, count) => {
    expect(seedCount(typed)).toBe(count);
});

test.each([[2, 1, 'Its cost predicts 2 layers of 1 head.'], [0, 0, 'It needs no attention; one layer is the least that is trained.']])('of %d layers of %d heads is said: %s', (layers, heads, text) => {
    expect(predictedText({ name: 's', layers, heads })).toBe(`Train a transformer on what s gives. ${text}`);
    const hints = fieldGroups({ layers, heads }).flatMap(group => group.fields.map(({ hint }) => hint));
    expect(hints.filter(hint => hint.includes('predicts 0'))).toEqual([]);
});
