import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../language/batch/random';
import { Expectations } from '../../language/expectations/expectations';
import { decode, evaluateMany, namesOf, openProgram, problemsOf } from '../../language/index';
import type { InputLike } from '../../language/index';

function open(name: string): ReturnType<typeof openProgram> {
    const program = openProgram(readFileSync(`examples/${name}.rasp`, 'utf8'));
    expect(problemsOf(program)).toEqual([]);
    return program;
}

test.each(['tour', 'paper_examples'])('%s holds what it expects', name => {
    const expectations = new Expectations(open(name));
    expectations.update();
    expectations.check();
    expect(expectations.all.length).toBeGreaterThan(0);
    expect(expectations.all.filter(({ outcome }) => outcome?.status !== 'passed')).toEqual([]);
});

function values(program: ReturnType<typeof openProgram>, name: string, input: InputLike): readonly unknown[] {
    const [result] = evaluateMany(program, [name], [input]);
    const value = result?.ok === true ? result.results.get(name) : undefined;
    return value === undefined || value.type === 'selector' ? [result] : [...value.values];
}

function cost(program: ReturnType<typeof openProgram>, name: string): readonly [number | undefined, number | undefined] {
    const found = namesOf(program).find(entry => entry.name === name)?.cost;
    return [found?.layers, found?.heads];
}

describe('addition', () => {
    const program = open('addition');
    const sum = (text: string): string => values(program, 'long_addition', text).join('');

    test('needs five layers, whatever the numbers', () => {
        expect(cost(program, 'long_addition')).toEqual([5, 2]);
    });

    test.each([['0+0', '  0'], ['5+5', ' 10'], ['123+4567', '    4690'], ['99999999+1', ' 100000000'], ['1+99999999', ' 100000000'], ['007+3', '   10'], ['95+905', '  1000']])('%s', (input, digits) => {
        expect(sum(input)).toBe(digits);
    });

    test('numbers of any length', () => {
        const random = seededRandom(7);
        const number = (): string => Array.from({ length: 1 + Math.floor(random() * 40) }, () => Math.floor(random() * 3) === 0 ? '9' : String(Math.floor(random() * 10))).join('');
        for (let i = 0; i < 300; i++) {
            const [a, b] = [number(), number()];
            expect(sum(`${a}+${b}`)).toBe(String(BigInt(a) + BigInt(b)).padStart(a.length + b.length + 1));
        }
    });
});

describe('eliza', () => {
    const program = open('eliza');

    test.each([
        ['you: i am sad about my exam', 'how long have you been sad about your exam ?'],
        ['you: hello', 'how do you do . what is your problem ?'],
        ['you: i am angry because my brother always wins', 'can you think of an example ?'],
        ['you: i want a boat', 'what would it mean to you to get a boat ?'],
        ['you: i am', 'how long have you been ?'],
        ['you: it rains', 'please go on .'],
        ['you: i feel ill eliza: do you often feel ill ? you: yes', 'please go on .'],
        ['you: my mother eliza: tell me more about your family . you: i dreamed that i saw you', 'we were talking about you , not about me .'],
        ['', 'please go on .']
    ])('%s', (talk, answer) => {
        const { appended, stopped } = decode(program, 'next', `${talk} eliza:`.trim().split(' '), { until: 'you:' });
        expect({ answer: appended.join(' '), stopped }).toEqual({ answer: `${answer} you:`, stopped: 'until' });
    });

    test('each position looks only back', () => {
        const whole = 'you: i am sad eliza: how long have you been sad ? you: my mother is eliza: tell me'.split(' ');
        const last = values(program, 'next', whole);
        for (let length = 1; length < whole.length; length++) {
            expect(values(program, 'next', whole.slice(0, length)).at(-1)).toBe(last[length - 1]);
        }
    });
});

describe('logic', () => {
    const program = open('logic');
    const answers = (text: string): readonly unknown[] => values(program, 'answers', text.split(/\s+/)).filter(answer => answer !== '');

    test('is a program of 16 layers', () => {
        expect(cost(program, 'answers')).toEqual([16, 5]);
    });

    test.each([
        ['zorro is a fox . is zorro a fox ?', ['yes']],
        ['zorro is not a fox . is zorro a fox ? is zorro a man ?', ['no', 'unknown']],
        ['every fox is a thief . every thief is a liar . zorro is a fox . is zorro a liar ?', ['yes']],
        ['every fox is a thief . zorro is not a thief . is zorro a fox ?', ['no']],
        ['no fox is a dog . zorro is a dog . is zorro a fox ?', ['no']],
        ['green is a liar or a fool . green is not a liar . is green a fool ?', ['yes']],
        ['every guest is a liar or a witness . no witness is a thief . green is a guest . green is not a liar . is green a thief ?', ['no']],
        ['zorro is diego . diego is a poet . zorro is not a fool . is zorro a poet ? is diego a fool ? is zorro diego ?', ['yes', 'no', 'yes']],
        ['every king is arthur . arthur is a poet . bedwyr is a king . is bedwyr a poet ?', ['yes']],
        ['bedwyr is a king . kay is a poet . is bedwyr a poet ? is kay a king ?', ['unknown', 'unknown']],
        ['kay is a king . kay is not a king . is kay a king ?', ['contradiction']]
    ])('%s', (text, expected) => {
        expect(answers(text)).toEqual(expected);
    });
});
