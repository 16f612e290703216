import type { Connection } from 'vscode-languageserver';

/** Which hints stand in the text. */
export interface HintSettings {
    readonly types: boolean;
    readonly cost: boolean;
    readonly parameterNames: boolean;
}

/**
 * Without costs, since the line above each assignment tells them; and with types, which it does not.
 * The same as the defaults in package.json, for editors that do not send any.
 */
const defaults: HintSettings = { types: true, cost: false, parameterNames: true };

/** The settings `rasp.inlayHints.…`, asked for once for each document until they change. */
export class InlayHintSettings {
    private readonly connection: Connection;
    private readonly canAsk: () => boolean;
    private readonly known = new Map<string, Promise<HintSettings>>();

    constructor(connection: Connection, canAsk: () => boolean) {
        this.connection = connection;
        this.canAsk = canAsk;
    }

    of(uri: string): Promise<HintSettings> {
        const before = this.known.get(uri);
        if (before !== undefined) {
            return before;
        }
        const asked = this.ask(uri);
        this.known.set(uri, asked);
        return asked;
    }

    forget(uri?: string): void {
        if (uri === undefined) {
            this.known.clear();
        } else {
            this.known.delete(uri);
        }
    }

    private async ask(uri: string): Promise<HintSettings> {
        if (!this.canAsk()) {
            return defaults;
        }
        try {
            const found: unknown = await this.connection.workspace.getConfiguration({ scopeUri: uri, section: 'rasp.inlayHints' });
            const chosen = typeof found === 'object' && found !== null ? found : {};
            const isOn = (key: keyof HintSettings): boolean => {
                const value: unknown = Reflect.get(chosen, key);
                return typeof value === 'boolean' ? value : defaults[key];
            };
            return { types: isOn('types'), cost: isOn('cost'), parameterNames: isOn('parameterNames') };
        } catch (error) {
            this.connection.console.warn(`The settings of the hints could not be read: ${String(error)}`);
            return defaults;
        }
    }
}
