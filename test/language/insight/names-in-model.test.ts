import { expect, it } from 'vitest';
import { Input } from '../../../language/evaluation/input';
import { nodesBelow } from '../../../language/graph/below';
import { isSOp } from '../../../language/graph/nodes';
import { namesInModel } from '../../../language/insight/names-in-model';
import { NamedNodes } from '../../../language/insight/named-nodes';
import { noFiles } from '../../../language/program/load-host';
import { Program } from '../../../language/program/program';

it.each([
    ['what the library computes on its way is part of what is computed by it', 'x = selector_width(select(tokens, tokens, ==));', 'x', ['indices == 0', 'indicator(indices == 0)', 'part of x', 'x']],
    ['that of a call without a name is part of what calls', 'x = selector_width(select(tokens, tokens, ==)) + 1;', 'x', ['indices == 0', 'indicator(indices == 0)', 'part of x', 'x']],
    ['the text of the file stands', 'x = (indices + 1) % 2;', 'x', ['indices + 1', 'x']],
    ['the text of its functions, too', 'def f(a) { return a + 1; }\nx = f(indices) % 2;', 'x', ['a + 1', 'x']]
])('%s', (_, text, name, expected) => {
    const program = new Program({ uri: 'file:///p.rasp', host: noFiles, example: Input.ofString('abc') });
    program.update(text);
    const node = program.valueOf(name);
    if (!isSOp(node)) {
        throw new Error(`${name} is no s-op`);
    }
    const names = namesInModel(new NamedNodes(program), node);
    expect([...new Set(nodesBelow(node).filter(part => part.kind === 'elementwise' || part.kind === 'aggregate').map(names))]).toEqual(expected);
});
