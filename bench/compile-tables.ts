import { tracrSizes } from './compile-cases.ts';
import { reasonWithout, wrongOf } from './compile-faults.ts';
import type { CompileRow } from './compile-faults.ts';
import type { CaseGroup } from './compile-case.ts';
import { wideKeys } from './paper-cases.ts';
import type { Section } from './sections.ts';

/** The batches of the table of throughput. */
export const throughputBatches = [1, 64, 1_024];
const aimedSeconds = 2;

/** What the tables say of all rows, each program in one of them. */
export function sectionsOf(rows: readonly CompileRow[]): Section[] {
    const of = (...groups: readonly CaseGroup[]): CompileRow[] => rows.filter(({ program }) => groups.includes(program.group));
    return [
        { title: 'All in all', notes: [summary(rows)], headings: [], rows: [] },
        sizes('The paper\'s programs and the library', ['5 tokens that fit the program (dyck3_ptf: its 6), length 20: all s-ops of both in what the reference RASP answers (test/fixtures/golden.jsonl).'], of('paper', 'library')),
        sizes('Programs', ['Those that the tests compile as well.'], of('programs')),
        sizes('Examples', ['The s-ops of the files in examples/ that are not above.'], of('examples')),
        sizes('The paper\'s programs on 26 tokens', [aim(of('letters'))], of('letters', 'long')),
        tracr(of('tracr')),
        sizes('Other tokens, long inputs, many tokens', [], of('wide')),
        refusals(rows)
    ].filter(({ notes, rows: own }) => own.length > 0 || notes.some(note => note !== ''));
}

/** Inputs per second of each model on each device, by batch; the reason where it was not timed. */
export function throughputSection(rows: readonly CompileRow[]): Section {
    return {
        title: 'The paper\'s programs by batch',
        notes: ['Inputs per second, of the greatest length, batch by batch through the process that runs models.'],
        headings: ['program', 'tokens', 'length', 'parameters', 'device', ...throughputBatches.map(batch => `batch ${number(batch)}`)],
        rows: rows.flatMap(row => {
            const { program: { label, alphabet, maxLength }, figures: { compiled, speeds, missing: [missing], broken } } = row;
            const reason = reasonWithout(row) ?? broken ?? missing?.reason ?? '';
            const devices = [...new Set(speeds.map(({ device }) => device.name))];
            return (devices.length === 0 ? [''] : devices).map(device => [
                code(label), number(alphabet.length), number(maxLength), number(compiled?.parameters), device,
                ...throughputBatches.map(batch => number(speeds.find(speed => speed.device.name === device && speed.batch === batch)?.inputsPerSecond) || reason)
            ]);
        })
    };
}

function sizes(title: string, notes: readonly string[], rows: readonly CompileRow[]): Section {
    const done = rows.filter(isModel);
    const devices = [...new Set(done.flatMap(({ figures }) => figures.speeds.map(({ device }) => device.name)))];
    return {
        title, notes: done.length === 0 ? [] : notes,
        headings: ['program', 'tokens', 'length', 'heads promised', 'built', 'feed-forward only', 'd_model', 'widest head', 'parameters', 'seconds', 'checked', 'wrong', ...devices.map(device => `inputs/s, ${device}`)],
        rows: done.map(row => {
            const { program: { label, alphabet, maxLength }, figures: { compiled, speeds } } = row;
            return [
                code(label), number(alphabet.length), number(maxLength), heads(compiled?.promised), heads(compiled?.built), number(compiled?.extraBlocks), number(compiled?.dModel), number(compiled?.widestHead),
                number(compiled?.parameters), seconds(compiled?.seconds), ...checked(row),
                ...devices.map(device => number(speeds.find(speed => speed.device.name === device)?.inputsPerSecond))
            ];
        })
    };
}

