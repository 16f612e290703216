import type { Connection } from 'vscode-languageserver';
import { readLevels } from '../language/lints/registry.js';
import type { LintLevels } from '../language/lints/registry.js';

/** The setting `rasp.lints`, as the editor has it for each document. */
export class LintSettings {
    private readonly connection: Connection;
    private readonly isSupported: () => boolean;
    private readonly known = new Map<string, Promise<LintLevels>>();

    /** @param isSupported whether the editor can be asked for settings */
    constructor(connection: Connection, isSupported: () => boolean) {
        this.connection = connection;
        this.isSupported = isSupported;
    }

    levelsFor(uri: string): Promise<LintLevels> {
        let levels = this.known.get(uri);
        if (levels === undefined) {
            levels = this.ask(uri);
            this.known.set(uri, levels);
        }
        return levels;
    }

    /** Makes the next question ask the editor again. */
    forget(uri?: string): void {
        if (uri === undefined) {
            this.known.clear();
        } else {
            this.known.delete(uri);
        }
    }

    private async ask(uri: string): Promise<LintLevels> {
        if (!this.isSupported()) {
            return {};
        }
        try {
            return readLevels(await this.connection.workspace.getConfiguration({ scopeUri: uri, section: 'rasp.lints' }));
        } catch (error) {
            this.connection.console.error(`The setting rasp.lints could not be read: ${String(error)}`);
            return {};
        }
    }
}
