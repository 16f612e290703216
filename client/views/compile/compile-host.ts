import type { ToCompileHost } from '../../panels/compile-messages';

declare function acquireVsCodeApi(): { postMessage(message: ToCompileHost): void };

/** The panel's host; there is one, and it may be asked for once. */
export const host = acquireVsCodeApi();
