import { cost } from '../cost/cost.js';
import { isSelector, isSOp } from '../graph/nodes.js';
import type { Input } from '../evaluation/input.js';
import { libraryFunctionCost } from '../program/documentation.js';
import { libraryUri } from '../program/library.js';
import { AlreadyTold, LocatedError, MissingNameError } from '../program/problem-collector.js';
import type { Probe } from '../program/probe.js';
import { describe, RaspFunction } from '../program/value.js';
import type { Value } from '../program/value.js';
import { rangeOf } from '../syntax/ranges.js';
import { RaspError } from '../values/error.js';
import { isAtom } from '../values/atom.js';
import { ComparableList, Sequence, toComparable } from './comparable.js';
import type { Comparable } from './comparable.js';
import { difference } from './compare.js';
import type { Outcome } from './expectation.js';
import type { Reading, Side } from './read-expectation.js';
import { written } from './written.js';

/** Characters of a value in a message, and in what a person compares at leisure. */
const inMessage = 120;
const inFull = 10_000;

/** What went wrong with one side. */
class SideError extends Error {
    readonly side: Side;
    readonly reason: unknown;

    constructor(side: Side, reason: unknown) {
        super('a side of an expectation has no value');
        this.side = side;
        this.reason = reason;
    }
}

/**
 * Checks one expectation where the probe stands. Throws nothing but `Cancelled`.
 * @param length of the expectation's text
 * @param preset the example that the program has not set itself
 */
export function checkExpectation(reading: Reading, length: number, probe: Probe, preset: Input): Outcome {
    const whole = { start: 0, end: length };
    if (reading.kind === 'unreadable') {
        return { status: 'unreadable', message: reading.message, start: reading.start, end: reading.end };
    }
    return probe.attempt(() => {
        try {
            return { ...whole, ...new Check(probe, preset).check(reading) };
        } catch (error) {
            if (error instanceof SideError) {
                return { ...whole, ...failedSide(error) };
            }
            throw error;
        }
    });
}

type Result = Omit<Outcome, 'start' | 'end'> & Partial<Pick<Outcome, 'start' | 'end'>>;

const passed: Result = { status: 'passed', message: '' };

class Check {
    private readonly probe: Probe;
    private readonly preset: Input;

    constructor(probe: Probe, preset: Input) {
        this.probe = probe;
        this.preset = preset;
    }

    check(reading: Exclude<Reading, { readonly kind: 'unreadable' }>): Result {
        switch (reading.kind) {
            case 'compare': return this.compare(this.comparable(reading.found), this.comparable(reading.expected), reading.approximate);
            case 'true': return this.isTrue(this.comparable(reading.found));
            case 'cost': return this.cost(reading.of, reading.layers, reading.heads);
            case 'fails': return this.fails(reading.what, reading.message);
        }
    }

    private value(side: Side): Value {
        return guarded(side, () => this.probe.evaluate(side.statement, side.tree));
    }

    private comparable(side: Side): Comparable {
        const value = this.value(side);
        return guarded(side, () => toComparable(value, this.probe, this.preset));
    }

    private compare(found: Comparable, expected: Comparable, approximate: boolean): Result {
        const different = difference(found, expected, approximate);
        if (different === undefined) {
            return passed;
        }
        const [shownFound, shownExpected] = [written(found, inMessage), written(expected, inMessage)];
        const isLong = shownFound.length + shownExpected.length > inMessage / 2;
        const where = isLong && different.position !== undefined ? positionText(found, expected, different.position) : '';
        // 1 and 1.0 are equal, and "1" is not: what looks the same says what it is.
        const kinds = shownFound === shownExpected && isAtom(found) && isAtom(expected) ? ` (${describe(found)}, ${describe(expected)})` : '';
        return {
            status: 'failed', message: `found ${shownFound}, expected ${approximate ? 'about ' : ''}${shownExpected}${where}${kinds}`,
            found: written(found, inFull), expected: written(expected, inFull)
        };
    }

    private isTrue(found: Comparable): Result {
        const result = this.compare(found, true, false);
        const bools = found instanceof Sequence ? found.values : [found];
        const advice = result.status === 'failed' && bools.some(value => typeof value !== 'boolean') ? '; compare it, as in `… == 3`' : '';
        return { ...result, message: result.message + advice };
    }

