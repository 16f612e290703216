import type { CancellationToken } from 'vscode-languageserver';
import type { AnalyzedDocument } from './analyzed-document.js';
import type { Feature } from './feature.js';
import { EXPECTATIONS_NOTIFICATION, EXPECTATIONS_REQUEST } from './protocol/expectations.js';
import type { ExpectationsCheckedParams, ExpectationsParams, ExpectationState } from './protocol/expectations.js';
import { WhenSettled } from './when-settled.js';

/** How the expectations of a document stand, in its order. */
export function expectationStates(document: AnalyzedDocument): ExpectationState[] {
    return document.expectations.all.flatMap(({ text, offset, occurrence, outcome }): ExpectationState[] => {
        if (outcome === undefined) {
            return [];
        }
        const { status, message, expected, found } = outcome;
        return [{
            id: `${occurrence} ${text}`, text, range: document.range(offset, offset + text.length), status, message,
            ...(expected === undefined ? {} : { expected }), ...(found === undefined ? {} : { found })
        }];
    });
}

export const expectationsFeature: Feature = {
    register({ connection, documents, answer }) {
        const settled = new WhenSettled();
        /** Documents whose last notification told of any. */
        const told = new Set<string>();
        documents.onChecked(document => {
            settled.run(document, () => {
                const expectations = expectationStates(document);
                if (expectations.length > 0 || told.delete(document.uri)) {
                    const params: ExpectationsCheckedParams = { uri: document.uri, version: document.version, expectations };
                    void connection.sendNotification(EXPECTATIONS_NOTIFICATION, params);
                }
                if (expectations.length > 0) {
                    told.add(document.uri);
                }
            });
        });
        documents.onClosed(uri => {
            settled.drop(uri);
            told.delete(uri);
        });
        connection.onRequest(EXPECTATIONS_REQUEST, answer(async ({ uri }: ExpectationsParams, token: CancellationToken) => {
            const document = await documents.checked(uri, token);
            return document === undefined ? [] : expectationStates(document);
        }, []));
    }
};
