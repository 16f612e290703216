import type { Where } from './edits.ts';
import { everywhere } from './edits.ts';
import type { LanguageTimes } from './measure-language.ts';
import { requestKinds } from './measure-requests.ts';
import type { ServerTimes, Spread } from './measure-server.ts';
import { growthExponent } from './statistics.ts';
import { milliseconds, table } from './table.ts';

/** What was measured of one program. */
export interface Measurement {
    readonly name: string;
    readonly language: LanguageTimes;
    readonly server: ServerTimes;
}

/** One row of the report: a number of each program. */
interface Row {
    readonly label: string;
    readonly of: (measurement: Measurement) => number;
    readonly show: (value: number) => string;
    /** Whether it is a time that grows with the program. */
    readonly grows: boolean;
}

const wheres: Record<Where, string> = { start: 'at the start', middle: 'in the middle', end: 'at the end' };

function time(label: string, of: Row['of'], grows = true): Row {
    return { label, of, show: milliseconds, grows };
}

function spread(label: string, of: (measurement: Measurement) => Spread): Row[] {
    return [time(label, measurement => of(measurement).median), time('  p95', measurement => of(measurement).p95, false)];
}

const rows: readonly Row[] = [
    { label: 'statements', of: ({ language }) => language.statements, show: String, grows: false },
    time('parse alone', ({ language }) => language.parse),
    time('  by one call of Langium', ({ language }) => language.langiumParse),
    time('parse + run + cost', ({ language }) => language.parseRunCost),
    time('  cost of every s-op alone', ({ language }) => language.cost),
    ...everywhere.flatMap(where => [
        ...spread(`keystroke ${wheres[where]}`, ({ server }) => server.keystroke[where]),
        { label: '  ÷ parse alone', of: ({ server, language }: Measurement) => server.keystroke[where].median / language.parse, show: (value: number) => value.toFixed(2), grows: false }
    ]),
    ...spread('hover', ({ server }) => server.hover),
    ...spread('lens list', ({ server }) => server.lensList),
    ...spread('resolve 30 lenses', ({ server }) => server.lensResolve),
    ...requestKinds.flatMap(kind => spread(kind, ({ server }) => server.requests[kind])),
    time('start-up (initialize)', ({ server }) => server.startUp, false),
    time('start to first diagnostics', ({ server }) => server.firstDiagnostics),
    { label: 'peak memory of the server, MiB', of: ({ server }) => server.peakMemory ?? NaN, show: value => (Number.isNaN(value) ? '?' : value.toFixed(0)), grows: true }
];

/** The growth exponent of each time between two programs. */
export function exponents(small: Measurement, large: Measurement): Record<string, number> {
    const sizes = [small.language.statements, large.language.statements] as const;
    return Object.fromEntries(rows.filter(row => row.grows).map(row => [
        row.label.trim(), growthExponent({ size: sizes[0], time: row.of(small) }, { size: sizes[1], time: row.of(large) })
    ]));
}

/** The whole table, in milliseconds; with the growth between the two largest generated programs where there are two. */
export function report(measurements: readonly Measurement[], growth: Readonly<Record<string, number>>): string {
    const headings = ['milliseconds', ...measurements.map(measurement => measurement.name), 'growth'];
    return table(headings, rows.map(row => [
        row.label,
        ...measurements.map(measurement => row.show(row.of(measurement))),
        growth[row.label.trim()]?.toFixed(2) ?? ''
    ]));
}
