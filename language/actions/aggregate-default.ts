import { Failure } from '../evaluation/evaluation.js';
import { isSOp } from '../graph/nodes.js';
import { isAggregate } from '../syntax/generated/ast.js';
import { defaultEdit } from './add-default.js';
import { expressionAround } from './refactoring.js';
import type { Refactoring, Selection } from './refactoring.js';
import { withoutBrackets } from './tree.js';

/** Writes the default of the aggregate at the cursor: 0, which it has anyway, or the empty string among strings, where 0 would fail. */
export function addDefault(selection: Selection): Refactoring[] {
    const { program } = selection;
    const selected = expressionAround(selection, tree => isAggregate(tree));
    if (selected === undefined || !isAggregate(selected.tree) || selected.tree.default !== undefined) {
        return [];
    }
    const { statement, tree } = selected;
    const values = program.valueOfTree(withoutBrackets(tree.values));
    const column = isSOp(values) ? program.evaluationOn(statement.examples['s-op']).column(values) : undefined;
    const text = column === undefined || column instanceof Failure || column.type !== 'strings' ? '0' : '""';
    const edit = defaultEdit(tree, text);
    return [{ kind: 'rewrite', title: `Add the default ${text}`, edits: [{ start: edit.start + statement.offset, end: edit.end + statement.offset, text: edit.text }] }];
}
