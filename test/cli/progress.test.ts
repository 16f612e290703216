import { expect, test } from 'vitest';
import { progressLine, progressText } from '../../cli/progress';

test.each([
    [{ done: 17_000, failed: 2, part: 34, total: 100, seconds: 4 }, '████████░░░░░░░░░░░░░░░░   34%  17,000 inputs  4,250/s  2 failed  about 8 s left'],
    [{ done: 0, failed: 0, part: 0, total: 100, seconds: 0 }, '░░░░░░░░░░░░░░░░░░░░░░░░    0%  0 inputs'],
    [{ done: 5, failed: 0, part: 120, total: 100, seconds: 1 }, '████████████████████████  100%  5 inputs  5/s'],
    [{ done: 1, failed: 0, part: 1, total: undefined, seconds: 2 }, '1 input  1/s'],
    [{ done: 5, failed: 0, part: 120, total: undefined, seconds: 1 }, '5 inputs  5/s']
])('%o', (state, text) => {
    expect(progressText(state)).toBe(text);
});

test('is drawn a few times a second, and taken away', () => {
    let written = '';
    let time = 0;
    const progress = progressLine(text => { written += text; }, undefined, () => time);
    progress.clear();
    for (; time < 1_000; time++) {
        progress.show(time, 0, 0);
    }
    expect(written.split('\r')).toHaveLength(11);
    progress.clear();
    expect(written.endsWith('\r\u001b[K')).toBe(true);
});
