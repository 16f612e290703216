import { expect, test } from 'vitest';
import { quoted, tokenLabel } from '../../../../client/views/attention/label-text';

test.each([
    ['a', 'a', '"a"'],
    ['', 'ε', '""'],
    [' ', '␣', '" "'],
    ['the car', 'the␣car', '"the car"'],
    ['\t\n', '⇥↵', '"\\t\\n"'],
    ['"', '"', '"\\""'],
    ['<script>', '<script>', '"<script>"'],
    ['👩‍👩‍👧', '👩‍👩‍👧', '"👩‍👩‍👧"'],
    ['a\u202eb', 'a\\u202eb', '"a\\u202eb"'],
    ['\u0000', '\\u0000', '"\\u0000"'],
    ['\ud83d', '\\ud83d', '"\\ud83d"'],
    ['\ufeff', '\\ufeff', '"\\ufeff"']
])('%j is labelled %j and quoted %j', (token, label, inQuotes) => {
    expect(tokenLabel(token)).toBe(label);
    expect(quoted(token)).toBe(inQuotes);
});
