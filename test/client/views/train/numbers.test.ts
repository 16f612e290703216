import { expect, test } from 'vitest';
import { duration, loss, percent, rate } from '../../../../client/views/train/numbers';

test.each([[1, '100%'], [0.999996, '99.99%'], [0.9999, '99.99%'], [0.5, '50.00%'], [0, '0%'], [0.00001, '<0.01%'], [Number.NaN, '–'], [0.2869, '28.69%']])('%d of all is %s', (part, text) => {
    expect(percent(part)).toBe(text);
});

test.each([[0, '0'], [1.2345, '1.23'], [0.0412345, '0.0412'], [3.14e-6, '3.1e-6'], [12_345, '1.23e+4'], [Number.NaN, 'not a number'], [Infinity, 'not a number']])('a loss of %d is %s', (value, text) => {
    expect(loss(value)).toBe(text);
});

test.each([[0, '0 s'], [45.4, '45 s'], [59.6, '1 min 00 s'], [185, '3 min 05 s'], [7_800, '2 h 10 min'], [Infinity, '–']])('%d seconds are %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text);
});

test.each([[0.351, '0.35'], [4.23, '4.2'], [129.6, '130']])('%d steps a second are %s', (value, text) => {
    expect(rate(value)).toBe(text);
});