function tracr(rows: readonly CompileRow[]): Section {
    return {
        title: 'Beside tracr',
        notes: rows.length === 0 ? [] : ['tracr\'s sizes are taken as published, not measured here; its tests compile these programs for 4 tokens and length 5. A block is attention, feed-forward, or both.'],
        headings: ['program', 'tracr: blocks', 'd_model', 'parameters', 'ours: tokens', 'length', 'blocks', 'd_model', 'parameters', 'checked', 'wrong'],
        rows: rows.flatMap(row => {
            const { program: { label, alphabet, maxLength }, figures: { compiled } } = row;
            const published = tracrSizes[label];
            return compiled === undefined ? [] : [[
                label, number(published?.layers), number(published?.dModel), published?.parameters === undefined ? 'not published' : number(published.parameters), number(alphabet.length), number(maxLength),
                number(compiled.built.length + compiled.extraBlocks), number(compiled.dModel), number(compiled.parameters), ...checked(row)
            ]];
        })
    };
}

function refusals(rows: readonly CompileRow[]): Section {
    return {
        title: 'Without a model', notes: [], headings: ['program', 'tokens', 'length', 'seconds', 'reason'],
        rows: rows.flatMap(row => {
            const { program: { label, alphabet, maxLength }, figures: { refused, compiled } } = row;
            return isModel(row) ? [] : [[code(label), number(alphabet.length), number(maxLength), seconds(refused?.seconds ?? compiled?.seconds), reasonWithout(row) ?? '']];
        })
    };
}

function summary(rows: readonly CompileRow[]): string {
    const models = rows.filter(isModel);
    const unchecked = models.filter(({ figures: { verified } }) => verified.length === 0).length;
    const inputs = models.reduce((sum, { figures: { verified } }) => sum + (verified[0]?.inputs ?? 0), 0);
    return `${number(rows.length)} programs: ${number(models.length)} compiled${unchecked === 0 ? '' : `, of which the check of ${number(unchecked)} was not done in time`}; ${number(rows.length - models.length)} without a model (at the end, with the reason). ${number(inputs)} inputs checked, ${number(models.reduce((sum, row) => sum + wrongOf(row), 0))} with a wrong output.`;
}

/** Whether there is a model, checked or not. */
function isModel({ figures: { compiled, verified } }: CompileRow): boolean {
    return compiled !== undefined && verified[0]?.failure === undefined;
}

/** How many inputs were checked, and how many of them were wrong. */
function checked(row: CompileRow): [string, string] {
    const { verified: [verified], broken = 'not done' } = row.figures;
    return verified === undefined ? [broken, ''] : [`${verified.isExhaustive ? 'all ' : ''}${number(verified.inputs)}`, number(wrongOf(row))];
}

/** Which programs take longer than is aimed at. */
function aim(rows: readonly CompileRow[]): string {
    const slow = rows.filter(({ program, figures: { compiled } }) => !wideKeys.includes(program.label) && (compiled?.seconds ?? 0) >= aimedSeconds);
    return rows.length === 0 ? '' : `Aim: under ${aimedSeconds} s at length 50, but for ${wideKeys.join(' and ')}, whose joint keys are wide. ${slow.length === 0 ? 'All that compile keep it.' : `Over it: ${slow.map(({ program, figures }) => `${program.label} (${seconds(figures.compiled?.seconds)} s)`).join(', ')}.`}`;
}

/** The heads of each attention layer. */
function heads(counts: readonly number[] | undefined): string {
    return counts === undefined ? '' : counts.length === 0 ? 'none' : counts.join(', ');
}

/** A number with no more digits than mean something. */
function number(value: number | undefined): string {
    return value === undefined ? '' : Number(value.toPrecision(value >= 1_000 && !Number.isInteger(value) ? 3 : 15)).toLocaleString('en-US', { maximumFractionDigits: value >= 10 ? 0 : 2 });
}

function seconds(value: number | undefined): string {
    return value === undefined ? '' : value.toFixed(value >= 10 ? 1 : 2);
}

function code(text: string): string {
    return `\`${text.replaceAll(/\s+/g, ' ').trim()}\``;
}
