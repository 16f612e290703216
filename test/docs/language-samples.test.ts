import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { formatProgram } from '../../language/format/format-program';
import { pages, readPage } from './markdown';
import type { Fence } from './markdown';
import { differences, printed, wantedIn } from './sample-check';

function says(text: string): boolean {
    return /^\s*#\?|#\?/m.test(text) || wantedIn(text).length > 0;
}

const samples = pages().flatMap(page => {
    const { fences } = readPage(readFileSync(page, 'utf8'));
    return fences.flatMap((fence, i) => (fence.language === 'rasp' ? [{ page, fence, output: outputOf(fences[i + 1]) }] : []));
});

/** A `text` block right below a sample is what the prompt prints for it. */
function outputOf(next: Fence | undefined): string | undefined {
    return next?.language === 'text' && next.follows ? next.text : undefined;
}

test.each(samples.map(sample => [`${sample.page}:${sample.fence.line}`, sample] as const))('the sample at %s gives what it says', (_, { page, fence, output }) => {
    // A lint's own page shows what the lint finds.
    expect(differences(fence.text, !page.startsWith('docs/lints/'))).toEqual([]);
    if (output !== undefined) {
        expect(printed(fence.text)).toBe(output);
    }
});

describe('docs/language.md', () => {
    const own = samples.filter(({ page }) => page === 'docs/language.md');

    test('has samples, each of which says what it gives', () => {
        expect(own.length).toBeGreaterThan(20);
        expect(own.filter(({ fence, output }) => output === undefined && !says(fence.text)).map(({ fence }) => fence.line)).toEqual([]);
    });

    test.each(own.map(({ fence }) => [fence.line, fence.text] as const))('the sample in line %i is in the canonical style', (_, text) => {
        expect(formatProgram(text)).toBe(text);
    });
});

test.each([
    ['x = 1;\n#? x == 1\n', []],
    ['x = 1;\n#? x == 2\n', ['2: x == 2 failed: found 1, expected 2']],
    ['x = y;\n', ['1: not said, but found error: there is no `y` here']],
    ['x = y;  # error: there is no `y`\n', []],
    ['x = y;  # error: something else\n', ['1: not said, but found error: there is no `y` here', '1: said, but not found error: something else']],
    ['x = 1;  # error: no\n', ['1: said, but not found error: no']],
    ['x = tokens_int + 1;\n', ['1: not said, but found warning: on the example "hello", token 0 of the input, \'h\' is not an int']],
    ['x = 2^3^2;\n', ['1: not said, but found lint: chained-power']],
    ['x = 2^3^2;  # lint: chained-power\n', []]
])('the check of %j', (text, found) => {
    expect(differences(text, true)).toEqual(found);
});

test('pages that show the language have samples', () => {
    const shown = new Set(samples.map(({ page }) => page));
    expect(['docs/language.md', 'docs/tests.md', ...readdirSync('docs/lints').filter(name => name !== 'README.md').map(name => `docs/lints/${name}`)].filter(page => !shown.has(page))).toEqual([]);
});
