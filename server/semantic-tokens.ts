import type { Range, SemanticTokens, SemanticTokensDelta } from 'vscode-languageserver';
import { indexBefore } from '../language/completion/place.js';
import { nameModifiers, nameTypes, plainTypes } from '../language/annotation/marked-name.js';
import { SemanticNames } from '../language/annotation/semantic-names.js';
import { spliceBetween } from '../language/annotation/token-data.js';
import type { AnalyzedDocument } from './analyzed-document.js';
import type { Feature } from './feature.js';

const tokenTypes = [...nameTypes, ...plainTypes];
const typeNumbers = new Map(tokenTypes.map((type, number) => [type, number]));

interface Answered {
    readonly document: AnalyzedDocument;
    readonly names: SemanticNames;
    resultId: string;
    data: readonly number[];
}

/** What each name is, in colours: all of a document, what has changed since the last time, or what is in view. */
export class SemanticTokenAnswers {
    private readonly answered = new Map<string, Answered>();
    private count = 0;

    has(uri: string): boolean {
        return this.answered.has(uri);
    }

    forget(uri: string): void {
        this.answered.delete(uri);
    }

    full(document: AnalyzedDocument): SemanticTokens {
        const answered = this.of(document);
        answered.data = encode(document, answered.names, 0, Infinity);
        answered.resultId = String(++this.count);
        return { resultId: answered.resultId, data: [...answered.data] };
    }

    /** @param previous which answer the editor has; all is sent again when that is not the last one */
    delta(document: AnalyzedDocument, previous: string): SemanticTokens | SemanticTokensDelta {
        const { resultId: known, data: before } = this.of(document);
        const { resultId, data } = this.full(document);
        if (previous !== known) {
            return { ...resultId === undefined ? {} : { resultId }, data };
        }
        const splice = spliceBetween(before, data);
        return { ...resultId === undefined ? {} : { resultId }, edits: splice === undefined ? [] : [{ ...splice, data: [...splice.data] }] };
    }

    range(document: AnalyzedDocument, { start, end }: Range): SemanticTokens {
        const { parsed } = document.program;
        return { data: encode(document, this.of(document).names, Math.max(0, indexBefore(parsed, document.offsetAt(start))), indexBefore(parsed, document.offsetAt(end)) + 1) };
    }

    /** A document that was opened anew, or runs on another example, begins with nothing. */
    private of(document: AnalyzedDocument): Answered {
        const known = this.answered.get(document.uri);
        if (known?.document === document) {
            return known;
        }
        const made: Answered = { document, names: new SemanticNames(document.program), resultId: '', data: [] };
        this.answered.set(document.uri, made);
        return made;
    }
}

/** Five numbers for each name: lines and characters from the one before, length, type, modifiers. */
function encode(document: AnalyzedDocument, semanticNames: SemanticNames, from: number, to: number): number[] {
    const data: number[] = [];
    let lastLine = 0;
    let lastCharacter = 0;
    for (const { offset, names } of semanticNames.marked(from, to)) {
        for (const { start, end, type, modifiers } of names) {
            const { line, character } = document.positionAt(offset + start);
            data.push(line - lastLine, line === lastLine ? character - lastCharacter : character, end - start, typeNumbers.get(type) ?? 0, modifiers);
            lastLine = line;
            lastCharacter = character;
        }
    }
    return data;
}

export const semanticTokensFeature: Feature = {
    capabilities: { semanticTokensProvider: { legend: { tokenTypes, tokenModifiers: [...nameModifiers] }, full: { delta: true }, range: true } },
    register({ connection, documents, client, answer }) {
        const answers = new SemanticTokenAnswers();
        const { semanticTokens } = connection.languages;
        semanticTokens.on(answer(async ({ textDocument }, token) => {
            const document = await documents.shown(textDocument.uri, token);
            return document === undefined ? { data: [] } : answers.full(document);
        }, { data: [] }));
        semanticTokens.onDelta(answer(async ({ textDocument, previousResultId }, token) => {
            const document = await documents.shown(textDocument.uri, token);
            return document === undefined ? { data: [] } : answers.delta(document, previousResultId);
        }, { data: [] }));
        semanticTokens.onRange(answer(async ({ textDocument, range }, token) => {
            const document = await documents.shown(textDocument.uri, token);
            return document === undefined ? { data: [] } : answers.range(document, range);
        }, { data: [] }));
        documents.onClosed(uri => { answers.forget(uri); });
        documents.onAnalyzed(({ uri }, isEdit) => {
            // After an edit the editor asks by itself; what a loaded file or another example changes it cannot know.
            if (!isEdit && answers.has(uri) && client().workspace?.semanticTokens?.refreshSupport === true) {
                semanticTokens.refresh().catch((error: unknown) => { connection.console.warn(`Colours were not refreshed: ${String(error)}`); });
            }
        });
    }
};
