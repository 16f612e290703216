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
    /** What is wrong with the setting, by the documents for which it was asked. */
    private readonly problems = new Map<string, string>();

    constructor(connection: Connection) {
        this.connection = connection;
    }

    /** The example that the settings give a document. A setting that is no input is told once, and the built-in one serves. */
    async exampleFor(uri: string): Promise<Input> {
        if (!this.isSupported) {
            return Input.ofString(builtIn);
        }
        this.problems.delete(uri);
        const value: unknown = await this.connection.workspace.getConfiguration({ scopeUri: uri, section: 'rasp.example.input' });
        if (typeof value !== 'string' || value === '') {
            return Input.ofString(builtIn);
        }
        try {
            return readTypedInput(value);
        } catch (error) {
            const problem = error instanceof Error ? error.message : String(error);
            this.problems.set(uri, problem);
            if (!this.complained.has(value)) {
                this.complained.add(value);
                this.connection.window.showWarningMessage(`The setting rasp.example.input is not an input: ${problem}. "${builtIn}" is used.`);
            }
            return Input.ofString(builtIn);
        }
    }

    /** Why the setting gives a document no example; undefined where it does, or is not set. */
    problemFor(uri: string): string | undefined {
        return this.problems.get(uri);
    }

    isBuiltIn(input: Input): boolean {
        return input.text === `"${builtIn}"`;
    }
}
