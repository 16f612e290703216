import type { TypedValue } from '../model/transformer.js';
import { valueKey } from '../model/typed-values.js';
import { paperBatchSize, paperSizes } from './data/dataset-options.js';
import { paperTask } from './data/paper-tasks.js';
import type { Experiment, PaperTask, PaperTaskName } from './data/paper-tasks.js';
import type { LayerOrder } from './encoder-parameters.js';
import { paperSchedule } from './schedule.js';
import { paperAttentionWeight } from './step-losses.js';
import type { TrainingJob } from './training-job.js';

/** How large the models and data of an experiment are. */
export type Scale = 'small' | 'full';
export const scales: readonly Scale[] = ['small', 'full'];
export const experiments: readonly Experiment[] = ['table1', 'table2', 'attention', 'doubts', 'layer-order'];

/** A model of an experiment, which is trained several times. */
export interface Cell {
    readonly task: PaperTaskName;
    /** What stands above it: `L,H`, `H - 1`. */
    readonly column: string;
    readonly nLayers: number;
    readonly nHeads: number;
    /** Times the width of the scale. */
    readonly widths: number;
    readonly supervised: boolean;
    readonly order: LayerOrder;
    /** Trained on more inputs for longer: for what can be learned to perfection, but takes its time. */
    readonly isLong?: boolean;
    /** What the paper has here, as it prints it. */
    readonly paper?: string;
    /** The paper's "attention matches". */
    readonly paperMatch?: string;
    /** An input, a character a token, on which the heads of its first training are drawn beside the selectors. */
    readonly drawnOn?: string;
}

/** One training of a cell. */
export interface CellRun {
    readonly cell: Cell;
    readonly seed: number;
    readonly learningRate: number;
    readonly decay: number;
}

const plain = { widths: 1, supervised: false, order: 'interleaved' } as const;

function predicted(task: PaperTaskName): Pick<Cell, 'task' | 'nLayers' | 'nHeads'> {
    const { nLayers, nHeads } = paperTask(task);
    return { task, nLayers, nHeads };
}

function table1(): Cell[] {
    const rows: readonly (readonly [PaperTaskName, string, string])[] = [
        ['reverse', '99.99', '✓'], ['hist-bos', '100', '✓'], ['hist-nobos', '99.97', '✓'], ['hist2-bos', '99.58', '✓'],
        ['sort', '99.96', '✗'], ['most-freq', '95.99', '✗'], ['dyck1', '99.67', '✓'], ['dyck2', '99.85', '✗']
    ];
    return rows.map(([task, paper, paperMatch]) => ({ ...plain, ...predicted(task), column: 'L,H', paper, paperMatch }));
}

/** Average accuracies at L,H, with a head less, with a layer less, and with a layer less and twice the heads and the width. */
function table2(): Cell[] {
    const rows: readonly (readonly [PaperTaskName, readonly (string | undefined)[]])[] = [
        ['reverse', ['99.9', undefined, '23.1', '41.2']], ['hist-nobos', ['99.9', '91.9']], ['hist2-bos', ['99.0', '73.5', '40.5', '83.5']],
        ['sort', ['99.8', undefined, '99.0', '99.9']], ['most-freq', ['93.9', '92.1', '84.0', '90.2']], ['dyck1', ['99.3', undefined, '96.9', '96.4']],
        ['dyck2', ['99.7', undefined, '98.8', '94.1']]
    ];
    return rows.flatMap(([task, papers]) => {
        const { nLayers, nHeads } = predicted(task);
        const sizes = [[nLayers, nHeads, 1], [nLayers, nHeads - 1, 1], [nLayers - 1, nHeads, 1], [nLayers - 1, 2 * nHeads, 2]] as const;
        return papers.flatMap((paper, i): Cell[] => {
            const [layers, heads, widths] = sizes[i] ?? sizes[0];
            return paper === undefined ? [] : [{ ...plain, task, column: table2Columns[i] ?? '', nLayers: layers, nHeads: heads, widths, paper }];
        });
    });
}

export const table2Columns = ['L,H', 'H - 1', 'L - 1', 'L - 1, 2H'] as const;

const largerInput = 'jbdacehbaf';

/** The cells of an experiment. */
export function cellsOf(experiment: Experiment): Cell[] {
    const tasks = (['reverse', 'hist2-bos'] as const);
    switch (experiment) {
        case 'table1': return table1();
        case 'table2': return table2();
        case 'attention': return ([['hist2-bos', 'aaabbbccdef'], ['sort', 'jbdacehbaf'], ['most-freq', 'aaabbccddef']] as const)
            .flatMap(([task, drawnOn]) => [false, true].map(supervised => ({ ...plain, ...predicted(task), column: supervised ? 'supervised' : 'free', supervised, drawnOn })));
        case 'doubts': return [
            { ...plain, task: 'hist-nobos', nLayers: 1, nHeads: 1, column: 'one head, trained longer', isLong: true },
            { ...plain, ...predicted('larger-bos'), column: 'L,H', drawnOn: largerInput },
            { ...plain, ...predicted('larger-bos'), column: 'supervised', supervised: true, drawnOn: largerInput }
        ];
        case 'layer-order': return tasks.flatMap(task => (['interleaved', 'attention-first', 'feed-forward-first'] as const).map(order => ({ ...plain, ...predicted(task), column: order, order })));
    }
}

