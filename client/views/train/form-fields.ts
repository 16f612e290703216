import type { TrainChoices, TrainField } from '../../../server/protocol/train';
import { counted } from './numbers';

/** A field of the form, and what it means in a few words. */
export interface FormField {
    readonly field: TrainField;
    readonly label: string;
    readonly hint: string;
    readonly kind: 'text' | 'check' | 'number' | readonly string[];
    /** What '' stands for. */
    readonly usual: string;
}

export interface FieldGroup {
    readonly title: string;
    readonly fields: readonly FormField[];
}

/** All that can be chosen, as `rasp train` has it; '' is what is usual there. */
export function fieldGroups({ layers, heads }: { readonly layers: number; readonly heads: number }): readonly FieldGroup[] {
    return [
        {
            title: 'Data', fields: [
                { field: 'alphabet', label: 'Alphabet', hint: 'Characters, a list such as ["the", "cat"], or ints 0..9.', kind: 'text', usual: 'a to z' },
                { field: 'lengths', label: 'Lengths', hint: 'Each length is as likely as any other.', kind: 'text', usual: '1..100' },
                { field: 'size', label: 'Inputs', hint: 'To train, to validate, to test.', kind: 'text', usual: '50000/1000/1000' },
                { field: 'classesCap', label: 'Cap', hint: 'Numbers from here on are one class; empty: no cap.', kind: 'number', usual: 'none' },
                { field: 'bos', label: 'Begin with BOS', hint: 'Puts § in front of each input; the program sees it.', kind: 'check', usual: '' },
                { field: 'skipFailing', label: 'Skip failing inputs', hint: 'Leaves out inputs on which the s-op fails.', kind: 'check', usual: '' }
            ]
        },
        {
            title: 'Model', fields: [
                { field: 'layers', label: 'Layers', hint: layers === 0 ? 'It needs no attention; one is the least.' : `The cost predicts ${layers}.`, kind: 'number', usual: String(Math.max(1, layers)) },
                { field: 'heads', label: 'Heads', hint: heads === 0 ? 'In each layer; one is the least.' : `In each layer. The cost predicts ${heads}.`, kind: 'number', usual: String(Math.max(1, heads)) },
                { field: 'dModel', label: 'Width', hint: 'd_model; feed-forward parts are twice as wide.', kind: 'number', usual: '256' },
                { field: 'positions', label: 'Positions', hint: 'Learned ones know no longer inputs.', kind: ['sinusoidal', 'learned'], usual: 'sinusoidal' }
            ]
        },
        {
            title: 'Training', fields: [
                { field: 'supervise', label: 'Attention weight', hint: 'How much the attention\'s error counts beside the cross-entropy; 0: no head is told where to attend.', kind: 'number', usual: '100' },
                { field: 'epochs', label: 'Epochs', hint: 'At most; three perfect ones end it earlier.', kind: 'number', usual: '100' },
                { field: 'batch', label: 'Batch', hint: 'Inputs in a step.', kind: 'number', usual: '50' },
                { field: 'lr', label: 'Learning rate', hint: 'Of Adam, in the first epoch.', kind: 'text', usual: '0.0003' },
                { field: 'decay', label: 'Decay', hint: 'The learning rate is multiplied by it after each epoch.', kind: 'text', usual: '0.98' },
                { field: 'seed', label: 'Seed', hint: 'Of data and first parameters.', kind: 'number', usual: '0' }
            ]
        }
    ];
}

/** Trainings that are begun at once, at most. */
export const mostSeeds = 5;

/** How many trainings are begun at once; undefined where that is no whole number in range. */
export function seedCount(typed: string): number | undefined {
    const count = typed.trim() === '' ? Number.NaN : Number(typed);
    return Number.isInteger(count) && count >= 1 && count <= mostSeeds ? count : undefined;
}

/** What is said of the size that the cost predicts. */
export function predictedText({ name, layers, heads }: { readonly name: string; readonly layers: number; readonly heads: number }): string {
    const size = layers === 0 ? 'It needs no attention; one layer is the least that is trained.' : `Its cost predicts ${counted(layers, 'layer')} of ${counted(heads, 'head')}.`;
    return `Train a transformer on what ${name} gives. ${size}`;
}

/** The same choices with seeds that follow each other; none where the seed is no whole number. */
export function withSeeds(choices: TrainChoices, count: number): TrainChoices[] {
    const seed = choices.seed.trim() === '' ? 0 : Number(choices.seed);
    return Number.isSafeInteger(seed) ? Array.from({ length: count }, (_, at) => ({ ...choices, seed: at === 0 ? choices.seed : String(seed + at) })) : [choices];
}

export function isSameChoices(a: TrainChoices, b: TrainChoices): boolean {
    return (Object.keys(a) as TrainField[]).every(field => a[field] === b[field]);
}
