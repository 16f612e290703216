import type { Connection } from 'vscode-languageserver';

/** One section of the editor's settings, asked for once for each document until it changes. */
export class DocumentSettings<T> {
    private readonly connection: Connection;
    private readonly canAsk: () => boolean;
    private readonly section: string;
    private readonly read: (found: unknown) => T;
    private readonly known = new Map<string, Promise<T>>();

    /**
     * @param canAsk whether the editor can be asked for settings
     * @param read what the editor says to what is meant; for undefined the defaults
     */
    constructor(connection: Connection, canAsk: () => boolean, section: string, read: (found: unknown) => T) {
        this.connection = connection;
        this.canAsk = canAsk;
        this.section = section;
        this.read = read;
    }

    of(uri: string): Promise<T> {
        let asked = this.known.get(uri);
        if (asked === undefined) {
            asked = this.ask(uri);
            this.known.set(uri, asked);
        }
        return asked;
    }

    /** Makes the next question ask the editor again. */
    forget(uri?: string): void {
        if (uri === undefined) {
            this.known.clear();
        } else {
            this.known.delete(uri);
        }
    }

    private async ask(uri: string): Promise<T> {
        if (!this.canAsk()) {
            return this.read(undefined);
        }
        try {
            return this.read(await this.connection.workspace.getConfiguration({ scopeUri: uri, section: this.section }));
        } catch (error) {
            this.connection.console.warn(`The setting ${this.section} could not be read: ${String(error)}`);
            return this.read(undefined);
        }
    }
}
