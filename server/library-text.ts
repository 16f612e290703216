import { libraryText } from '../language/program/library-document.js';
import type { Feature } from './feature.js';
import { LIBRARY_TEXT_REQUEST } from './protocol/library-text.js';

/** Answers `rasp/libraryText`: what the editor shows where a definition is in the standard library. */
export const libraryTextFeature: Feature = {
    register({ connection, answer }) {
        connection.onRequest(LIBRARY_TEXT_REQUEST, answer(() => libraryText(), ''));
    }
};
