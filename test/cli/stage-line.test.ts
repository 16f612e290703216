import { expect, test } from 'vitest';
import { stageLine } from '../../cli/stage-line';
import type { Terminal } from '../../cli/terminal';

function drawn(isTerminal: boolean, draw: (line: ReturnType<typeof stageLine>, wait: (milliseconds: number) => void) => void): string[] {
    let written = '';
    let time = 0;
    const terminal: Terminal = { cwd: '.', colours: { out: false, err: isTerminal }, out: () => undefined, err: text => { written += text; }, readStdin: () => Promise.resolve(new Uint8Array()) };
    draw(stageLine(terminal, 'x', () => time), milliseconds => { time += milliseconds; });
    return written.split('\r').slice(1).map(text => text.replace('\u001b[K', ''));
}

test('another stage is told at once, and the same one not more than ten times a second', () => {
    expect(drawn(true, (line, wait) => {
        line.clear();
        line.show('finding values');
        line.show('making weights');
        for (let done = 1; done <= 1_000; done++) {
            line.show(`verified ${done} of 1,000 inputs`);
            wait(0.25);
        }
        wait(3_000);
        line.show('verified 1,000 of 1,000 inputs');
        line.clear();
        line.clear();
    })).toEqual(['x: finding values…  0 s', 'x: making weights…  0 s', 'x: verified 1 of 1,000 inputs…  0 s', 'x: verified 401 of 1,000 inputs…  0 s', 'x: verified 801 of 1,000 inputs…  0 s', 'x: verified 1,000 of 1,000 inputs…  3 s', '']);
});

test('nothing is drawn where there is no terminal', () => {
    expect(drawn(false, line => { line.show('finding values'); line.clear(); })).toEqual([]);
});
