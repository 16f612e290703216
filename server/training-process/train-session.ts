import { cost } from '../../language/cost/cost.js';
import { FolderRefused, holdsModel, writeFolder } from '../../files/model-folder-on-disk.js';
import type { TrainingDriver } from '../../transformer/runtime/training-driver.js';
import { trainedFiles } from '../../transformer/runtime/trained-files.js';
import { readJob } from '../../transformer/training/job-options.js';
import type { ReadJob } from '../../transformer/training/job-options.js';
import type { ProgramSnapshot } from '../../transformer/training/program-snapshot.js';
import { openSop } from '../../transformer/training/training-job.js';
import type { OpenedSop, TrainingJob } from '../../transformer/training/training-job.js';
import { firstInput } from '../model-process/guess-choices.js';
import { openProgramToCompile } from '../model-process/opened-program.js';
import type { OpenedProgram } from '../model-process/opened-program.js';
import type { CompileDevice, ProgramToCompile, SaveAnswer } from '../protocol/compile.js';
import type { InspectAnswer, LengthsAnswer, RunReport, TrainCheckAnswer, TrainChoices, TrainOpenAnswer, TrainRefusal, TrainTarget } from '../protocol/train.js';
import { checkJob, refusalOf } from './check-choices.js';
import { OneRun, textOf } from './one-run.js';
import { RunInputs } from './run-inputs.js';
import { newReport, withStatus } from './run-report.js';
import { RunStore } from './run-store.js';
import type { FoundRun, OwnRun } from './run-store.js';
import { ToldReports } from './told-reports.js';
import { fieldName, offeredChoices, optionsOf, sentence } from './train-choices.js';

/** The s-op that is trained. */
interface Target {
    readonly opened: OpenedProgram;
    /** The program as it is trained, in which the name is that s-op's. */
    readonly program: ProgramSnapshot;
    readonly learned: OpenedSop;
    readonly offered: TrainTarget['offered'];
    readonly store: RunStore;
}

/** One s-op, and its trainings. */
export class TrainSession {
    private target: Target | undefined;
    private readonly runs = new Map<string, OneRun>();
    private readonly inputs = new Map<string, RunInputs>();
    private readonly told: ToldReports;

    /** @param send gets how trainings stand, unasked */
    constructor(private readonly driver: TrainingDriver, send: (report: RunReport) => void) {
        this.told = new ToldReports(send);
    }

    open(asked: ProgramToCompile, folder: string): TrainOpenAnswer {
        const opened = openProgramToCompile(asked, 'trained');
        if (typeof opened === 'string') {
            return { ok: false, message: opened };
        }
        const program = trainedProgram(opened);
        const learned = openSop({ program, sop: opened.name });
        if (!learned.ok) {
            return { ok: false, message: sentence(learned.message) };
        }
        const { name, node, statement } = opened;
        const offered = offeredChoices(opened);
        this.target = { opened, program, learned: learned.value, offered, store: new RunStore(folder, program.uri, name) };
        const { layers, sharedHeads } = cost(node);
        return { ok: true, name, source: statement.statement.text, layers, heads: sharedHeads, offered, firstInput: this.firstInput() };
    }

    check(choices: TrainChoices): TrainCheckAnswer {
        const read = this.read(choices);
        return read.ok ? checkJob(read.job, this.mustBeOpen().learned) : { ok: false, field: read.problem.option, message: sentence(read.problem.message) };
    }

    async start(choices: TrainChoices, device: CompileDevice): Promise<RunReport | TrainRefusal> {
        const { store, learned } = this.mustBeOpen();
        const read = this.read(choices);
        const wrong = read.ok ? this.check(choices) : undefined;
        if (!read.ok) {
            return { refused: sentence(read.problem.message), field: read.problem.option };
        }
        if (wrong?.ok === false) {
            return wrong.field === 'skipFailing' ? refusalOf(read.job, learned, wrong.message) : { refused: wrong.message, ...(wrong.field === undefined ? {} : { field: wrong.field }) };
        }
        const name = store.newName();
        const stored = { program: read.job.program, device, report: newReport(name, choices, read.job) };
        try {
            await store.add(name, stored);
        } catch (error) {
            return { refused: `No folder can be made for the training: ${textOf(error)}` };
        }
        const run = this.runOf(stored, read.job);
        this.runs.set(name, run);
        try {
            await run.begin();
            return run.report;
        } catch (error) {
            this.runs.delete(name);
            await run.remove();
            return refusalOf(read.job, learned, error instanceof Error ? error.message : String(error));
        }
    }

    /** All trainings of the s-op. What is not open here is read again: another window may have gone on with it. */
    async all(): Promise<readonly RunReport[]> {
        return (await this.found()).map(found => this.reportOf(found));
    }

    async pause(name: string): Promise<RunReport> {
        const run = await this.run(name);
        await run.pause();
        return run.report;
    }

    async resume(name: string, device: CompileDevice): Promise<RunReport | TrainRefusal> {
        try {
            const run = await this.run(name);
            await run.resume(device);
            return run.report;
        } catch (error) {
            return { refused: textOf(error) };
        }
    }

    async remove(name: string): Promise<null> {
        const { store } = this.mustBeOpen();
        const found = this.runs.get(name)?.isOpen === true ? undefined : (await this.found()).find(({ run }) => run === name);
        if (found?.kind === 'kept' && found.holder !== undefined) {
            throw new Error(elsewhereText(found.holder));
        }
        await this.runs.get(name)?.remove();
        if (found !== undefined) {
            await store.remove(name);
        }
        this.runs.delete(name);
        this.inputs.delete(name);
        this.told.forget(name);
        return null;
    }

