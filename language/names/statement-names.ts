import type { ParsedStatement } from '../syntax/parse.js';
import type { StatementNames } from './occurrence.js';
import { readBrokenNames } from './read-broken-names.js';
import { readNames } from './read-names.js';
import { NameRecorder } from './name-recorder.js';

/** By the names that cannot be set, since the library is a file as well. */
const known = new WeakMap<ReadonlySet<string>, WeakMap<ParsedStatement, StatementNames>>();

/**
 * The names of a statement, from memory when it was asked for before.
 * @param reserved what cannot be set at top level
 */
export function namesOf(statement: ParsedStatement, reserved: ReadonlySet<string>): StatementNames {
    let forReserved = known.get(reserved);
    if (forReserved === undefined) {
        forReserved = new WeakMap();
        known.set(reserved, forReserved);
    }
    let names = forReserved.get(statement);
    if (names === undefined) {
        const recorder = new NameRecorder(reserved);
        const { tree, text, problems } = statement;
        if (tree === undefined || problems.length > 0) {
            readBrokenNames(text, recorder);
        } else {
            readNames(tree, recorder);
        }
        names = recorder.finish(tree?.$type === 'Exit' && problems.length === 0);
        forReserved.set(statement, names);
    }
    return names;
}
