import { TextDocument } from 'vscode-languageserver-textdocument';
import { libraryProgram } from '../language/program/library-program.js';
import { libraryUri } from '../language/program/library.js';
import { AnalyzedDocument } from './analyzed-document.js';
import type { ExampleSettings } from './settings.js';

/** The standard library as editors show it, run when somebody reads it, on the example of the settings. */
export class ShownLibrary {
    private readonly settings: ExampleSettings;
    private made: AnalyzedDocument | undefined;

    constructor(settings: ExampleSettings) {
        this.settings = settings;
    }

    async document(): Promise<AnalyzedDocument> {
        const example = await this.settings.exampleFor(libraryUri);
        if (this.made?.program.defaultExample.text !== example.text) {
            const program = libraryProgram(example);
            this.made = new AnalyzedDocument(TextDocument.create(libraryUri, 'rasp', 0, program.text), program);
        }
        return this.made;
    }
}
