import type { RunReport, TrainChoices, TrainTarget } from '../../server/protocol/train.ts';
import type { TrainMemory } from '../../client/panels/train-messages.ts';

export const hostile = '<img src=x onerror="alert(1)">';

export const memory: TrainMemory = { target: { uri: 'file:///tour.rasp', name: 'reverse', line: 3 } };

export const choices: TrainChoices = {
    alphabet: 'a..j', lengths: '1..20', size: '8000/400/1000', bos: true, classesCap: '', skipFailing: false, layers: '2', heads: '1', dModel: '64', positions: 'sinusoidal',
    supervise: '100', epochs: '40', batch: '50', lr: '0.001', decay: '0.98', seed: '0'
};

export const target: TrainTarget = {
    name: 'reverse', source: 'reverse = aggregate(select(indices, length - indices - 1, ==), tokens);', layers: 2, heads: 1, firstInput: 'hello',
    offered: [{ title: 'For this machine', choices }, { title: 'As in the paper', choices: { ...choices, alphabet: '', lengths: '1..100', size: '50000/1000/1000', dModel: '256', lr: '0.0003', epochs: '100' } }]
};

/** Epochs as a training gives them: errors that fall by a factor, unevenly, but always alike. */
export function epochs(count: number, fall: number, least = 0): RunReport['epochs'] {
    return Array.from({ length: count }, (_, at) => {
        const error = Math.max(least, 0.9 * fall ** at * (1 + 0.3 * Math.sin(at * 2.1)));
        const means = (factor: number): RunReport['epochs'][number]['validation'] => ({ crossEntropy: 2.3 * error * factor + 1e-4, attentionError: 0.02 * error * factor, accuracy: 1 - Math.min(1, error * factor) });
        return { epoch: at + 1, learningRate: 0.001, train: means(1.25), validation: means(1), isBest: at === count - 2, isRestored: at === 12, skipped: 0, seconds: 3 * at };
    });
}

export const matches: NonNullable<RunReport['result']>['matches'] = [{ selector: 'flip', best: { layer: 1, head: 0, mass: 0.981, correlation: 0.993 }, chance: 0.1, queries: 9_000 }];

const ended: RunReport = {
    run: 'a', title: '2 layers of 1 head, width 64, supervised, seed 0', choices, status: 'ended', ending: 'Every validation output was right in 3 epochs in a row, the last of them epoch 30.', device: 'CPU', deviceNote: 'No GPU was found.', parameters: 66_000, classes: 11, batchSize: 50,
    epochs: epochs(30, 0.72), mostEpochs: 40, longest: 20, supervised: [{ layer: 0, head: 0, selector: 'full_s' }, { layer: 1, head: 0, selector: 'flip' }],
    result: { accuracy: 0.99986, crossEntropy: 0.000_42, inputs: 1_000, matches, seconds: 184 }
};

export const runs: readonly RunReport[] = [
    ended,
    { ...ended, run: 'b', title: '2 layers of 1 head, width 64, supervised, seed 1', choices: { ...choices, seed: '1' }, epochs: epochs(26, 0.78), result: { accuracy: 0.9971, crossEntropy: 0.0123, inputs: 1_000, matches, seconds: 160 } },
    {
        run: 'c', title: '1 layer of 1 head, width 64, attention free, seed 0', choices: { ...choices, layers: '1', supervise: '0' }, status: 'training', device: 'CPU', parameters: 33_000, classes: 11, batchSize: 25,
        message: 'There was too little memory: batches are of 25 now.', leftOut: ['flip', hostile], epochs: epochs(14, 0.97), mostEpochs: 40, longest: 20,
        progress: { epoch: 15, epochs: 40, step: 80, steps: 160, means: { crossEntropy: 1.1, attentionError: 0, accuracy: 0.4 }, stepsPerSecond: 12.34, secondsLeft: 337 }
    },
    { run: 'd', title: hostile, choices: { ...choices, seed: hostile }, status: 'failed', message: `The loss is no number in epoch 2. ${hostile}`, epochs: epochs(1, 0.9), mostEpochs: 40, longest: 20 }
];

