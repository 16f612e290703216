/** What the training panel's host and the page inside it tell each other. */
import type { RunReport, TrainAnswers, TrainQuestion, TrainTarget } from '../../server/protocol/train';

/** What the page keeps, so that its trainings come back when the window is loaded again. */
export interface TrainMemory {
    readonly target: { readonly uri: string; readonly name: string; readonly line: number };
}

/** What the page asks of the process that trains, through the host. The device is the setting's. */
export type PageQuestion = Exclude<TrainQuestion, { kind: 'open' | 'runs' | 'save' | 'pauseAll' }>;

/** A question without the device, which the host adds from the setting. */
export type AskedByPage = PageQuestion extends infer Q ? (Q extends PageQuestion ? Omit<Q, 'device'> : never) : never;

export type ToTrainPage =
    /** The process is not there yet, or no longer; `message` says why and what to do. */
    | { readonly type: 'empty'; readonly memory: TrainMemory; /** The file's name. */ readonly file: string; readonly message: string; readonly isProblem: boolean }
    | { readonly type: 'target'; readonly target: TrainTarget; readonly runs: readonly RunReport[]; readonly memory: TrainMemory; readonly file: string }
    /** A training as it stands now. */
    | { readonly type: 'run'; readonly run: RunReport }
    | { readonly type: 'removed'; readonly run: string }
    /** The answer to a question. */
    | { readonly type: 'answer'; readonly id: number; readonly value: TrainAnswers[AskedByPage['kind']] }
    | { readonly type: 'failed'; readonly id: number; readonly message: string }
    | { readonly type: 'told'; readonly message: string; readonly isProblem: boolean };

export type ToTrainHost =
    | { readonly type: 'ready' }
    | { readonly type: 'ask'; readonly id: number; readonly question: AskedByPage }
    /** Asks where, and saves. */
    | { readonly type: 'save'; readonly run: string }
    /** Starts the process again with the program as it is now in the editor. */
    | { readonly type: 'again' };
