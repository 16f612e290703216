import type { CompiledMemory, ToCompileHost } from '../../panels/compile-messages';

declare function acquireVsCodeApi(): { postMessage(message: ToCompileHost): void; setState(memory: CompiledMemory): void };

/** The panel's host; there is one, and it may be asked for once. */
export const host = acquireVsCodeApi();