/** Runs without end, to measure with. */
export function manyRuns(count: number, length: number): RunReport[] {
    return Array.from({ length: count }, (_, at) => ({ ...ended, run: `many-${at}`, title: `seed ${at}`, choices: { ...choices, seed: String(at) }, status: 'training', epochs: epochs(length, 0.9 + at / 300), mostEpochs: 200 }));
}

/**
 * What stands for VS Code and the process inside the page. Questions are kept in `told`, and answered as `answers` says:
 * a Float32Array does not pass into the page as one, so that inspections are made there.
 */
export const stand = `
globalThis.told = [];
globalThis.held = [];
globalThis.say = data => { globalThis.dispatchEvent(new MessageEvent('message', { data })); };
globalThis.nLayers = 2;
globalThis.nHeads = 1;
globalThis.isSupervised = true;
function inspect(inputs) {
    const rows = (inputs.length > 0 ? inputs : ['bdaf', 'jjc', 'e', 'fghi', 'abcde']).map((input, at) => {
        const tokens = ['§', ...input];
        const wanted = ['', ...[...input].reverse()];
        const given = wanted.map((text, place) => at === 1 && place === 2 ? ${JSON.stringify(hostile)} : text);
        return { tokens, wanted, given, wrong: given.map((text, place) => text !== wanted[place]) };
    });
    const n = rows[0].tokens.length;
    const flip = new Float32Array(n * n);
    const all = new Float32Array(n * n);
    for (let query = 1; query < n; query++) { flip[query * n + n - query] = 1; all.fill(1 / n, query * n, (query + 1) * n); }
    const soft = (matrix, by) => matrix.map((weight, cell) => cell < n ? 1 / n : weight * (1 - by) + by / n);
    const attention = Array.from({ length: nLayers }, (_, layer) => {
        const heads = new Float32Array(nHeads * n * n);
        for (let head = 0; head < nHeads; head++) { heads.set(soft(layer === 1 && head === 0 ? flip : all, 0.05 + 0.2 * head), head * n * n); }
        return heads;
    });
    const told = (layer, head) => isSupervised ? { supervised: { layer, head } } : {};
    return { ok: true, inputs, rows, nLayers, nHeads, attention, targets: [{ selector: 'full_s', weights: all, ...told(0, 0) }, { selector: 'flip', weights: flip, ...told(1, 0) }] };
}
globalThis.answers = {
    check: ({ choices }) => choices.lengths.includes('x') ? { ok: false, field: 'lengths', message: 'lengths are such as 1..20' } : choices.epochs === '0' ? { ok: false, message: 'nothing to train' }
        : { ok: true, tokens: '10 tokens: a to j', parameters: 66000, classes: 11, stepsPerEpoch: 160, notes: choices.heads === '1' ? [] : ['Heads without a selector are free.'] },
    inspect: ({ inputs }) => inputs[0] === 'zzz' ? { ok: false, message: 'token 0 is not in the alphabet' } : inspect(inputs),
    lengths: ({ run }) => ({ ok: true, longest: 20, note: '', lengths: Array.from({ length: 40 }, (_, at) => ({ length: at + 1, accuracy: at < 20 ? 0.999 : 1 / (1 + (at - 19) * (run === 'b' ? 0.05 : 0.09)), wholeInputs: at < 20 ? 0.99 : Math.max(0, 0.9 - (at - 19) * 0.08) })) }),
    remove: () => null
};
globalThis.acquireVsCodeApi = () => ({
    postMessage: message => {
        told.push(message);
        if (message.type === 'ask') {
            const answer = globalThis.answers[message.question.kind];
            if (answer === undefined) { held.push(message); } else { setTimeout(() => { say({ type: 'answer', id: message.id, value: answer(message.question) }); }, 0); }
        }
    },
    setState: memory => { globalThis.kept = memory; }
});`;