    async inspect(name: string, typed: readonly string[]): Promise<InspectAnswer> {
        return this.looking(name, (run, inputs) => run.ready().then(training => inputs.inspect(training, typed)));
    }

    async lengths(name: string): Promise<LengthsAnswer> {
        return this.looking(name, (run, inputs) => run.ready().then(training => inputs.lengths(training)));
    }

    async save(name: string, folder: string, replaces: boolean): Promise<SaveAnswer> {
        try {
            const run = await this.run(name);
            if (!['ended', 'paused'].includes(run.report.status)) {
                return { kind: 'refused', message: 'A model is saved once its training has ended, or while it is paused.' };
            }
            if (!replaces && await holdsModel(folder, 'trained')) {
                return { kind: 'holdsModel' };
            }
            const { training: { info, device }, result } = await run.outcome();
            await writeFolder(folder, trainedFiles({ job: run.ownJob, info, device, result, hasCheckpoint: false }), undefined, 'trained');
            return { kind: 'saved' };
        } catch (error) {
            return { kind: 'refused', message: error instanceof FolderRefused ? `Not saved: ${error.message}.` : `Not saved: ${textOf(error)}` };
        }
    }

    /** Lets all trainings stand with a checkpoint, and their folders to others. */
    async pauseAll(): Promise<null> {
        const ends = await Promise.allSettled([...this.runs.values()].map(run => run.close()));
        const failed = ends.find(end => end.status === 'rejected');
        if (failed !== undefined) {
            throw failed.reason;
        }
        return null;
    }

    /** Ends the process that trains. */
    close(): void {
        this.driver.close();
    }

    private read(choices: TrainChoices): ReadJob {
        const { program, opened: { name }, learned: { node } } = this.mustBeOpen();
        return readJob(optionsOf(choices), { program, sop: name, node, nameOf: fieldName });
    }

    /** What can be asked of a run's model; why not, where there is none. */
    private async looking<A>(name: string, look: (run: OneRun, inputs: RunInputs) => Promise<A>): Promise<A | { ok: false; message: string }> {
        try {
            const run = await this.run(name);
            // Its checkpoint may be of another job than its choices say.
            await run.ready();
            const inputs = this.inputs.get(name) ?? new RunInputs(run.ownJob);
            this.inputs.set(name, inputs);
            return await look(run, inputs);
        } catch (error) {
            return { ok: false, message: textOf(error) };
        }
    }

    /** @throws Error where there is none that can be used here */
    private async run(name: string): Promise<OneRun> {
        if (this.runs.get(name)?.isOpen !== true) {
            const found = (await this.found()).find(({ run }) => run === name);
            if (found !== undefined) {
                const report = this.reportOf(found);
                if (report.isElsewhere === true || found.kind === 'broken') {
                    throw new Error(report.message);
                }
            }
        }
        const run = this.runs.get(name);
        if (run === undefined) {
            throw new Error('there is no such training any more');
        }
        return run;
    }

    private async found(): Promise<readonly FoundRun[]> {
        await Promise.all([...this.runs.values()].map(run => run.kept()));
        return await this.mustBeOpen().store.all();
    }

    private reportOf(found: FoundRun): RunReport {
        const { offered: [usual], store } = this.mustBeOpen();
        const open = this.runs.get(found.run);
        if (open?.isOpen === true) {
            return open.report;
        }
        if (found.kind === 'broken') {
            const choices = usual?.choices;
            if (choices === undefined) {
                throw new Error('no choices are offered');
            }
            return { run: found.run, title: found.run, choices, status: 'failed', message: `It cannot be read: ${sentence(found.message)} Remove it; its checkpoint is in ${store.checkpoints(found.run)}.`, epochs: [], mostEpochs: 0, longest: 1 };
        }
        const { stored: { report: kept, program, device }, holder, run } = found;
        const report = holder !== undefined ? { ...kept, isElsewhere: true, message: sentence(elsewhereText(holder)) }
            : ['opening', 'training', 'testing'].includes(kept.status) ? withStatus(kept, 'paused', 'It was interrupted. What was done until its last checkpoint is kept: resume it.')
            : kept;
        const { opened: { name, node } } = this.mustBeOpen();
        const read = readJob(optionsOf(kept.choices), { program, sop: name, node, nameOf: fieldName });
        if (!read.ok) {
            return { ...report, status: 'failed', message: sentence(read.problem.message) };
        }
        this.runs.set(run, this.runOf({ program, device, report }, read.job));
        return report;
    }

    private runOf(stored: OwnRun, job: TrainingJob): OneRun {
        const { store } = this.mustBeOpen();
        return new OneRun({ driver: this.driver, store, tell: report => { this.told.tell(report); } }, job, stored);
    }

    private firstInput(): string {
        const { opened, offered: [small] } = this.mustBeOpen();
        const read = small === undefined ? undefined : this.read(small.choices);
        return read?.ok === true ? firstInput(opened, { alphabet: read.job.data.alphabet, maxLength: read.job.data.lengths.most }) : '';
    }

    private mustBeOpen(): Target {
        if (this.target === undefined) {
            throw new Error('no program is open');
        }
        return this.target;
    }
}

/** A name that is set again later means another s-op at the end of the program. */
function trainedProgram({ program, statement, name, snapshot }: OpenedProgram): ProgramSnapshot {
    const last = program.statements.findLast(({ bindings }) => bindings.has(name));
    return last?.offset === statement.offset ? snapshot : { ...snapshot, text: snapshot.text.slice(0, statement.offset + statement.statement.text.length) };
}

function elsewhereText(holder: number): string {
    return `another window has this training open (process ${holder})`;
}
