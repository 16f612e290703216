import type { ModelReport, RefusalReport, TextPlace, VerificationReport } from '../../../server/protocol/compile';
import { element } from '../dom';
import { blockName, selectorNames } from './block-names';
import { refusal } from './refusal';
import { counted, table } from './table';

/** What the model is: its sizes, its blocks beside what was predicted, and whether it was found right. */
export function architecture(model: ModelReport, reveal: (place: TextPlace) => void): Node[] {
    const facts: readonly (readonly [label: string, text: string])[] = [
        ['inputs', `1 to ${model.maxLength.toLocaleString('en-US')} tokens of ${model.alphabet}`],
        ['d_model', model.dModel.toLocaleString('en-US')],
        ['parameters', model.parameters.toLocaleString('en-US')],
        ['compiled in', `${model.seconds.toFixed(2)} s`],
        ['verified', verifiedText(model.verification)],
        ['device', model.device]
    ];
    const assumptions = model.assumptions.filter(assumption => !isSamePlace(assumption, model.verification.failure));
    return [
        element('dl', { class: 'facts' }, ...facts.flatMap(([label, text]) => [element('dt', {}, label), element('dd', {}, text)])),
        ...model.deviceNote === undefined ? [] : [element('p', { class: 'note' }, model.deviceNote)],
        ...problems(model, reveal),
        model.blocks.length === 0 ? element('p', { class: 'note' }, 'It has no blocks: embeddings and unembedding are enough.') : table('Blocks', ['block', 'attention', 'predicted', 'selectors', 'feed-forward'], model.blocks.map(({ layer, promised = 0, heads, hidden }, block) => [
            blockName(block),
            layer === undefined ? 'none' : `layer ${layer}: ${counted(heads.length, 'head')}`,
            layer === undefined ? '–' : counted(promised, 'head'),
            selectorNames(heads).join(', ') || '–',
            hidden === 0 ? 'none' : counted(hidden, 'unit')
        ])),
        ...model.blocks.flatMap(({ reason }, block) => (reason === undefined ? [] : [element('p', { class: 'note' }, `${blockName(block)} has a feed-forward only: ${reason}.`)])),
        ...assumptions.length === 0 ? [] : [
            element('h2', {}, 'On condition that'),
            element('p', { class: 'note' }, 'On an input where one of these fails, the program fails, and the model\'s answer means nothing.'),
            element('ul', {}, ...assumptions.map(assumption => element('li', {}, ...refusal(assumption, reveal))))
        ]
    ];
}

export function verifiedText({ inputs, isExhaustive, wrong, failed }: VerificationReport): string {
    const tried = `${counted(inputs, 'input')}${isExhaustive ? ', all there are' : ''}: ${wrong.toLocaleString('en-US')} wrong`;
    return failed === 0 ? tried : `${tried}; the program itself fails on ${failed.toLocaleString('en-US')}`;
}

/** Whether a model may be saved: none with wrong outputs, nor one of a program that fails on an input that was tried. */
export function mayBeSaved({ verification: { wrong, failed } }: ModelReport): boolean {
    return wrong === 0 && failed === 0;
}

/** What failed on an input that was tried is told with that input. */
function isSamePlace({ place }: RefusalReport, failure: RefusalReport | undefined): boolean {
    return place !== undefined && JSON.stringify(place) === JSON.stringify(failure?.place);
}

function problems({ verification: { wrong, examples, failure } }: ModelReport, reveal: (place: TextPlace) => void): Node[] {
    return [
        ...wrong === 0 ? [] : [
            element('p', { class: 'problem' }, 'Outputs are wrong, so this model is not saved: this is a bug in the compiler, please report it with your file.'),
            element('ul', { class: 'problem' }, ...examples.map(example => element('li', {}, example)))
        ],
        ...failure === undefined ? [] : [element('p', { class: 'problem' }, ...refusal(failure, reveal))]
    ];
}
