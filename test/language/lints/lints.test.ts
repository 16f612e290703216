import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lintIds, lints, readLevels } from '../../../language/lints/registry';
import type { LintId } from '../../../language/lints/registry';
import { fixAll } from '../../../language/lints/fix-all';
import { silencing } from '../../../language/lints/silencing';
import { applyEdits } from '../../../language/syntax/edit';
import { filesOf, programOf } from '../program/draw-problems';
import { costsOf, valuesOf } from '../program-values';
import { drawFindings, findingsOf, fixedBy } from './draw-findings';

const table: [what: string, text: string, drawn: string][] = [
    ['nothing to say', 'same = select(tokens, tokens, ==);\nx = aggregate(same, indices);\n', ''],
    ['a selector written twice', 'x = aggregate(select(tokens, tokens, ==), indices);\ny = aggregate(select(tokens, tokens, ==), indices * 2);\nz = x + y;\n',
        'y = aggregate(select(tokens, tokens, ==), indices * 2);\n              ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning [repeated-selector]: this selector is made a second time, which takes `z` a second head in layer 1: give it a name, and use that in both places'],
    ['a selector written twice that no s-op takes twice', 'x = aggregate(select(tokens, tokens, ==), indices);\ny = aggregate(select(tokens, tokens, ==), indices * 2);\n', ''],
    ['a selector written twice in two layers', 'x = aggregate(select(tokens, tokens, ==), indices) + aggregate(select(tokens, tokens, ==), length);\n', ''],
    ['a selector that each call makes anew', 'def f(x) {\n    return aggregate(select(indices, indices, <=), x);\n}\ny = f(indices) + f(indices + 1);\n',
        '    return aggregate(select(indices, indices, <=), x);\n                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning [repeated-selector]: each call of `f` makes this selector anew, which takes `y` a second head in layer 1: give it a name above the function'],
    ['a selector that a library function makes twice', 'x = load_from_location(indices, 1) + load_from_location(length, 1) + load_from_location(indices * 2, 1);\n',
        'x = load_from_location(indices, 1) + load_from_location(length, 1) + load_from_location(indices * 2, 1);\n                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning [repeated-selector]: a selector in here is made a second time, which takes `x` a second head in layer 1: give it a name, and use that in both places'],
    ['private names that nothing reads', '_a = 1;\n_b = 2;\nc = _b;\n',
        '_a = 1;\n^^ hint [unused-name]: `_a` is never read, and names that begin with `_` stay inside their file'],
    ['a private function that nothing calls', 'def _f(x) {\n    return x;\n}\n',
        'def _f(x) {\n    ^^ hint [unused-name]: `_f` is never read, and names that begin with `_` stay inside their file'],
    ['a private name that a test in a comment reads', '_a = 1;\n#? _a == 1\n', ''],
    ['a value that is set again unread', 'x = 1;\ny = 2;\nx = y;\n', 'x = 1;\n^ hint [unused-name]: `x` is set again before anything reads this value'],
    ['a value that is read on its way', 'x = 1;\nx = x + 1;\n', ''],
    ['a value that a function may have read', 'def f() {\n    return x;\n}\nx = 1;\ny = f();\nx = 2;\n', ''],
    ['a value set again in a loop', 'x = 0;\nfor i in [1] {\n    x = x + i;\n}\n', ''],
    ['locals and parameters', 'def f(used, unused, _meant) {\n    lost = used;\n    kept = used;\n    for i in [1] {\n        kept = kept + 1;\n    }\n    return kept;\n}\n',
        'def f(used, unused, _meant) {\n            ^^^^^^ hint [unused-name]: the parameter `unused` is never read: use it, or begin its name with `_`\n    lost = used;\n    ^^^^ hint [unused-name]: `lost` is set and never read in `f`'],
    ['hidden layers', 'first = tokens[0];\nlast = tokens[-1];\nl = "l" in tokens;\nlate = length[-1];\nlist = [1, 2][-1];\n',
        'first = tokens[0];\n        ^^^^^^^^^ hint [hidden-layer]: reading one position takes an attention head, so this is in layer 1\n'
        + 'last = tokens[-1];\n       ^^^^^^^^^^ information [hidden-layer]: counting from the end takes `length`, which adds a layer: this is in layer 2, and from the beginning, as in `[0]`, it would be in layer 1\n'
        + 'l = "l" in tokens;\n    ^^^^^^^^^^^^^ hint [hidden-layer]: `in` asks all positions here: an attention head, so this is in layer 1\n'
        + 'late = length[-1];\n       ^^^^^^^^^^ hint [hidden-layer]: reading one position takes an attention head, so this is in layer 2'],
    ['means that are compared safely', 'm = aggregate(full_s, indices);\nx = m == 2;\ny = m == length / 2;\nz = m * 3 > 1;\nw = round(m * 3) == 4;\n', ''],
    ['floats that have drifted', 'm = aggregate(full_s, indices) / 3;\nx = m * 3 == 1;\ns = select(m, indices, ==);\nt = select(m, indices, <);\n',
        'x = m * 3 == 1;\n    ^^^^^^^^^^ warning [float-equality]: `m * 3` is computed from floats, so `==` may miss equal numbers by a rounding error: round it first, or compare with `<` and `>`\n'
        + 's = select(m, indices, ==);\n    ^^^^^^^^^^^^^^^^^^^^^^ warning [float-equality]: `m` is computed from floats, so `==` may miss equal numbers by a rounding error: round it first, or compare with `<` and `>`'],
    ['a library name as a parameter and as a local', 'def f(length) {\n    sort = length;\n    return [max for max in [sort]];\n}\n',
        'def f(length) {\n      ^^^^^^ information [shadowed-library-name]: the parameter `length` hides the standard library\'s `length` here\n'
        + '    sort = length;\n    ^^^^ information [shadowed-library-name]: the local `sort` hides the standard library\'s `sort` here\n'
        + '    return [max for max in [sort]];\n                    ^^^ information [shadowed-library-name]: the variable `max` hides the standard library\'s `max` here'],
    ['a name of the language that a file sets', 'tokens = 3;\nselect, aggregate = tokens, 2;\ntokens = tokens_asis;\nfor tokens in [1] { x = tokens; }\n',
        'tokens = 3;\n^^^^^^ information [shadowed-library-name]: from here on `tokens` is this value, and hides the input\n'
        + 'select, aggregate = tokens, 2;\n^^^^^^ information [shadowed-library-name]: `select` is the language\'s word in `select(…)`, which goes on making selectors whatever this name is set to\n'
        + 'select, aggregate = tokens, 2;\n        ^^^^^^^^^ information [shadowed-library-name]: `aggregate` is the language\'s word in `aggregate(…)`, which goes on aggregating whatever this name is set to\n'
        + 'for tokens in [1] { x = tokens; }\n    ^^^^^^ information [shadowed-library-name]: from here on `tokens` is this value, and hides the input'],
    ['numbers wanted of a text', 'x = tokens_int;\ny = tokens_float;\nset example [1, 2]\nz = tokens_int;\n',
        'x = tokens_int;\n    ^^^^^^^^^^ hint [tokens-int-on-text]: the example "hello" is text, and `tokens_int` wants numbers: set another example above, such as `set example [3, 1, 2]`'],
    ['selectors that select nothing, or everything', 'a = select(indices, -1, ==);\nb = select(indices, -1, >) and a;\nc = select(1, 1, ==);\nd = select(tokens, "q", ==);\ne = full_s;\n',
        'a = select(indices, -1, ==);\n    ^^^^^^^^^^^^^^^^^^^^^^^ information [selects-nothing]: this selects nothing on each of the 6 inputs tried, such as "hello", "h", "olleh"\n'
        + 'b = select(indices, -1, >) and a;\n    ^^^^^^^^^^^^^^^^^^^^^^ information [selects-everything]: this selects everything on each of the 6 inputs tried, such as "hello", "h", "olleh"'],
    ['statements with errors are let be', 'x = not nope in [1;\n_y = nope;\n', ''],
    ['a failure that is not the default\'s', 'set example "aab"\nhow_often = selector_width(select(tokens, tokens, ==));\nx = aggregate(select(how_often, 1, ==), tokens);\n', ''],
    ['comments that silence', '# rasp: allow not-in, and-or\nx = not 1 in [1];\ny = not 1 in [1]; # as in the book; rasp: allow not-in\nz = not 1 in [1];\n',
        'z = not 1 in [1];\n    ^^^^^^^^^^^^ warning [not-in]: `not 1 in [1]` means `(not 1) in [1]`: `not` binds tighter than `in`'],
    ['a comment for one line only', '# rasp: allow not-in\nx = 1;\ny = not 1 in [1];\n',
        'y = not 1 in [1];\n    ^^^^^^^^^^^^ warning [not-in]: `not 1 in [1]` means `(not 1) in [1]`: `not` binds tighter than `in`']
];

