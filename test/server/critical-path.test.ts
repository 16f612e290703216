import { expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { openProgram } from '../../language/index';
import { AnalyzedDocument } from '../../server/analyzed-document';
import { criticalPath } from '../../server/critical-path';
import { hover } from '../../server/hover';

const files: Record<string, string> = { other: '# Loaded.\nfirst = aggregate(select(indices, 0, ==), tokens);\n' };
const host = {
    resolve: (path: string) => {
        const text = files[path];
        return text === undefined ? { tried: [path] } : { uri: `file:///${path}%20(1).rasp`, text };
    }
};

function open(text: string, uri = 'file:///p.rasp'): AnalyzedDocument {
    return new AnalyzedDocument(TextDocument.create(uri, 'rasp', 1, text), openProgram(text, { uri, host }));
}

function hoverText(document: AnalyzedDocument, line: number, character = 0): string {
    const contents = hover(document, { line, character })?.contents;
    return typeof contents === 'object' && 'value' in contents ? contents.value : '';
}

const text = `load "other";
same = select(tokens, tokens, ==);
hist = selector_width(same);
second = aggregate(select(hist, hist, <) and select(first, tokens, ==), hist);
deep, n = hist + second, 3;
last = tokens[-1];
near = select(indices, indices - 1, ==);
plain = indices + 1;
`;
const document = open(text);

test('walks from the input to the name, with places', () => {
    const result = criticalPath(document, { uri: document.uri, name: 'deep', line: 4 });
    expect(result.ok && result.steps.map(({ text: step, kind, layer, place }) => [step, kind, layer, place?.uri, place?.range.start])).toEqual([
        ['tokens', 'input', 0, undefined, undefined],
        ['same', 'selector', 1, 'file:///p.rasp', { line: 1, character: 0 }],
        ['selector_width', 'aggregate', 1, 'rasp-library:/library.rasp', expect.anything()],
        ['hist', 'elementwise', 1, 'file:///p.rasp', { line: 2, character: 0 }],
        ['select(hist, hist, <) and select(first, tokens, ==)', 'selector', 2, 'file:///p.rasp', { line: 3, character: 19 }],
        ['second', 'aggregate', 2, 'file:///p.rasp', { line: 3, character: 0 }],
        ['deep', 'elementwise', 2, 'file:///p.rasp', { line: 4, character: 0 }]
    ]);
    expect(result).toMatchObject({ ok: true, cost: 'L 2 · H 3', leftOut: 0, advice: [{ effect: 'H 3 → 2', summary: 'count same in one head', text: expect.stringMatching(/^count same in one head, where /) as string, place: { range: { start: { line: 1, character: 0 } } } }] });
});

test.each([['n', 4, 'is 3: it has no layers'], ['nope', 0, 'has no value now']])('%s has none', (name, line, message) => {
    expect(criticalPath(document, { uri: document.uri, name, line })).toMatchObject({ ok: false, message: expect.stringContaining(message) as string });
    expect(criticalPath(undefined, { uri: document.uri, name, line })).toMatchObject({ ok: false });
});

test('leaves out the middle of a long chain', () => {
    const long = open('x = indices;\nfor i in range(300) {\n    x = aggregate(select(x, i, ==), x);\n}\ny = x + 1;\n');
    const result = criticalPath(long, { uri: long.uri, name: 'y', line: 4 });
    expect(result).toMatchObject({ ok: true, leftOut: 402, leftOutBefore: 100 });
    expect(result.ok && [result.steps.length, result.steps.at(-1)?.text, result.steps[0]?.text]).toEqual([200, 'y', 'indices']);
    expect(hoverText(long, 4)).toMatch(/why layer 300: .*`indices`.* → … 592 more … → .*`y`/);
    expect(hoverText(long, 4)).toMatch(/\| 40 \| 1 \|.*\n\| … \| \| 260 more layers \|/);
});

test('the hover says why, with links to files that have an address', () => {
    expect(hoverText(document, 4)).toContain('why layer 2: `tokens` → [`same`](file:///p.rasp#L2,1) (1) → `selector_width` (1) → [`hist`](file:///p.rasp#L3,1) (1) → '
        + '[`select(hist, hist, <) and select(first, tokens, ==)`](file:///p.rasp#L4,20) (2) → [`second`](file:///p.rasp#L4,1) (2) → [`deep`](file:///p.rasp#L5,1) (2)');
    const loaded = open('load "other";\ny = aggregate(select(first, tokens, ==), indices);\n');
    expect(hoverText(loaded, 1)).toContain('[`select(indices, 0, ==)`](file:///other%20%281%29.rasp#L2,19) (1)');
    expect(hoverText(open('y = tokens[-1];\n', 'untitled:Untitled-1'), 0)).toContain('why layer 2: `full_s` (1) → `length` (1) → `tokens[-1]` (2) → `y` (2)');
});

test('the hover says what would lower the cost, and which attention it takes', () => {
    expect(hoverText(document, 5)).toMatch(/\[L 2 → 1\]\(file:\/\/\/p\.rasp#L6,8\): find the end by/);
    expect(hoverText(document, 6)).toContain('attention local: the key one position before · n − 1 pairs');
    expect(hoverText(document, 1)).toContain('attention can be dense: by content · at most n² pairs');
    expect(hoverText(document, 4)).toMatch(/attention: at most .* pairs, not fewer than n·log n as it is written: /);
    expect(hoverText(document, 7)).not.toMatch(/why layer|attention|→/);
});
