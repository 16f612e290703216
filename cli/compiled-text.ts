import type { CompileReport } from '../transformer/compilation/compile.js';
import { alphabetSummary } from '../transformer/model/alphabet-text.js';
import type { CompiledModel } from '../transformer/model/transformer.js';
import { counted, paint, printable } from './terminal.js';
import type { Verified } from './verify-model.js';

/** What a compilation came to. */
export interface CompileResult extends Verified {
    readonly model: CompiledModel;
    readonly report: CompileReport;
    readonly seconds: number;
    readonly device: string;
}

/** The result of `rasp compile --json`, on one line. */
export function compiledJson({ model, report, seconds, device, verified, wrong }: CompileResult): string {
    const members = [
        `"layers": ${report.builtHeads.length}`, `"heads": ${JSON.stringify(report.builtHeads)}`, `"feedForwardOnly": ${report.extraBlocks}`,
        `"dModel": ${model.transformer.dModel}`, `"parameters": ${report.parameters}`, `"seconds": ${Math.round(seconds * 1_000) / 1_000}`,
        `"device": ${JSON.stringify(device)}`, `"verified": ${verified}`, `"wrong": ${wrong}`
    ];
    return `{${members.join(', ')}}`;
}

/** The same as text. */
export function compiledText({ model, report, seconds, device, verified, isExhaustive, wrong }: CompileResult, out: string, colours: boolean): string {
    const { bold, dim } = paint(colours);
    const count = (n: number): string => n.toLocaleString('en-US');
    const { builtHeads, promisedHeads, extraBlocks, parameters } = report;
    const promised = String(builtHeads) === String(promisedHeads) ? 'as predicted' : `predicted: ${promisedHeads.join(', ')}`;
    const rows: [string, string][] = [
        ['attention', builtHeads.length === 0 ? 'none' : `${counted(builtHeads.length, 'layer')} of ${builtHeads.join(', ')} ${builtHeads.length === 1 && builtHeads[0] === 1 ? 'head' : 'heads'} (${promised})`],
        ...model.extraBlocks.map(({ block, reason }): [string, string] => [`block ${block}`, `feed-forward only: ${reason}`]),
        ['blocks', `${model.transformer.blocks.length}${extraBlocks === 0 ? '' : `, ${extraBlocks} of them feed-forward only`}`],
        ['d_model', count(model.transformer.dModel)],
        ['parameters', count(parameters)],
        ['compiled in', `${seconds.toFixed(2)} s`],
        ['verified', verified === 0 ? 'not' : `${counted(verified, 'input')}${isExhaustive ? ', all there are' : ''}: ${count(wrong)} wrong, on ${device}`],
        ...(wrong === 0 ? [['written to', out] satisfies [string, string]] : [])
    ];
    return `${bold(printable(model.name))}   ${printable(`${alphabetSummary(model.alphabet)}; up to ${count(model.maxLength)} in an input`)}\n${rows.map(([label, text]) => `  ${dim(label.padEnd(12))} ${printable(text)}\n`).join('')}`;
}
