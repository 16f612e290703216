import type { CompileAnswers, CompileQuestion } from '../server/protocol/compile';
import type { RunReport, TrainAnswers, TrainQuestion } from '../server/protocol/train';

/** The process ended, or could not be started; the next command starts another. */
export class ProcessGone extends Error { }

/** A process of the extension that answers questions, each of a `kind`. */
export interface AskedProcess<Q extends { readonly kind: string }, A extends Readonly<Record<Q['kind'], unknown>>> {
    readonly isAlive: boolean;
    /** @throws ProcessGone, or an error with what went wrong in it */
    ask<K extends Q['kind']>(question: Extract<Q, { readonly kind: K }>, progress?: (text: string) => void): Promise<A[K]>;
    /** Ends it, whatever it does. */
    dispose(): void;
}

/** What a process says without being asked. */
export interface ProcessListener<T> {
    told(news: T): void;
    /** It ended by itself. */
    gone(error: ProcessGone): void;
}

/** A process that compiles one s-op and runs its model. */
export type ModelProcess = AskedProcess<CompileQuestion, CompileAnswers>;

/** A process that trains transformers of one s-op. */
export type TrainingProcess = AskedProcess<TrainQuestion, TrainAnswers>;

/** Starts such processes. There is none in a browser. */
export interface ProcessStarter {
    readonly model: () => ModelProcess;
    readonly training: (listener: ProcessListener<RunReport>) => TrainingProcess;
}
