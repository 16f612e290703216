import { fork } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import type { TrainChoices, TrainTarget } from '../../../server/protocol/train';
import { TrainSession } from '../../../server/training-process/train-session';
import { TrainingDriver } from '../../../transformer/runtime/training-driver';

const files = mkdtempSync(join(tmpdir(), 'rasp-choices-'));
afterAll(() => { rmSync(files, { recursive: true, force: true }); });

const nothing = 'there/is/no/such/worker.cjs';

function opened(text: string, name = 'x', line = 0): { session: TrainSession; target: TrainTarget; choices: TrainChoices } {
    const session = new TrainSession(new TrainingDriver(fork, nothing, 'editor'), () => undefined);
    const answer = session.open({ uri: pathToFileURL(join(files, 'p.rasp')).href, text, name, line, openTexts: new Map(), folders: [], isTrusted: true }, join(files, 'runs'));
    if (!answer.ok) {
        throw new Error(answer.message);
    }
    const choices = answer.offered[0]?.choices;
    if (choices === undefined) {
        throw new Error('nothing is offered');
    }
    return { session, target: answer, choices };
}

const reverse = 'x = aggregate(select(indices, length - 1 - indices, ==), tokens);';
const histogram = 'x = selector_width(select(tokens, tokens, ==));';

describe('what is offered', () => {
    test.each<[program: string, choices: Partial<TrainChoices>]>([
        [reverse, { alphabet: 'abcde', lengths: '1..10', size: '8000/400/1000', layers: '2', heads: '1', supervise: '100', bos: false, dModel: '64', lr: '0.001' }],
        [`set example "mississippi"\n${histogram}`, { alphabet: 'imps', lengths: '1..11', layers: '1', heads: '2' }],
        [`set example "§aabb"\n${histogram}`, { alphabet: 'ab', bos: true }],
        ['set example [3, 1, 2]\nx = tokens_int;', { alphabet: '1..3', layers: '1', heads: '1', supervise: '0' }],
        [`set example "${'ab'.repeat(60)}"\n${histogram}`, { lengths: '1..50' }]
    ])('%s', (text, choices) => {
        const { target, session } = opened(text, 'x', text.split('\n').length - 1);
        expect(target.offered.map(({ title }) => title)).toEqual(['Small (minutes on this computer)', 'Paper (for a GPU)']);
        expect(target.offered[0]?.choices).toMatchObject(choices);
        expect(target.offered[1]?.choices).toMatchObject({ lengths: '1..100', size: '50000/1000/1000', dModel: '256', lr: '0.0003' });
        expect(target.offered.map(offer => session.check(offer.choices).ok)).toEqual([true, true]);
    });

    test('a name that is set twice is the s-op of its line', () => {
        const { target } = opened('x = tokens;\nx = aggregate(select(indices, 0, ==), x);', 'x', 0);
        expect(target).toMatchObject({ source: 'x = tokens;', layers: 0 });
    });

    test.each([
        ['a number', 'x = 3;', '`x` is no s-op; only an s-op can be trained.'],
        ['no value', 'x = oops;', '`x` has no value now: mend the errors in its statement first.']
    ])('%s is refused', (_, text, message) => {
        expect(() => opened(text)).toThrow(message);
    });
});

