/**
 * Floats in a given number of decimal digits, exactly: JavaScript's own `toFixed` and its kin round ties
 * away from zero, stop at 100 digits, and fall into exponents from 1e21 on; Python does none of these.
 */

/** No float has more digits than this behind its point, or more that matter; further ones are zeros. */
const mostDigits = 1_100;

/** `|value|` with `digits` digits behind the point. */
export function fixedDigits(value: number, digits: number): string {
    const kept = Math.min(digits, mostDigits);
    const text = scaled(value, kept).toString().padStart(kept + 1, '0');
    const whole = text.slice(0, text.length - kept);
    return digits === 0 ? whole : `${whole}.${text.slice(text.length - kept).padEnd(digits, '0')}`;
}

/** The first `count` digits of `|value|`, rounded, and the exponent of ten of the first of them. */
export function leadingDigits(value: number, count: number): { readonly digits: string; readonly exponent: number } {
    if (value === 0) {
        return { digits: '0'.repeat(count), exponent: 0 };
    }
    const kept = Math.min(count, mostDigits);
    // The shortest form tells the exponent; rounding to fewer digits may carry into one more.
    let exponent = Number(value.toExponential().split('e')[1]);
    let text = scaled(value, kept - 1 - exponent).toString();
    if (text.length > kept) {
        exponent++;
        text = scaled(value, kept - 1 - exponent).toString();
    }
    return { digits: text.padEnd(count, '0'), exponent };
}

/** `|value| * 10^places`, rounded half to even. */
function scaled(value: number, places: number): bigint {
    const { mantissa, exponent } = parts(value);
    const up = 10n ** BigInt(Math.max(0, places)) * 2n ** BigInt(Math.max(0, exponent));
    const down = 10n ** BigInt(Math.max(0, -places)) * 2n ** BigInt(Math.max(0, -exponent));
    const product = mantissa * up;
    const below = product / down;
    const twice = (product % down) * 2n;
    return twice > down || (twice === down && below % 2n === 1n) ? below + 1n : below;
}

/** The float's magnitude as mantissa * 2^exponent. */
function parts(value: number): { readonly mantissa: bigint; readonly exponent: number } {
    const view = new DataView(new ArrayBuffer(8));
    view.setFloat64(0, value);
    const bits = view.getBigUint64(0);
    const biased = Number((bits >> 52n) & 0x7ffn);
    const fraction = bits & 0xfffffffffffffn;
    return biased === 0 ? { mantissa: fraction, exponent: -1074 } : { mantissa: fraction | 0x10000000000000n, exponent: biased - 1075 };
}
