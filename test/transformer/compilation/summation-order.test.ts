import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openProgram } from '../../../language/api/open-program';
import { isSOp } from '../../../language/graph/nodes';
import { toEnd } from '../../../language/values/to-end';
import { compile } from '../../../transformer/compilation/compile';
import { verifySteps } from '../../../transformer/compilation/verify';
import { forward } from '../../../transformer/model/forward';
import { reordered } from '../reordered';

const paper = readFileSync('examples/paper_examples.rasp', 'utf8');

it.each([
    ['sort_by_most_freq', '(){}ab', 12], ['hist2_bos', '§abcd', 8], ['sort_bos', '§abcd', 20], ['dyck1_ptf', '()a', 30], ['dyck2_ptf', '(){}', 8]
] as const)('%s on %s up to length %i is exact in any order of summation', (name, alphabet, maxLength) => {
    const node = openProgram(paper).valueOf(name);
    const result = isSOp(node) ? compile(node, { alphabet: [...alphabet].map(value => ({ type: 'string', value })), maxLength, name, source: name }) : undefined;
    if (!isSOp(node) || result?.ok !== true) {
        expect.fail(result?.ok === false ? result.refusals.map(({ message }) => message).join() : name);
    }
    const { model } = result;
    const wrong = [1, 2, 3, 4].map(seed => {
        const other = reordered(model.transformer, seed);
        return toEnd(verifySteps(node, model, { count: 150, seed, exhaustive: 0, run: (tokens, length) => forward(other, tokens, length).outputs })).wrong;
    });
    expect(wrong).toEqual([0, 0, 0, 0]);
});