/** The trainings of a cell: at full scale both learning rates and decays of the paper, at small scale one of each. */
export function runsOf(cell: Cell, scale: Scale): CellRun[] {
    const seeds = scale === 'small' ? [1, 2, 3] : [1];
    const rates = scale === 'small' ? [1e-3] : [3e-4, 1e-4];
    const decays = scale === 'small' ? [cell.isLong === true ? long.decay : 0.98] : [0.98, 0.99];
    return seeds.flatMap(seed => rates.flatMap(learningRate => decays.map(decay => ({ cell, seed, learningRate, decay }))));
}

/** Equal for trainings that are the same, whatever experiments they are part of. */
export function runName({ cell, seed, learningRate, decay }: CellRun): string {
    const { task, nLayers, nHeads, widths, supervised, order, isLong = false } = cell;
    return [task, `l${nLayers}`, `h${nHeads}`, ...(isLong ? ['long'] : []), ...(widths === 1 ? [] : [`w${widths}`]), ...(supervised ? ['supervised'] : []), ...(order === 'interleaved' ? [] : [order]), `lr${learningRate}`, `decay${decay}`, `seed${seed}`].join('-');
}

const small = { tokens: 10, most: 20, dModel: 64, epochs: 100, sizes: { train: 8_000, validation: 400, test: 1_000 } } as const;
const long = { epochs: { small: 150, full: 200 }, decay: 0.97, sizes: { train: 40_000, validation: 1_000, test: 1_000 } } as const;
const fullWidth = 256;

/** What is smaller at small scale, for people. */
export const scaleText: Readonly<Record<Scale, string>> = {
    small: `alphabets of ${small.tokens} tokens (brackets as in the paper), lengths 1..${small.most}, d_model ${small.dModel}, ${small.sizes.train} / ${small.sizes.validation} / ${small.sizes.test} inputs, at most ${small.epochs} epochs, learning rate 0.001, decay 0.98, 3 seeds`,
    full: 'alphabets, lengths 1..100, d_model 256, 50,000 / 1,000 / 1,000 inputs, at most 100 epochs, learning rates 0.0003 and 0.0001, decays 0.98 and 0.99, as in the paper'
};

/** What differs for cells that are trained longer, for people. */
export const longText: Readonly<Record<Scale, string>> = {
    small: `"Trained longer": ${long.sizes.train} / ${long.sizes.validation} / ${long.sizes.test} inputs, at most ${long.epochs.small} epochs, decay ${long.decay}`,
    full: `"Trained longer": at most ${long.epochs.full} epochs`
};

/** The job of a training. @param examples the text of the paper's programs */
export function jobOf({ cell, seed, learningRate, decay }: CellRun, scale: Scale, examples: string): TrainingJob {
    const task = paperTask(cell.task);
    const { alphabet, classes: known } = scale === 'full' ? task : shrunk(task, small.tokens);
    // As `rasp train` makes them, so that such a training is one command.
    const classes = cell.isLong === true && known.cap !== undefined ? { cap: known.cap } : known;
    const isLong = cell.isLong === true;
    const smallSizes = isLong ? long.sizes : small.sizes;
    const epochs = isLong ? long.epochs[scale] : scale === 'full' ? paperSchedule.epochs : small.epochs;
    const dModel = (scale === 'full' ? fullWidth : small.dModel) * cell.widths;
    return {
        program: { uri: 'rasp:paper_examples', text: `${examples}\n${task.statements ?? ''}`, files: [] },
        sop: task.sop,
        data: {
            alphabet, classes, lengths: scale === 'full' ? task.lengths : { least: 1, most: small.most }, distribution: task.distribution,
            ...(task.bos === undefined ? {} : { bos: task.bos }), sizes: scale === 'full' ? paperSizes : smallSizes, batchSize: paperBatchSize, seed
        },
        model: { nLayers: cell.nLayers, nHeads: cell.nHeads, dModel, dMlp: 2 * dModel, positions: 'sinusoidal', order: cell.order },
        attentionWeight: cell.supervised ? paperAttentionWeight : 0,
        schedule: { ...paperSchedule, learningRate, decay, epochs },
        seed
    };
}

/** A task with fewer tokens; brackets and the neutral token are few enough. */
function shrunk({ alphabet, classes, distribution }: PaperTask, most: number): Pick<PaperTask, 'alphabet' | 'classes'> {
    if (distribution.kind === 'brackets' || alphabet.length <= most) {
        return { alphabet, classes };
    }
    const gone = new Set(alphabet.slice(most).map(valueKey));
    const isKept = (value: TypedValue): boolean => !gone.has(valueKey(value));
    return { alphabet: alphabet.filter(isKept), classes: classes.known === undefined ? classes : { ...classes, known: classes.known.filter(isKept) } };
}
