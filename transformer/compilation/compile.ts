import type { GraphNode, SOp } from '../../language/graph/nodes.js';
import { cost } from '../../language/cost/cost.js';
import type { ProgramTexts } from '../../language/program/program-texts.js';
import { isAtom } from '../../language/values/atom.js';
import type { CompiledModel, Decoding, TypedValue } from '../model/transformer.js';
import { assemble } from './assemble.js';
import type { Assembled, Outputs } from './assemble.js';
import { atomOf } from './atom-table.js';
import type { Builder } from './builder.js';
import { helpAgainstFailure } from './failure-help.js';
import type { Slot } from './slot.js';
import { Inference } from './inference.js';
import { plans } from './plans.js';
import { CannotCompile } from './refusal.js';
import type { Refusal } from './refusal.js';

export interface CompileOptions {
    /** What may stand in an input. */
    readonly alphabet: readonly TypedValue[];
    /** The longest input. */
    readonly maxLength: number;
    /** The s-op's name, and its text. */
    readonly name: string;
    readonly source: string;
    /** All texts of the program, to be kept with the model. */
    readonly program?: ProgramTexts;
    /** What s-ops and selectors are called. */
    readonly names?: (node: GraphNode) => string | undefined;
    /** Called every few milliseconds; throws `Cancelled` to stop. */
    readonly checkpoint?: () => void;
}

export interface CompileReport {
    /** Attention layers and heads in each: as promised (equal selectors shared), and as built. */
    readonly promisedHeads: readonly number[];
    readonly builtHeads: readonly number[];
    readonly extraBlocks: number;
    readonly parameters: number;
    /** The least distance of two outputs that mean different values, in multiples of how far an output can be off. */
    readonly margin: number;
    /** Operations that would fail on values which may never occur: on an input where one fails, the model's answer means nothing. */
    readonly assumptions: readonly Refusal[];
}

export type Compiled =
    | { readonly ok: true; readonly model: CompiledModel; readonly report: CompileReport }
    | { readonly ok: false; readonly refusals: readonly Refusal[] };

/** Tokens in an alphabet, and positions in an input. */
export const mostTokens = 4_096;
export const mostPositions = 1_024;

/** An s-op as a transformer that computes it exactly, for inputs over an alphabet up to a longest length. */
export function compile(node: SOp, options: CompileOptions): Compiled {
    return refusing(() => {
        const inference = inferred(node, options);
        let best: { assembled: Assembled; decoding: Decoding; report: CompileReport } | undefined;
        for (const { builder, reading: { outputs, decoding, margin } } of plans(node, inference, options.names)) {
            const assembled = assemble(builder.plan, outputs, options.alphabet.length, options.maxLength, options.checkpoint);
            const report = reportOf(node, inference, assembled, margin);
            if (best === undefined || isSmaller(report, best.report)) {
                best = { assembled, decoding, report };
            }
        }
        if (best === undefined) {
            throw new Error('an s-op that is not refused has a plan');
        }
        return { ok: true, model: modelOf(options, best.assembled, best.decoding), report: best.report };
    });
}

/** Whether an s-op can be compiled, and what is in the way; no weights are made. */
export function checkCompilability(node: SOp, options: CompileOptions): readonly Refusal[] {
    const result = refusing(() => {
        plans(node, inferred(node, options), options.names).next();
        return { ok: false, refusals: [] };
    });
    return result.ok ? [] : result.refusals;
}

function refusing(compiling: () => Compiled): Compiled {
    try {
        return compiling();
    } catch (error) {
        if (error instanceof CannotCompile) {
            return { ok: false, refusals: [error.refusal] };
        }
        throw error;
    }
}

/** A plan that computes an s-op, before it is laid out. */
export function planned(node: SOp, options: CompileOptions): { inference: Inference; builder: Builder; slot: Slot } {
    const inference = inferred(node, options);
    const { value } = plans(node, inference, options.names).next();
    if (value === undefined) {
        throw new Error('an s-op that is not refused has a plan');
    }
    return { inference, ...value };
}

function inferred(node: SOp, options: CompileOptions): Inference {
    checkOptions(node, options);
    const { alphabet, maxLength, checkpoint = () => undefined } = options;
    const inference = new Inference(alphabet.map(atomOf), maxLength, checkpoint);
    inference.infer(node);
    return inference;
}

/** Fewer blocks come before fewer weights. */
function isSmaller(a: CompileReport, b: CompileReport): boolean {
    return a.extraBlocks < b.extraBlocks || (a.extraBlocks === b.extraBlocks && a.parameters < b.parameters);
}

function checkOptions(node: SOp, { alphabet, maxLength }: CompileOptions): void {
    const refuse = (message: string, help: string): never => { throw new CannotCompile(node, message, help); };
    if (alphabet.length === 0) {
        refuse('the alphabet is empty', 'Name the tokens that an input may hold.');
    }
    if (alphabet.length > mostTokens) {
        refuse(`the alphabet has ${alphabet.length} tokens; the limit is ${mostTokens}`, 'Choose fewer tokens.');
    }
    const seen = new Set<string>();
    for (const value of alphabet) {
        const key = JSON.stringify([value.type, value.value]);
        if (!isAtom(atomOf(value)) || seen.has(key)) {
            refuse(`the alphabet holds ${JSON.stringify(value.value)} twice`, 'Name each token once.');
        }
        seen.add(key);
    }
    if (!Number.isInteger(maxLength) || maxLength < 1 || maxLength > mostPositions) {
        refuse(`the longest input has ${maxLength} tokens; from 1 to ${mostPositions} are possible`, 'Choose another longest input.');
    }
}

function modelOf({ alphabet, maxLength, name, source, program, names }: CompileOptions, { transformer, heads, extra, dimensions }: Assembled, decoding: Decoding): CompiledModel {
    return {
        transformer, name, source, ...program === undefined ? {} : { program }, alphabet, maxLength, decoding, dimensions, extraBlocks: extra,
        heads: heads.flatMap((own, block) => own.map(({ layer, selector }, head) => ({ block, head, layer, selector: names?.(selector) ?? `selector ${selector.id}`, selectorId: selector.id })))
    };
}

function reportOf(node: SOp, { failures }: Inference, { transformer, heads, extra }: Assembled, margin: number): CompileReport {
    return {
        promisedHeads: cost(node).sharedWidths,
        builtHeads: heads.flatMap(own => (own.length > 0 ? [own.length] : [])),
        extraBlocks: extra.length,
        parameters: parametersOf(transformer),
        margin,
        assumptions: failures.map(failure => ({ ...failure, help: helpAgainstFailure(failure.node) }))
    };
}

function parametersOf(transformer: object): number {
    return Object.values(transformer).reduce((sum: number, part: unknown) => sum + (part instanceof Float32Array ? part.length
        : typeof part === 'object' && part !== null ? parametersOf(part) : 0), 0);
}

export type { Outputs };
