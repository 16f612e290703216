import { asInt, Float } from '../../../language/values/atom';
import { RaspList } from '../../../language/program/value';
import type { Value } from '../../../language/program/value';

/** One case of `test/fixtures/golden.jsonl`: what the reference RASP answered for one statement. */
export interface GoldenCase {
    readonly id: string;
    readonly group: string;
    readonly setup: readonly string[];
    readonly files?: Readonly<Record<string, string>>;
    readonly example: GoldenValue;
    readonly program: readonly string[];
    readonly statement_errors?: readonly { readonly statement: number; readonly category: string; readonly text: string }[];
    readonly expression: string;
    readonly raw?: boolean;
    readonly input: GoldenValue;
    readonly mode: 'example' | 'apply';
    readonly result: GoldenResult;
    readonly printed: string;
}

/** JSON with ints and floats told apart: ints are bigints, floats numbers. */
export type GoldenValue = string | number | bigint | boolean | null | readonly GoldenValue[] | { readonly [key: string]: GoldenValue };

export interface GoldenResult {
    readonly kind: 's-op' | 'selector' | 'atom' | 'list' | 'dict' | 'function' | 'object' | 'none' | 'error';
    readonly type?: string;
    readonly values?: GoldenValue;
    readonly elem_types?: string;
    readonly shown?: string;
    readonly layers?: bigint;
    readonly max_heads?: bigint;
    readonly widths?: readonly bigint[];
    /** What the reference calls an s-op or a selector. */
    readonly name?: string;
    readonly matrix?: readonly string[];
    readonly error?: { readonly category: string; readonly text: string };
}

/** An input of a case as a value. */
export function goldenToValue(golden: GoldenValue): Value {
    if (typeof golden === 'bigint') {
        return asInt(Number.isSafeInteger(Number(golden)) ? Number(golden) : golden) ?? 0;
    }
    if (typeof golden === 'number') {
        return new Float(golden);
    }
    if (typeof golden === 'string' || typeof golden === 'boolean') {
        return golden;
    }
    if (Array.isArray(golden)) {
        return new RaspList((golden as readonly GoldenValue[]).map(goldenToValue));
    }
    throw new Error(`not a value: ${JSON.stringify(golden)}`);
}

/** Reads the cases; numbers keep their spelling, so that 1.0 stays a float and 2^70 exact. */
export function readGolden(text: string): GoldenCase[] {
    return text.trim().split('\n').map(line => parseExact(line) as unknown as GoldenCase);
}

function parseExact(line: string): GoldenValue {
    const reviver = (_key: string, value: unknown, context?: { source?: string }): unknown => {
        if (typeof value === 'number' && context?.source !== undefined && /^-?\d+$/.test(context.source)) {
            return BigInt(context.source);
        }
        return value;
    };
    return JSON.parse(line, reviver as (key: string, value: unknown) => unknown) as GoldenValue;
}
