import { wholeLines } from '../actions/whole-lines.js';
import type { Fix, FixContext, StatementRange } from './lint.js';

/** Takes a statement that sets a name out of the file. */
export function removeStatement({ statement, start, end }: StatementRange, name: string): (context: FixContext) => readonly Fix[] {
    return ({ offsetOf, program }) => {
        const offset = offsetOf(statement);
        return offset === undefined ? [] : [{ title: `Remove \`${name}\``, edits: [{ ...wholeLines(program.text, offset + start, offset + end), text: '' }] }];
    };
}
