import { Input } from '../evaluation/input.js';
import { standardLibrary } from './library.js';
import { noFiles } from './load-host.js';
import { Session } from './session.js';
import type { SessionOptions } from './session-options.js';

/** A session on the standard library; without options, one at the prompt with the example "hello" and no files. */
export function openSession(options: Partial<SessionOptions> = {}): Session {
    return new Session({ mode: 'prompt', uri: 'rasp:prompt', example: Input.ofString('hello'), host: noFiles, foundation: standardLibrary(), ...options });
}
