import type { Connection } from 'vscode-languageserver';
import { Input } from '../language/evaluation/input.js';
import { readTypedInput } from '../language/program/typed-input.js';

const builtIn = 'hello';

/** The setting `rasp.example.input`, as the editor has it for each document. */
export class ExampleSettings {
    /** Whether the editor can be asked for settings. */
    isSupported = false;
    private readonly connection: Connection;
    private readonly complained = new Set<string>();

    constructor(connection: Connection) {
        this.connection = connection;
    }

    /** The example that the settings give a document. A setting that is no input is told once, and the built-in one serves. */
    async exampleFor(uri: string): Promise<Input> {
        if (!this.isSupported) {
            return Input.ofString(builtIn);
        }
        const value: unknown = await this.connection.workspace.getConfiguration({ scopeUri: uri, section: 'rasp.example.input' });
        if (typeof value !== 'string' || value === '') {
            return Input.ofString(builtIn);
        }
        try {
            return readTypedInput(value);
        } catch (error) {
            if (!this.complained.has(value)) {
                this.complained.add(value);
                this.connection.window.showWarningMessage(`The setting rasp.example.input is not an input: ${error instanceof Error ? error.message : String(error)}. "${builtIn}" is used.`);
            }
            return Input.ofString(builtIn);
        }
    }

    isBuiltIn(input: Input): boolean {
        return input.text === `"${builtIn}"`;
    }
}
