import type { ClientCapabilities, SignatureHelp } from 'vscode-languageserver';
import { callAt } from '../language/completion/signature.js';
import type { AnalyzedDocument } from './analyzed-document.js';
import type { Feature } from './feature.js';
import { prose } from './markdown.js';

/** The parameters of the call around an offset, with the one that the cursor is at. */
export function signatureHelp(document: AnalyzedDocument, offset: number, client: ClientCapabilities): SignatureHelp | null {
    const help = callAt(document.program, offset);
    if (help === undefined) {
        return null;
    }
    const information = client.textDocument?.signatureHelp?.signatureInformation;
    const hasOffsets = information?.parameterInformation?.labelOffsetSupport === true;
    const parameters = help.signatures[help.active]?.parameters.length ?? 0;
    return {
        signatures: help.signatures.map(({ label, text, parameters }) => ({
            label,
            ...text === '' ? {} : { documentation: { kind: 'markdown', value: prose(text) } },
            parameters: parameters.map(parameter => ({
                label: hasOffsets ? [parameter.start, parameter.end] : label.slice(parameter.start, parameter.end),
                ...parameter.text === '' ? {} : { documentation: { kind: 'markdown', value: prose(parameter.text) } }
            }))
        })),
        activeSignature: help.active,
        // One too many is none of them, which not every editor can be told.
        activeParameter: help.argument >= parameters && information?.noActiveParameterSupport === true ? null : help.argument
    };
}

export const signatureHelpFeature: Feature = {
    capabilities: { signatureHelpProvider: { triggerCharacters: ['(', ','], retriggerCharacters: [',', ')'] } },
    register({ connection, documents, client, answer }) {
        connection.onSignatureHelp(answer(async ({ textDocument, position }) => {
            const document = await documents.analyzedUntil(textDocument.uri, position);
            return document === undefined ? null : signatureHelp(document, document.offsetAt(position), client());
        }, null));
    }
};
