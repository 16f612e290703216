import type { ToTrainHost, TrainMemory } from '../../panels/train-messages';

declare function acquireVsCodeApi(): { postMessage(message: ToTrainHost): void; setState(memory: TrainMemory): void };

/** The panel's host; there is one, and it may be asked for once. */
export const host = acquireVsCodeApi();
