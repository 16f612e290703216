import type { ClientCapabilities, Connection } from 'vscode-languageserver';

/** Work shorter than this shows nothing. */
const delayMilliseconds = 500;
/** What is shown stays at least this long, so that it can be read. */
const leastMilliseconds = 400;
/** Between two reports, so that the editor is not kept busy by them. */
const pauseMilliseconds = 100;

/** Work that is under way, as its doer sees it. */
export interface WorkInProgress {
    /** Tells how far it is: of 100, and in words. */
    report(percentage: number, message: string): void;
    /** Ends it; safe to call more than once. */
    end(): void;
}

const untold: WorkInProgress = { report: () => undefined, end: () => undefined };

/** Tells the editor of work that takes long enough to be noticed. */
export class Progress {
    private readonly connection: Connection;
    private readonly client: () => ClientCapabilities;

    constructor(connection: Connection, client: () => ClientCapabilities) {
        this.connection = connection;
        this.client = client;
    }

    /** @param cancel ends the work early; the editor offers that where it is given */
    begin(title: string, cancel?: () => void): WorkInProgress {
        if (this.client().window?.workDoneProgress !== true) {
            return untold;
        }
        let isOver = false;
        let latest: readonly [number, string] | undefined;
        let report: (() => void) | undefined;
        let end: (() => void) | undefined;
        const show = async (): Promise<void> => {
            const reporter = await this.connection.window.createWorkDoneProgress();
            // The work may be over before the editor has answered; what never began needs no end.
            if (isOver) {
                return;
            }
            reporter.begin(title, latest?.[0] ?? 0, latest?.[1], cancel !== undefined);
            if (cancel !== undefined) {
                reporter.token.onCancellationRequested(cancel);
            }
            const begun = performance.now();
            let told = begun;
            report = () => {
                if (latest !== undefined && performance.now() - told >= pauseMilliseconds) {
                    told = performance.now();
                    reporter.report(...latest);
                }
            };
            end = () => { setTimeout(() => { reporter.done(); }, Math.max(0, begun + leastMilliseconds - performance.now())); };
        };
        const timer = setTimeout(() => {
            show().catch((error: unknown) => { this.connection.console.warn(`Progress was not shown: ${String(error)}`); });
        }, delayMilliseconds);
        return {
            report: (percentage, message) => {
                latest = [Math.min(100, Math.floor(percentage)), message];
                report?.();
            },
            end: () => {
                isOver = true;
                clearTimeout(timer);
                end?.();
                report = end = undefined;
            }
        };
    }
}
