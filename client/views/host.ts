import type { PanelMemory, ToHost } from '../panels/flow-messages';

interface VsCodeApi {
    postMessage(message: ToHost): void;
    getState(): PanelMemory | undefined;
    setState(memory: PanelMemory): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The panel's host; there is one, and it may be asked for once. */
export const host = acquireVsCodeApi();
