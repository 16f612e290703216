import * as vscode from 'vscode';
import { type ModelProcess, ProcessGone } from './asked-process';

export const NEEDS_DESKTOP = 'Compiling needs VS Code on the desktop, or the command "rasp compile".';

/**
 * Starts a process for some work, and ends it unless the work keeps it.
 * @param work tells whether it keeps the process
 * @returns what went wrong, in words
 */
export async function withProcess(start: () => ModelProcess, work: (process: ModelProcess) => Promise<boolean>): Promise<string | undefined> {
    const process = start();
    let isKept = false;
    try {
        isKept = await work(process);
        return undefined;
    } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        return error instanceof ProcessGone ? `${message} Run the command again to start another.` : `RASP: ${message}`;
    } finally {
        if (!isKept) {
            process.dispose();
        }
    }
}

/** Work with its progress and a button that ends it, with its process; undefined when that was used. */
export async function working<T>(title: string, process: ModelProcess, work: (progress: (text: string) => void) => Promise<T>): Promise<T | undefined> {
    return vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, cancellable: true, title }, async (progress, token) => {
        token.onCancellationRequested(() => { process.dispose(); });
        const start = Date.now();
        let part = '';
        const tell = (): void => { progress.report({ message: `${part}${part === '' ? '' : ', '}${Math.round((Date.now() - start) / 1_000)} s` }); };
        const ticking = setInterval(tell, 1_000);
        try {
            return await work(text => { part = text; tell(); });
        } catch (error) {
            if (token.isCancellationRequested) {
                return undefined;
            }
            throw error;
        } finally {
            clearInterval(ticking);
        }
    });
}
