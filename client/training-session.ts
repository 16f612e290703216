import type { ProgramToCompile } from '../server/protocol/compile';
import type { RunReport, RunStatus, TrainAnswers, TrainOpenAnswer, TrainQuestion } from '../server/protocol/train';
import type { ProcessGone, ProcessListener, TrainingProcess } from './asked-process';

/** How long trainings may take to write their checkpoints before their process is ended. */
const PAUSE_MS = 10_000;
const AT_WORK: ReadonlySet<RunStatus> = new Set(['opening', 'training', 'testing']);

export interface SessionListener {
    changed(run: RunReport, before: RunReport | undefined): void;
    gone(error: ProcessGone): void;
}

/** The trainings of one s-op, as they stand, and the process that trains them. */
export class TrainingSession {
    private readonly process: TrainingProcess;
    private readonly reports = new Map<string, RunReport>();
    /** What the process still tells of these is old. */
    private readonly removed = new Set<string>();

    constructor(start: (listener: ProcessListener<RunReport>) => TrainingProcess, private readonly listener: SessionListener) {
        this.process = start({
            told: run => { this.note(run); },
            gone: error => { listener.gone(error); },
        });
    }

    get runs(): readonly RunReport[] {
        return [...this.reports.values()];
    }

    get isTraining(): boolean {
        return this.process.isAlive && this.runs.some(({ status, isElsewhere }) => AT_WORK.has(status) && isElsewhere !== true);
    }

    /** Reads the program and the trainings of its s-op that are kept in the folder. */
    async open(program: ProgramToCompile, folder: string): Promise<TrainOpenAnswer> {
        const answer = await this.process.ask<'open'>({ kind: 'open', program, folder });
        if (answer.ok) {
            (await this.process.ask<'runs'>({ kind: 'runs' })).forEach(run => { this.note(run); });
        }
        return answer;
    }

    async ask<K extends TrainQuestion['kind']>(question: Extract<TrainQuestion, { readonly kind: K }>): Promise<TrainAnswers[K]> {
        const answer = await this.process.ask<K>(question);
        const asked: TrainQuestion = question;
        if (asked.kind === 'remove') {
            this.removed.add(asked.run);
            this.reports.delete(asked.run);
        } else if (isReport(answer)) {
            this.note(answer);
        }
        return answer;
    }

    /**
     * Lets trainings stand with a checkpoint, and ends the process. @returns false where one did not come to stand in
     * time: its last checkpoint is the one written before, at most a minute ago.
     */
    async end(pauseMs = PAUSE_MS): Promise<boolean> {
        const isPaused = !this.isTraining || await this.pauseAll(pauseMs);
        this.dispose();
        return isPaused;
    }

    dispose(): void {
        this.process.dispose();
    }

    private async pauseAll(pauseMs: number): Promise<boolean> {
        let timer: NodeJS.Timeout | undefined;
        const late = new Promise<boolean>(resolve => { timer = setTimeout(() => { resolve(false); }, pauseMs); });
        // A process that ends meanwhile has paused nothing.
        const paused = this.process.ask<'pauseAll'>({ kind: 'pauseAll' }).then(() => true, () => false);
        try {
            return await Promise.race([paused, late]);
        } finally {
            clearTimeout(timer);
        }
    }

    private note(run: RunReport): void {
        if (!this.removed.has(run.run)) {
            const before = this.reports.get(run.run);
            this.reports.set(run.run, run);
            this.listener.changed(run, before);
        }
    }
}

function isReport(answer: TrainAnswers[TrainQuestion['kind']]): answer is RunReport {
    return answer !== null && 'run' in answer;
}
