/** The scheme of the standard library's address. Its document is read-only. */
export const LIBRARY_SCHEME = 'rasp-library';

/** Request `rasp/libraryText`, without parameters: the text of the standard library's document. */
export const LIBRARY_TEXT_REQUEST = 'rasp/libraryText';