    private cost(side: Side, layers: number, heads: number): Result {
        const value = this.value(side);
        const size = isSOp(value) || isSelector(value) ? cost(value)
            : value instanceof RaspFunction && value.unit.uri === libraryUri ? libraryFunctionCost(value.name, value.parameters)
            : undefined;
        if (size === undefined) {
            const call = value instanceof RaspFunction ? `; call it, as in cost(${value.name}(tokens))` : '';
            throw new SideError(side, new RaspError('type', `s-ops and selectors have layers and heads, found ${describe(value)}${call}`));
        }
        if (size.layers === layers && size.heads === heads) {
            return passed;
        }
        const [found, expected] = [`(${size.layers}, ${size.heads})`, `(${layers}, ${heads})`];
        return { status: 'failed', message: `found ${counted(size.layers, 'layer')} with at most ${counted(size.heads, 'head')}, expected ${layers} and ${heads}`, found, expected };
    }

    private fails(what: Side, part: string | undefined): Result {
        const expected = part === undefined ? 'an error' : `an error that says "${part}"`;
        try {
            const found = this.comparable(what);
            return { status: 'failed', message: `found ${written(found, inMessage)}, expected ${expected}`, found: written(found, inFull), expected };
        } catch (error) {
            const reason = error instanceof SideError ? raspErrorOf(error.reason) : undefined;
            // A misspelt name must not pass for the error that is meant.
            if (reason === undefined || reason instanceof MissingNameError || (reason.category === 'undefined' && part === undefined)) {
                throw error;
            }
            return part === undefined || reason.message.includes(part) ? passed
                : { status: 'failed', message: `found the error "${reason.message}", expected ${expected}`, found: reason.message, expected: part };
        }
    }
}

function counted(count: number, noun: string): string {
    return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Runs something of a side, and keeps which one it was when that fails. */
function guarded<T>(side: Side, run: () => T): T {
    try {
        return run();
    } catch (error) {
        if (error instanceof LocatedError || error instanceof RaspError || error instanceof AlreadyTold || error instanceof RangeError) {
            throw new SideError(side, error);
        }
        throw error;
    }
}

function raspErrorOf(reason: unknown): RaspError | undefined {
    return reason instanceof LocatedError ? reason.error : reason instanceof RaspError ? reason : undefined;
}

function failedSide({ side, reason }: SideError): Result {
    const { start, end } = placeIn(side, reason);
    const range = { start: side.offset + start, end: side.offset + end };
    const error = raspErrorOf(reason);
    if (reason instanceof AlreadyTold || error instanceof MissingNameError) {
        return { status: 'blocked', message: error?.message ?? 'what it uses has an error', ...range };
    }
    const message = error?.message ?? 'this nests calls and expressions too deep to run';
    return { status: 'failed', message: advice(message), ...range };
}

/** The part of a side where an error arose, or from where the function was called in which it did. */
function placeIn(side: Side, reason: unknown): { readonly start: number; readonly end: number } {
    if (reason instanceof LocatedError) {
        const place = [...reason.calls, reason.place].find(({ unit }) => unit.statement === side.statement);
        if (place !== undefined) {
            return rangeOf(place.tree);
        }
    }
    return rangeOf(side.tree);
}

/** The message, for those who write a form of expectation in another way. */
function advice(message: string): string {
    const [noValue] = /^there is no `(?:fails|cost)` here/.exec(message) ?? [];
    return noValue === undefined ? message : `${noValue}; write ${noValue.includes('`fails`') ? '`f("x") fails`' : '`cost(NAME) == (LAYERS, HEADS)`'}`;
}

function positionText(found: Comparable, expected: Comparable, position: number): string {
    const part = (value: Comparable): string => {
        const parts = value instanceof Sequence ? value.values : value instanceof ComparableList ? value.items : typeof value === 'string' ? [...value] : undefined;
        const at = parts?.[position];
        return parts === undefined ? (isAtom(value) ? written(value, inMessage / 2) : '') : at === undefined ? 'the end' : written(at, inMessage / 2);
    };
    const [a, b] = [part(found), part(expected)];
    return a === '' || b === '' ? ` (they differ at ${position})` : ` (at ${position}: ${a}, not ${b})`;
}
