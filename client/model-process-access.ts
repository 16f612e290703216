import type { CompileAnswers, CompileQuestion } from '../server/protocol/compile';

/** The process ended, or could not be started; the next command starts another. */
export class ModelProcessGone extends Error { }

/** A process that compiles one s-op and runs its model. */
export interface ModelProcess {
    readonly isAlive: boolean;
    /** @throws ModelProcessGone, or an error with what went wrong in it */
    ask<K extends CompileQuestion['kind']>(question: Extract<CompileQuestion, { kind: K }>, progress?: (text: string) => void): Promise<CompileAnswers[K]>;
    /** Ends it, whatever it does. */
    dispose(): void;
}

/** Starts such a process; undefined where there are no processes, as in a browser. */
export type StartModelProcess = (() => ModelProcess) | undefined;
