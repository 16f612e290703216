import { checkCompilability, compile, mostPositions, mostTokens } from '../../transformer/compilation/compile.js';
import type { CompileOptions, CompileReport } from '../../transformer/compilation/compile.js';
import { FolderRefused, writeFolder } from '../../files/model-folder-on-disk.js';
import { atomRepr } from '../../language/values/python-text.js';
import { writeModelFolder } from '../../transformer/files/model-folder.js';
import { parseAlphabet } from '../../transformer/model/alphabet-text.js';
import { atomOf } from '../../transformer/model/typed-values.js';
import type { CompiledModel, TypedValue } from '../../transformer/model/transformer.js';
import { verifyOnRunner } from '../../transformer/runtime/verify-on-runner.js';
import type { DeviceVerification } from '../../transformer/runtime/verify-on-runner.js';
import type { BlockReport, CompileAnswer, CompileChoices, CompileDevice, HeadAnswer, OpenAnswer, ProgramToCompile, RefusalReport, RunAnswer, VerificationReport } from '../protocol/compile.js';
import { firstInput, guessChoices } from './guess-choices.js';
import { ModelInputs } from './model-inputs.js';
import { openModelRunner } from './model-runner.js';
import type { ModelRunner } from './model-runner.js';
import { openProgramToCompile, refusalReport } from './opened-program.js';
import type { OpenedProgram } from './opened-program.js';

/** Random inputs, besides the edge cases, on which a model is compared with the interpreter. */
const verifiedInputs = 1_000;

/** One s-op from its file to a model that is run and saved. */
export class CompileSession {
    private opened: OpenedProgram | undefined;
    private model: CompiledModel | undefined;
    private runner: ModelRunner | undefined;
    private inputs: ModelInputs | undefined;
    private isWrong = false;

    /** @param workerScript the bundle of the process that runs models natively */
    constructor(private readonly workerScript: string) { }

    open(program: ProgramToCompile): OpenAnswer {
        const opened = openProgramToCompile(program);
        if (typeof opened === 'string') {
            return { ok: false, message: opened };
        }
        this.opened = opened;
        return { ok: true, choices: guessChoices(opened.program, opened.statement, opened.name, opened.node), mostPositions };
    }

    checkAlphabet(typed: string): string | null {
        const read = readAlphabet(typed);
        return typeof read === 'string' ? read : null;
    }

    check(choices: CompileChoices): readonly RefusalReport[] {
        const opened = this.mustBeOpen();
        return checkCompilability(opened.node, optionsOf(opened, choices)).map(refusal => refusalReport(opened, refusal));
    }

    /** @throws Error where the device that was asked for cannot be had */
    async compile(choices: CompileChoices, device: CompileDevice, progress: (text: string) => void): Promise<CompileAnswer> {
        const opened = this.mustBeOpen();
        const start = performance.now();
        const compiled = compile(opened.node, optionsOf(opened, choices));
        const seconds = (performance.now() - start) / 1_000;
        if (!compiled.ok) {
            return { ok: false, refusals: compiled.refusals.map(refusal => refusalReport(opened, refusal)) };
        }
        const { model, report } = compiled;
        progress('preparing the device');
        const runner = await openModelRunner(model, device, this.workerScript);
        const verification = await verify(opened, model, runner, progress);
        this.runner?.close();
        this.runner = runner;
        this.model = model;
        this.isWrong = verification.wrong > 0;
        this.inputs = new ModelInputs(opened, model, runner);
        return {
            ok: true,
            model: {
                name: model.name, source: model.source, alphabet: choices.alphabet, maxLength: model.maxLength, firstInput: firstInput(opened, model), blocks: blocksOf(model, report),
                dModel: model.transformer.dModel, parameters: report.parameters, seconds, device: runner.device, verification, dimensions: model.dimensions,
                assumptions: report.assumptions.map(assumption => refusalReport(opened, assumption)), ...runner.note === undefined ? {} : { deviceNote: runner.note }
            }
        };
    }

    run(typed: string): Promise<RunAnswer> {
        return this.inputs?.run(typed) ?? Promise.resolve({ ok: false, message: 'nothing is compiled yet' });
    }

    head(index: number): HeadAnswer | null {
        return this.inputs?.head(index) ?? null;
    }

    /** @returns why it is not written, or null */
    async save(folder: string): Promise<string | null> {
        if (this.model === undefined || this.isWrong) {
            return this.isWrong ? 'a model with wrong outputs is not saved' : 'nothing is compiled yet';
        }
        try {
            await writeFolder(folder, writeModelFolder(this.model));
            return null;
        } catch (error) {
            if (error instanceof FolderRefused) {
                return error.message;
            }
            throw error;
        }
    }

    private mustBeOpen(): OpenedProgram {
        if (this.opened === undefined) {
            throw new Error('no program is open');
        }
        return this.opened;
    }
}

function readAlphabet(typed: string): readonly TypedValue[] | string {
    return parseAlphabet(typed, { most: mostTokens, label: 'the alphabet' });
}

function optionsOf({ name, names, statement }: OpenedProgram, { alphabet: typed, maxLength }: CompileChoices): CompileOptions {
    const alphabet = readAlphabet(typed);
    if (typeof alphabet === 'string') {
        throw new Error(alphabet);
    }
    return { name, source: statement.statement.text, alphabet, maxLength, names: node => names.text(node) };
}

async function verify({ node }: OpenedProgram, model: CompiledModel, runner: ModelRunner, progress: (text: string) => void): Promise<VerificationReport> {
    const steps = verifyOnRunner(node, model, verifiedInputs, async inputs => (await runner.run(inputs)).map(({ logits }) => logits));
    for (;;) {
        const step = await steps.next();
        if (step.done === true) {
            return verificationReport(step.value, runner.device);
        }
        progress(`verified ${step.value.toLocaleString('en-US')} inputs`);
    }
}

function verificationReport({ inputs, isExhaustive, wrong, wrongOnDevice, examples, failed, failure }: DeviceVerification, device: string): VerificationReport {
    const sentences = examples.map(({ input, position, expected, found }) =>
        `on ${inputText(input)}, position ${position}: expected ${atomRepr(expected)}, found ${found === undefined ? 'nothing' : atomRepr(atomOf(found))}`);
    return {
        inputs, isExhaustive, wrong: Math.max(wrong, wrongOnDevice), failed,
        examples: wrongOnDevice > 0 ? [...sentences, `${device} gave other outputs than the weights define on ${wrongOnDevice} inputs`] : sentences,
        ...failure === undefined ? {} : { failure: `${inputText(failure.input)}: ${failure.message}` }
    };
}

function inputText(input: readonly TypedValue[]): string {
    return input.every(({ value }) => typeof value === 'string' && [...value].length === 1) ? JSON.stringify(input.map(({ value }) => value).join(''))
        : `[${input.map(value => atomRepr(atomOf(value))).join(', ')}]`;
}

function blocksOf({ transformer, heads, extraBlocks }: CompiledModel, { promisedHeads }: CompileReport): BlockReport[] {
    return transformer.blocks.map(({ feedForward }, block): BlockReport => {
        const own = heads.filter(head => head.block === block);
        const hidden = feedForward?.width ?? 0;
        const [first] = own;
        const reason = extraBlocks.find(extra => extra.block === block)?.reason;
        return first === undefined ? { heads: [], hidden, ...reason === undefined ? {} : { reason } }
            : { layer: first.layer, promised: promisedHeads[first.layer - 1] ?? 0, heads: own.map(({ selector }) => selector), hidden };
    });
}
