import { describe, expect, test } from 'vitest';
import { version } from '../../package.json';
import { rasp } from './capture';

test('the version', async () => {
    expect(await rasp(['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' });
});

describe('help', () => {
    test.each([
        [['--help'], 'rasp check examples'],
        [['help'], 'rasp cost examples/paper_examples.rasp reverse'],
        [['run', '--help'], 'JSON: {"NAME": {"type": "ints", "values": [1, 2]}}'],
        [['help', 'cost'], 'sharedWidths'],
        [['check', '-h'], 'rasp check -']
    ])('%j', async (args, expected) => {
        const { code, out, err } = await rasp(args);
        expect({ code, err }).toEqual({ code: 0, err: '' });
        expect(out).toContain('Usage: rasp');
        expect(out).toContain('Examples:');
        expect(out).toContain(expected);
        expect(Math.max(...out.split('\n').map(line => line.length))).toBeLessThanOrEqual(110);
    });
});

describe('usage errors', () => {
    test.each([
        [[], 'Usage: rasp'],
        [['runn', 'x.rasp'], 'Did you mean run?'],
        [['help', 'rpl'], 'there is no command rpl; did you mean repl?'],
        [['help', 'nonsense'], 'there is no command nonsense; there are run, cost, check'],
        [['cost', '--frob'], '(rasp help cost shows how it is used)'],
        [['run'], 'missing required argument \'file\''],
        [['check'], 'missing required argument \'files\''],
        [['run', 'x.rasp', '--jsn'], 'Did you mean --json?'],
        [['run', 'x.rasp', '--input'], 'argument missing'],
        [['check', 'x.rasp', '--json'], 'unknown option']
    ])('%j', async (args, expected) => {
        const { code, out, err } = await rasp(args);
        expect({ code, out }).toEqual({ code: 2, out: '' });
        expect(err).toContain(expected);
    });
});
