import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'vitest';
import { DiskLoadHost } from '../../../files/disk-load-host';
import { flowScene } from '../../../language/drawing/flow-scene';
import type { SceneOptions } from '../../../language/drawing/flow-scene';
import { ProgramNames } from '../../../language/drawing/program-names';
import type { FlowScene } from '../../../language/drawing/scene';
import { Input } from '../../../language/evaluation/input';
import type { GraphNode } from '../../../language/graph/nodes';
import { Program } from '../../../language/program/program';
import { readCommandInput } from '../../../language/program/typed-input';

/** The scene of a name that a program sets, on an input as it is typed. */
export function sceneOf(text: string, name: string, input: string, options: Partial<SceneOptions> = {}, uri = 'file:///test.rasp'): FlowScene {
    const program = new Program({ uri, host: new DiskLoadHost({ folders: () => [] }), example: Input.ofString('hello') });
    program.update(text);
    const node = program.valueOf(name) as GraphNode;
    const made = flowScene(node, program.evaluationOn(readCommandInput(input)), { policy: 'early', shared: false, names: new ProgramNames(program), title: name, ...options });
    expect(made).toMatchObject({ ok: true });
    return (made as { scene: FlowScene }).scene;
}

/** The same of a file among the examples. */
export function sceneOfExample(file: string, name: string, input: string, options: Partial<SceneOptions> = {}): FlowScene {
    const path = resolve('examples', file);
    return sceneOf(readFileSync(path, 'utf8'), name, input, options, pathToFileURL(path).href);
}

/** Programs that pictures are tried on: what is drawn, and the input. */
export const drawn: readonly (readonly [what: string, scene: () => FlowScene])[] = [
    ['reverse', () => sceneOfExample('tour.rasp', 'reverse', 'hello')],
    ['a histogram', () => sceneOfExample('tour.rasp', 'histogram', 'hello')],
    ['a double histogram', () => sceneOf(doubleHistogram, 'double_hist', 'hello')],
    ['a double histogram, late', () => sceneOf(doubleHistogram, 'double_hist', 'hello', { policy: 'late', shared: true })],
    ['dyck', () => sceneOfExample('brackets.rasp', 'verdict', '(())()')],
    ['a selector alone', () => sceneOf('x = select(tokens, "a", ==) and not select(indices, 1, ==);', 'x', 'abc')],
    ['an s-op without heads', () => sceneOf('x = indices + 1;', 'x', 'abc')],
    ['an input', () => sceneOf('x = tokens;', 'x', 'abc')],
    ['several results of one head', () => sceneOf('s = select(indices, indices, <);\nx = aggregate(s, indices) + aggregate(s, indices * 2) - aggregate(s, indices + 3) + aggregate(s, 7) * aggregate(s, indices - 1);', 'x', 'abcd')],
    ['one token', () => sceneOf(doubleHistogram, 'double_hist', 'h')],
    ['200 tokens', () => sceneOf(doubleHistogram, 'double_hist', 'abcdefghij'.repeat(20))],
    ['a step that fails', () => sceneOf('n = tokens_int + 1;\nx = aggregate(select(indices, indices - 1, ==), n, 0) + indices;', 'x', 'ab')],
    ['a selector that fails', () => sceneOf('x = aggregate(select(tokens_int, 1, <), indices) + length;', 'x', 'ab')],
    ['logic', () => sceneOfExample('logic.rasp', 'answers', '["every", "man", "is", "mortal", ".", "is", "socrates", "mortal", "?"]')]
];

export const doubleHistogram = `same = select(tokens, tokens, ==);
hist = selector_width(same);
first = not has_focus(same and select(indices, indices, <));
double_hist = selector_width(select(hist, hist, ==) and select(first, True, ==));
`;
