import { limits, limitText } from '../limits.js';
import type { Program } from '../program/program.js';
import { checkExpectation } from './check-expectation.js';
import type { Outcome, PlacedExpectation } from './expectation.js';
import { findExpectations } from './find-expectations.js';
import { readExpectation } from './read-expectation.js';
import type { Reading } from './read-expectation.js';

/** An expectation with how it turned out. */
export interface CheckedExpectation extends PlacedExpectation {
    /** How often the same text stands above it: with it, the text tells expectations apart that move. */
    readonly occurrence: number;
    /** Absent until it has been checked; before it has been checked again, what the last check gave. */
    readonly outcome: Outcome | undefined;
}

interface Entry extends CheckedExpectation {
    outcome: Outcome | undefined;
}

/**
 * The expectations of a program that is edited. What a check gives holds for as long as the statements above keep
 * their results, so an edit checks again only what stands behind it.
 */
export class Expectations {
    private readonly program: Program;
    private entries: Entry[] = [];
    private pending: Entry[] = [];
    private readings = new Map<string, Reading>();
    /** What checks gave, by the result of the statement above and the expectation's text. */
    private outcomes = new Map<object, Map<string, Outcome>>();
    private changed = false;

    constructor(program: Program) {
        this.program = program;
    }

    /** All expectations of the text, in its order; those behind `exit` are not among them. */
    get all(): readonly CheckedExpectation[] {
        return this.entries;
    }

    /** Whether all have been checked against the program as it is. */
    get isComplete(): boolean {
        return this.pending.length === 0;
    }

    /** Whether the checks since the last update gave anything new. */
    get hasChanged(): boolean {
        return this.changed;
    }

    /** Takes the program's text and results as they are now; to be called once the program is complete. */
    update(): void {
        const { program } = this;
        const last = new Map(this.entries.map(entry => [keyOf(entry), entry.outcome]));
        const readings = new Map<string, Reading>();
        const occurrences = new Map<string, number>();
        const found = findExpectations(program.text, program.parsed, limits.expectations + 1).filter(({ statementsAbove }) => statementsAbove <= program.results.length);
        this.entries = found.map((placed): Entry => {
            const occurrence = occurrences.get(placed.text) ?? 0;
            occurrences.set(placed.text, occurrence + 1);
            const reading = this.readings.get(placed.text);
            if (reading !== undefined) {
                readings.set(placed.text, reading);
            }
            return { ...placed, occurrence, outcome: this.known(placed) };
        });
        this.outcomes = new Map();
        for (const entry of this.entries) {
            this.remember(entry);
        }
        const [tooMany] = this.entries.splice(limits.expectations);
        this.pending = this.entries.filter(({ outcome }) => outcome === undefined);
        for (const entry of this.pending) {
            entry.outcome = last.get(keyOf(entry));
        }
        if (tooMany !== undefined) {
            const message = `this file has more than ${limitText(limits.expectations)} expectations, the limit: this one and those below are not checked`;
            this.entries.push({ ...tooMany, outcome: { status: 'unreadable', message, start: 0, end: tooMany.text.length } });
        }
        this.readings = readings;
        this.changed = false;
    }

    /**
     * Checks what has not been checked yet. Throws nothing but `Cancelled`.
     * @param isTimeUp asked after each; the next call goes on from there
     * @returns whether all are done
     */
    check(isTimeUp: () => boolean = () => false): boolean {
        if (this.pending.length === 0) {
            return true;
        }
        let done = 0;
        try {
            this.program.probe(probe => {
                for (const entry of this.pending) {
                    probe.goTo(entry.statementsAbove);
                    this.settle(entry, checkExpectation(this.readingOf(entry.text), entry.text.length, probe, this.program.defaultExample));
                    done++;
                    if (isTimeUp()) {
                        break;
                    }
                }
            });
        } finally {
            this.pending = this.pending.slice(done);
        }
        return this.pending.length === 0;
    }

    private settle(entry: Entry, outcome: Outcome): void {
        this.changed ||= entry.outcome?.status !== outcome.status || entry.outcome.message !== outcome.message;
        entry.outcome = outcome;
        this.remember(entry);
    }

    private remember(entry: Entry): void {
        if (entry.outcome !== undefined) {
            const above = this.above(entry);
            const known = this.outcomes.get(above) ?? new Map<string, Outcome>();
            this.outcomes.set(above, known.set(entry.text, entry.outcome));
        }
    }

    private known(placed: PlacedExpectation): Outcome | undefined {
        return this.outcomes.get(this.above(placed))?.get(placed.text);
    }

    /** What an expectation's outcome hangs on: the last statement above it runs again whenever one before it does. */
    private above({ statementsAbove }: PlacedExpectation): object {
        return this.program.results[statementsAbove - 1] ?? this;
    }

    private readingOf(text: string): Reading {
        const reading = this.readings.get(text) ?? readExpectation(text);
        this.readings.set(text, reading);
        return reading;
    }
}

function keyOf({ text, occurrence }: CheckedExpectation): string {
    return `${occurrence} ${text}`;
}