/** A program, the lint, and what its fixes make of the program. The fixes that keep its values are tested to do so. */
const fixes: [id: LintId, text: string, fixed: Record<string, string>][] = [
    ['repeated-selector', 'x = aggregate(select(tokens, tokens, ==), indices)\n    + aggregate(select(tokens, tokens, ==), indices + 1);\n',
        { 'Share `select(tokens, tokens, ==)` under a name': 'shared_selector = select(tokens, tokens, ==);\nx = aggregate(shared_selector, indices)\n    + aggregate(shared_selector, indices + 1);\n' }],
    ['repeated-selector', 'same = select(tokens, tokens, ==);\nx = aggregate(same, indices);\ny = x + aggregate(select(tokens, tokens, ==), indices + 1);\n',
        { 'Use `same` here': 'same = select(tokens, tokens, ==);\nx = aggregate(same, indices);\ny = x + aggregate(same, indices + 1);\n' }],
    ['repeated-selector', 'y = selector_width(select(tokens, tokens, ==));\nx = y + selector_width(select(tokens, tokens, ==));\n',
        { 'Use `y` here': 'y = selector_width(select(tokens, tokens, ==));\nx = y + y;\n' }],
    ['repeated-selector', 'def f(x) {\n    return aggregate(select(indices, indices, <=), x);\n}\ny = f(indices) + f(indices + 1);\n',
        { 'Make it once, above the function': '_shared_selector = select(indices, indices, <=);\ndef f(x) {\n    return aggregate(_shared_selector, x);\n}\ny = f(indices) + f(indices + 1);\n' }],
    ['unused-name', 'def f(a) {\n    b = a;\n    return a;\n}\n', { 'Remove `b`': 'def f(a) {\n    return a;\n}\n' }],
    ['unused-name', 'x = 1;\n_y = 2; # two\nz = x;\n', { 'Remove `_y`': 'x = 1;\n # two\nz = x;\n' }],
    ['float-equality', 'm = aggregate(full_s, indices) / 3;\nx = m + 1 == (m * 2);\n', { 'Round both sides': 'm = aggregate(full_s, indices) / 3;\nx = round(m + 1) == round(m * 2);\n' }],
    ['shadowed-library-name', 'def f(count, own_count) {\n    return count + own_count + [count for x in [1]][0];\n}\ny = f(1, 2);\n',
        { 'Rename it to `own_count_2`': 'def f(own_count_2, own_count) {\n    return own_count_2 + own_count + [own_count_2 for x in [1]][0];\n}\ny = f(1, 2);\n' }],
    ['shadowed-library-name', 'h = tokens[0];\ntokens = 3;\nz = indices + tokens;\n#? tokens == 3\n', { 'Rename it to `own_tokens`': 'h = tokens[0];\nown_tokens = 3;\nz = indices + own_tokens;\n#? own_tokens == 3\n' }],
    ['shadowed-library-name', 'select = 3;\nz = select + indices;\n', { 'Rename it to `own_select`': 'own_select = 3;\nz = own_select + indices;\n' }],
    ['tokens-int-on-text', '# Numbers.\nx = tokens_int;\n', { 'Set an example of numbers above': '# Numbers.\nset example [3, 1, 2]\nx = tokens_int;\n' }],
    ['selects-everything', 'a = select(indices, -1, >);\n', { 'Write `full_s`': 'a = full_s;\n' }]
];
const changing: readonly LintId[] = ['float-equality', 'unused-name', 'tokens-int-on-text'];

