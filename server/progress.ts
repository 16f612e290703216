import type { ClientCapabilities, Connection } from 'vscode-languageserver';

/** Work shorter than this shows nothing. */
const delayMilliseconds = 500;
/** What is shown stays at least this long, so that it can be read. */
const leastMilliseconds = 400;

/** Tells the editor of work that takes long enough to be noticed. */
export class Progress {
    private readonly connection: Connection;
    private readonly client: () => ClientCapabilities;

    constructor(connection: Connection, client: () => ClientCapabilities) {
        this.connection = connection;
        this.client = client;
    }

    /** @returns ends it; safe to call more than once */
    begin(title: string): () => void {
        if (this.client().window?.workDoneProgress !== true) {
            return () => undefined;
        }
        let isOver = false;
        let end: (() => void) | undefined;
        const show = async (): Promise<void> => {
            const reporter = await this.connection.window.createWorkDoneProgress();
            // The work may be over before the editor has answered; what never began needs no end.
            if (!isOver) {
                reporter.begin(title);
                const begun = performance.now();
                end = () => { setTimeout(() => { reporter.done(); }, Math.max(0, begun + leastMilliseconds - performance.now())); };
            }
        };
        const timer = setTimeout(() => {
            show().catch((error: unknown) => { this.connection.console.warn(`Progress was not shown: ${String(error)}`); });
        }, delayMilliseconds);
        return () => {
            isOver = true;
            clearTimeout(timer);
            end?.();
            end = undefined;
        };
    }
}