describe('what is wrong with a choice', () => {
    test.each<[field: keyof TrainChoices, typed: string, message: string]>([
        ['alphabet', 'aa', 'The alphabet: the second "a" is a double; name each token once.'],
        ['alphabet', '[]', 'The alphabet must not be empty.'],
        ['lengths', '5-7', 'The range of lengths takes a range such as 1..100, or one length; found 5-7.'],
        ['lengths', '9..3', 'The range of lengths 9..3 runs backwards; write 3..9.'],
        ['size', '100', 'The size of the data takes the number of inputs to train, to validate and to test, such as 50000/1000/1000; found 100.'],
        ['size', '0/1/1', 'The number of train examples is 0; it can be an int from 1 to 5,000,000.'],
        ['classesCap', 'many', 'The largest class takes a whole number from 1; found many.'],
        ['layers', '0', 'The number of layers takes a whole number from 1; found 0.'],
        ['layers', '65', 'The number of layers is 65; it can be an int from 1 to 64.'],
        ['heads', '1.5', 'The number of heads takes a whole number from 1; found 1.5.'],
        ['heads', '3', '3 heads cannot share 64 dimensions: d_model must be a multiple of the number of heads.'],
        ['dModel', 'wide', 'The width takes a whole number from 1; found wide.'],
        ['positions', 'rotary', 'The kind of positions takes sinusoidal or learned; found rotary.'],
        ['supervise', '-1', 'The weight of the attention takes a number from 0; found -1.'],
        ['epochs', 'all', 'The number of epochs takes a whole number from 1; found all.'],
        ['batch', '20000', 'The batch size is 20000; it can be an int from 1 to 10,000.'],
        ['lr', '0', 'The learning rate is 0; it can be a number above 0.'],
        ['decay', '1.5', 'The decay is 1.5; it can be a number above 0, up to 1.'],
        ['seed', '-1', 'The seed takes a whole number from 0; found -1.']
    ])('%s: %s', (field, typed, message) => {
        const { session, choices } = opened(reverse);
        expect(session.check({ ...choices, [field]: typed })).toEqual({ ok: false, field, message });
    });

    test('an s-op that fails on inputs names them, and the way on', async () => {
        const { session, choices } = opened('x = [1, 2, 3][indices];');
        const said = /^`x` fails on [\d,]+ of [\d,]+ inputs that were tried; the shortest is "\w{4}": .* Skip inputs on which it fails, or choose another alphabet or other lengths\.$/;
        expect(session.check(choices)).toMatchObject({ ok: false, field: 'skipFailing', message: expect.stringMatching(said) as string });
        expect(await session.start(choices, 'cpu')).toMatchObject({ field: 'skipFailing', refused: expect.stringMatching(said) as string });
        expect(session.check({ ...choices, skipFailing: true })).toMatchObject({ ok: true, notes: [expect.stringMatching(/^The s-op fails on [\d,]+ of 1,000 inputs that were tried; those are left out: lengths 1\.\.3 remain\.$/)] });
        expect(existsSync(join(files, 'runs')) ? readdirSync(join(files, 'runs')) : []).toEqual([]);
    });
});

describe('what would be trained', () => {
    test('what is not typed is as in the paper', () => {
        const { session, choices } = opened(reverse);
        expect(session.check({ ...choices, alphabet: '', lengths: ' ', size: '', dModel: '' })).toMatchObject({ ok: true, tokens: expect.stringMatching(/^26 tokens: a, b/) as string, stepsPerEpoch: 1_000 });
    });

    test.each<[own: Partial<TrainChoices>, notes: string[]]>([
        [{}, []],
        [{ layers: '1' }, ['The cost predicts that it needs 2 layers, not 1.', 'No head for select(indices, length - 1 - indices, ==): the model is smaller than the program.']],
        [{ classesCap: '3' }, ['The cap does nothing: no value is a number.']],
        [{ layers: '3', heads: '2' }, ['The cost predicts that it needs 2 layers, not 3, and 1 head, not 2.']]
    ])('%j', (own, notes) => {
        const { session, choices } = opened(reverse);
        expect(session.check({ ...choices, ...own })).toMatchObject({ ok: true, classes: 5, classesAreLeast: true, stepsPerEpoch: 160, notes });
    });

    test('classes are all that there are where all inputs were looked at', () => {
        const { session, choices } = opened(reverse);
        const answer = session.check({ ...choices, size: '800/40/40' });
        expect([answer.ok, answer.ok && answer.classes, 'classesAreLeast' in answer]).toEqual([true, 5, false]);
    });
});