describe('lints', () => {
    it.each(table)('%s', (_what, text, drawn) => {
        expect(drawFindings(programOf(text))).toBe(drawn);
    });

    it.each(fixes)('mends %s in %j', (id, text, fixed) => {
        const program = programOf(text);
        expect(fixedBy(program, id)).toEqual(fixed);
        for (const [title, after] of Object.entries(fixed)) {
            const mended = programOf(after);
            expect(mended.results.flatMap(({ problems }) => problems)).toEqual([]);
            expect(findingsOf(mended).filter(({ finding }) => finding.id === id)).toEqual([]);
            if (!changing.includes(id)) {
                const values = valuesOf(mended);
                const renamed = /^Rename it to `own_(.*)`/.exec(title)?.[1];
                valuesOf(program).forEach((value, name) => { expect([name, values.get(name === renamed ? `own_${name}` : name)]).toEqual([name, value]); });
            }
        }
    });

    it('a default of another type, with the input that shows it', () => {
        const text = 'set example "lll"\nx = aggregate(select(indices, indices, ==) and select(tokens, "l", ==), tokens);\n';
        expect(drawFindings(programOf(text))).toMatch(/\^ warning \[mixed-default\]: where nothing is selected this gives the default 0 among strings, which fails, for example on "l~"$/);
        expect(fixedBy(programOf(text), 'mixed-default')).toEqual({ 'Give the default ""': text.replace(', tokens);', ', tokens, "");') });
    });

    it('takes a head less when a repeated selector is shared', () => {
        const text = 'x = aggregate(select(tokens, tokens, ==), indices) + aggregate(select(tokens, tokens, ==), indices + 1);\n';
        expect(costsOf(programOf(text)).get('x')).toBe('L1 H2');
        const [mended = ''] = Object.values(fixedBy(programOf(text), 'repeated-selector'));
        expect(costsOf(programOf(mended)).get('x')).toBe('L1 H1');
    });

    it('does not share across a name that is set again', () => {
        const text = 'same = select(tokens, tokens, ==);\nx = aggregate(same, indices);\nsame = full_s;\ny = x + aggregate(select(tokens, tokens, ==), indices + 1);\n';
        expect(Object.keys(fixedBy(programOf(text), 'repeated-selector'))).toEqual(['Share `select(tokens, tokens, ==)` under a name']);
    });

    it('mends all of a kind at once', () => {
        const program = programOf('x = not 1 in [1];\ny = not (not 2 in [2]) in [1];\n');
        const all = fixAll(program, findingsOf(program), 'not-in');
        expect(all?.title).toBe('Fix all 3 `not-in` in this file');
        const fixed = applyEdits(program.text, all?.edits ?? []);
        expect(valuesOf(programOf(fixed))).toEqual(valuesOf(program));
    });

    it('is as loud as it is set to be', () => {
        const program = programOf('x = not 1 in [1];\n_y = 1;\n');
        const levels = readLevels({ 'not-in': 'off', 'unused-name': 'warning', 'no-such-lint': 'warning', 'and-or': 'loud' });
        expect(levels).toEqual({ 'not-in': 'off', 'unused-name': 'warning' });
        expect(findingsOf(program, levels).map(({ finding: { id }, severity }) => [id, severity])).toEqual([['unused-name', 'warning']]);
        expect(readLevels('off')).toEqual({});
    });

    it('is silenced by the comment that it offers', () => {
        const text = 'for i in [1] {\n    x = not 1 in [1];\n}\n';
        const silenced = applyEdits(text, silencing(text, 'not-in', text.indexOf('not')).edits);
        expect(silenced).toBe('for i in [1] {\n    # rasp: allow not-in\n    x = not 1 in [1];\n}\n');
        expect(drawFindings(programOf(silenced))).toBe('');
    });

    it('keeps the findings of what has not changed, and drops those that an edit has made wrong', () => {
        const text = 'x = aggregate(select(tokens, tokens, ==), indices);\ny = aggregate(select(tokens, tokens, ==), indices * 2);\nz = x + y;\n_w = z;\n';
        const program = programOf(text);
        const before = drawFindings(program);
        program.update(text.replace('z = x + y', 'z = x'));
        expect(drawFindings(program)).not.toContain('repeated-selector');
        program.update(`# More.\n${text}`);
        expect(drawFindings(program)).toBe(before);
    });

    it('gives a page to each lint, and no page to anything else', () => {
        const pages = readdirSync('docs/lints').filter(name => name !== 'README.md').map(name => name.replace(/\.md$/, ''));
        expect(pages.sort()).toEqual([...lintIds].sort());
        for (const id of lintIds) {
            const page = readFileSync(`docs/lints/${id}.md`, 'utf8');
            expect(page).toMatch(new RegExp(`^# ${id}\n[^]*## Why\n[^]*## Example\n[^]*## Fix\n`));
            expect(page).toContain(`Level: ${lints[id].level}`);
            const [, example = ''] = /## Example\n\n```rasp\n([^]*?)```/.exec(page) ?? [];
            expect([id, findingsOf(programOf(example)).some(({ finding }) => finding.id === id)]).toEqual([id, true]);
        }
    });

    it('is a setting, each with its level and title', () => {
        const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as { contributes: { configuration: { properties: Record<string, { properties?: Record<string, { default: string; enum: string[]; description: string }> }> } } };
        const texts = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>;
        const settings = contributes.configuration.properties['rasp.lints']?.properties ?? {};
        expect(Object.keys(settings)).toEqual(lintIds);
        for (const id of lintIds) {
            expect([id, settings[id]?.default, texts[settings[id]?.description.slice(1, -1) ?? '']?.toLowerCase()]).toEqual([id, lints[id].level, `${lints[id].title.toLowerCase()}.`]);
            expect(readLevels({ [id]: settings[id]?.enum[0] })).toEqual({ [id]: 'off' });
        }
    });

    it('has nothing loud to say of the examples', () => {
        const texts = Object.fromEntries(readdirSync('examples').map(name => [name.replace('.rasp', ''), readFileSync(`examples/${name}`, 'utf8')]));
        for (const [name, text] of Object.entries(texts)) {
            expect([name, findingsOf(programOf(text, filesOf(texts))).filter(({ severity }) => severity !== 'hint').map(({ finding: { id, message } }) => `${id}: ${message}`)]).toEqual([name, []]);
        }
    });
});
