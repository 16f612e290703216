import { expect, test } from 'vitest';
import { flowScene } from '../../../language/drawing/flow-scene';
import { ProgramNames } from '../../../language/drawing/program-names';
import { findSteps } from '../../../language/drawing/find-steps';
import type { FlowScene } from '../../../language/drawing/scene';
import type { SOp } from '../../../language/graph/nodes';
import { Input, openProgram } from '../../../language/index';
import { uri } from './make-scene';

/** The cursor stands at `|`. */
function find(marked: string, name: string, at = uri): string[] {
    const offset = marked.indexOf('|');
    const text = marked.replace('|', '');
    const program = openProgram(text, { uri });
    const drawn = flowScene(program.valueOf(name) as SOp, program.evaluationOn(Input.ofString('abc')), { policy: 'early', shared: false, names: new ProgramNames(program) });
    if (!drawn.ok) {
        throw new Error(drawn.message);
    }
    const { scene } = drawn;
    const before = text.slice(0, offset);
    return titles(scene, findSteps(scene, at, { line: before.split(/\r\n|\n/).length - 1, character: offset - before.lastIndexOf('\n') - 1 }));
}

function titles({ steps, heads }: FlowScene, ids: readonly number[]): string[] {
    return ids.map(id => steps.find(step => step.id === id)?.name ?? steps.find(step => step.id === id)?.source ?? `head ${heads.find(head => head.id === id)?.name ?? ''}`);
}

test.each<[string, string, string[]]>([
    ['a name that is set', 'a = 1 + indices;\nprev| = select(indices, a, ==);\ny = aggregate(prev, tokens);', ['head prev']],
    ['the selector inside', 'y = aggregate(select(indi|ces, indices - 1, ==), tokens);', ['head select(indices, indices - 1, ==)']],
    ['the step inside', 'y = aggregate(select(indices, indices |- 1, ==), tokens);', ['indices - 1']],
    ['the whole', 'y = aggre|gate(select(indices, indices - 1, ==), tokens);', ['y']],
    ['the place behind the last character', 'y = indices + 1|;', ['y']],
    ['the second of two', 'x, y = indices + 1, indices + |2;', []],
    ['a name of two', 'x, y| = indices + 1, indices + 2;', ['y']],
    ['lines with a carriage return', 'x = indices + 1;\r\ny = x *| 2;', ['y']],
    ['what a function makes, each time', 'def f(x) {\n    return x +| 1;\n}\ny = f(f(indices));\n', ['x + 1']],
    ['what a loop makes', 'y = indices;\nfor i in [1, 2, 3] {\n    y = y| + i;\n}', ['y', 'y']],
    ['an empty line', 'y = indices + 1;\n|\n', []]
])('finds %s', (_, marked, expected) => {
    expect(find(marked, 'y')).toEqual(expected);
});

test('finds nothing of another file, nor of the library', () => {
    expect(find('y = length +| 1;', 'y', 'file:///other.rasp')).toEqual([]);
    expect(find('y = len|gth + 1;', 'y')).toEqual(['y']);
});
