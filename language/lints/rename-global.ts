import { unusedName } from '../actions/free-names.js';
import { findExpectations } from '../expectations/find-expectations.js';
import { NameFiles } from '../names/name-files.js';
import { planRename } from '../names/rename.js';
import type { ParsedStatement } from '../syntax/parse.js';
import type { Fix, FixContext } from './lint.js';

/** Gives a name that a file sets another one, wherever the file means this one by it; nothing where that cannot be told. */
export function renameGlobal(statement: ParsedStatement, start: number, name: string): (context: FixContext) => readonly Fix[] {
    return ({ program, offsetOf }) => {
        const offset = offsetOf(statement);
        const { uri, text, parsed } = program;
        const expectations = findExpectations(text, parsed);
        const files = new NameFiles({ statements: of => (of === uri ? parsed : undefined), expectations: () => expectations, resolve: () => undefined });
        const file = files.file(uri);
        const occurrence = offset === undefined ? undefined : file?.at(offset + start);
        if (file === undefined || occurrence === undefined) {
            return [];
        }
        const other = unusedName(`own_${name}`, text);
        const plan = planRename(files, [file], { file, occurrence }, other, () => 'another line');
        return 'reason' in plan ? [] : [{ title: `Rename it to \`${other}\``, edits: (plan.ranges.get(uri) ?? []).map(range => ({ ...range, text: other })) }];
    };
}
