import { checkCompilability, compile, mostPositions, mostTokens } from '../../transformer/compilation/compile.js';
import type { CompileOptions, CompileReport } from '../../transformer/compilation/compile.js';
import { FolderRefused, holdsModel, writeFolder } from '../../files/model-folder-on-disk.js';
import { namesInModel } from '../../language/insight/names-in-model.js';
import { programTexts } from '../../language/program/program-texts.js';
import { mostProgram } from '../../transformer/files/config-file.js';
import { writeModelFolder } from '../../transformer/files/model-folder.js';
import { alphabetSummary, parseAlphabet } from '../../transformer/model/alphabet-text.js';
import type { CompiledModel, TypedValue } from '../../transformer/model/transformer.js';
import { tellingStages } from '../../transformer/runtime/compile-progress.js';
import type { ModelRuntime } from '../../transformer/runtime/model-runtime.js';
import { WorkerGone } from '../../transformer/runtime/worker-process.js';
import { refusalText } from '../protocol/compile.js';
import type { AlphabetAnswer, BlockReport, CompileAnswer, CompileChoices, CompileDevice, HeadAnswer, OpenAnswer, ProgramToCompile, RefusalReport, RunAnswer, SaveAnswer, VerificationReport } from '../protocol/compile.js';
import { firstInput, guessChoices } from './guess-choices.js';
import { ModelInputs } from './model-inputs.js';
import { openModelRunner, startRuntime } from './model-runner.js';
import type { ModelRunner } from './model-runner.js';
import { openProgramToCompile, refusalReport } from './opened-program.js';
import type { OpenedProgram } from './opened-program.js';
import { verifyModel } from './verify-model.js';

/** What is compiled for, on what, and whom it is told. */
interface Asked {
    readonly choices: CompileChoices;
    readonly device: CompileDevice;
    progress(text: string): void;
}

/** One s-op from its file to a model that is run and saved. */
export class CompileSession {
    private opened: OpenedProgram | undefined;
    private model: CompiledModel | undefined;
    private runner: ModelRunner | undefined;
    private inputs: ModelInputs | undefined;
    private verification: VerificationReport | undefined;

    /** @param workerScript the bundle of the process that runs models natively */
    constructor(private readonly workerScript: string) { }

    open(program: ProgramToCompile): OpenAnswer {
        const opened = openProgramToCompile(program);
        if (typeof opened === 'string') {
            return { ok: false, message: opened };
        }
        this.opened = opened;
        return { ok: true, choices: guessChoices(opened), mostPositions };
    }

    readAlphabet(typed: string): AlphabetAnswer {
        const read = readAlphabet(typed);
        return typeof read === 'string' ? { ok: false, message: read } : { ok: true, tokens: alphabetSummary(read) };
    }

    check(choices: CompileChoices, progress: (text: string) => void): readonly RefusalReport[] {
        const opened = this.mustBeOpen();
        return checkCompilability(opened.node, tellingStages(optionsOf(opened, choices), progress)).map(refusal => refusalReport(opened, refusal));
    }

    async compile(choices: CompileChoices, device: CompileDevice, progress: (text: string) => void): Promise<CompileAnswer> {
        const opened = this.mustBeOpen();
        const options = tellingStages(optionsOf(opened, choices), progress);
        // It gets ready while this process compiles.
        const runtime = startRuntime(this.workerScript);
        let isInUse = false;
        try {
            const answer = await this.compileFor(runtime, opened, options, { choices, device, progress });
            isInUse = answer.ok;
            return answer;
        } finally {
            if (!isInUse) {
                runtime.close();
            }
        }
    }

    run(typed: string): Promise<RunAnswer> {
        return this.inputs?.run(typed) ?? Promise.resolve({ ok: false, message: 'nothing is compiled yet' });
    }

    head(index: number): HeadAnswer | null {
        return this.inputs?.head(index) ?? null;
    }

    /** Writes the model's folder, over a model that is there only when told so. */
    async save(folder: string, replaces: boolean): Promise<SaveAnswer> {
        const reason = this.reasonAgainstSaving();
        if (this.model === undefined || reason !== undefined) {
            return { kind: 'refused', message: reason ?? 'Nothing is compiled yet.' };
        }
        if (!replaces && await holdsModel(folder)) {
            return { kind: 'holdsModel' };
        }
        try {
            await writeFolder(folder, writeModelFolder(this.model));
            return { kind: 'saved' };
        } catch (error) {
            if (error instanceof FolderRefused) {
                return { kind: 'refused', message: `Not saved: ${error.message}.` };
            }
            throw error;
        }
    }

    private async compileFor(runtime: ModelRuntime, opened: OpenedProgram, options: CompileOptions, { choices, device, progress }: Asked): Promise<CompileAnswer> {
        const start = performance.now();
        const compiled = compile(opened.node, options);
        const seconds = (performance.now() - start) / 1_000;
        if (!compiled.ok) {
            return { ok: false, refusals: compiled.refusals.map(refusal => refusalReport(opened, refusal)) };
        }
        const { model, report } = compiled;
        progress('preparing the device');
        const checked = await this.verified(runtime, opened, model, device, progress);
        if (typeof checked === 'string') {
            return { ok: false, device: checked };
        }
        const { runner, verification } = checked;
        this.model = model;
        this.verification = verification;
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

    /** The model on a device, and what checking it there gave; or why there is no such device. */
    private async verified(runtime: ModelRuntime, opened: OpenedProgram, model: CompiledModel, device: CompileDevice, progress: (text: string) => void): Promise<{ runner: ModelRunner; verification: VerificationReport } | string> {
        let runner: ModelRunner;
        try {
            runner = await openModelRunner(model, device, runtime);
        } catch (error) {
            return deviceProblem(error, device);
        }
        this.runner?.close();
        this.runner = runner;
        try {
            return { runner, verification: await verifyModel(opened, model, runner, progress) };
        } catch (error) {
            if (error instanceof WorkerGone) {
                return deviceProblem(error, device);
            }
            throw error;
        }
    }

    private reasonAgainstSaving(): string | undefined {
        const { wrong = 0, failure } = this.verification ?? {};
        return wrong > 0 ? 'A model with wrong outputs is not saved.' : failure && refusalText(failure);
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

/** What is wrong with a device, and what can be done. */
function deviceProblem(error: unknown, device: CompileDevice): string {
    const message = error instanceof Error ? error.message : String(error);
    const next = error instanceof WorkerGone ? 'Run the command again to start another' : 'Compile again';
    return `${message.charAt(0).toUpperCase()}${message.slice(1)}. ${next}${device === 'auto' ? '' : ', or set rasp.compile.device to auto'}.`;
}

function optionsOf({ program, name, names, node, statement }: OpenedProgram, { alphabet: typed, maxLength }: CompileChoices): CompileOptions {
    const alphabet = readAlphabet(typed);
    if (typeof alphabet === 'string') {
        throw new Error(alphabet);
    }
    const texts = programTexts(program, mostProgram);
    return { name, source: statement.statement.text, ...texts === undefined ? {} : { program: texts }, alphabet, maxLength, names: namesInModel(names, node) };
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
