import { expect, test } from 'vitest';
import { pathItems } from '../../client/critical-path-items';
import type { StepPlace } from '../../server/protocol/critical-path';

const at = (uri: string, line: number): StepPlace => ({ uri, range: { start: { line, character: 0 }, end: { line, character: 1 } } });

test('rows stand under their layers, with where they are', () => {
    const items = pathItems({
        ok: true, cost: 'L 2 · H 1', leftOut: 7, leftOutBefore: 3,
        steps: [
            { text: 'tokens', kind: 'input', layer: 0 },
            { text: 'same', kind: 'selector', layer: 1, place: at('file:///a.rasp', 4) },
            { text: 'length', kind: 'elementwise', layer: 1, place: at('rasp-library:/library.rasp', 7) },
            { text: 'best', kind: 'aggregate', layer: 2, place: at('file:///b%20c.rasp', 0) }
        ],
        advice: [
            { text: 'share it: it is made twice', summary: 'share it', effect: 'H 2 → 1', place: at('file:///a.rasp', 9) },
            { text: `count it in one head, where ${'inputs begin with a token that is not counted, '.repeat(2)}and so on`, summary: 'count it in one head', effect: 'L 3 → 2' }
        ]
    }, 'file:///a.rasp');
    expect(items.map(item => ('separator' in item ? `-- ${item.separator}` : `${item.label} | ${item.description}${item.message === undefined ? '' : ` | ${item.message.slice(0, 20)}`}`))).toEqual([
        '-- input', 'tokens | ',
        '-- layer 1', 'same | line 5', 'length | standard library',
        '-- 7 more steps', '-- layer 2', 'best | line 1 of b c.rasp',
        '-- what would lower layers or heads', 'H 2 → 1: share it | line 10 | share it: it is made', 'it is made twice |  | share it: it is made',
        'L 3 → 2: count it in one head |  | count it in one head',
        'where inputs begin with a token that is not counted, inputs begin with a token |  | count it in one head', 'that is not counted, and so on |  | count it in one head'
    ]);
});
