import { rangeOf } from '../syntax/ranges.js';
import { extractStatements } from './extract-statements.js';
import { homeOf } from './extract-variable.js';
import { freeNames, unusedName } from './free-names.js';
import { parametersFor } from './parameters.js';
import { selectedExpression, usesOut } from './refactoring.js';
import type { Refactoring, Selection } from './refactoring.js';
import { textOf, withoutBrackets } from './tree.js';

const title = 'Extract to function';

/** Makes a function of the selected expression or statements, above the top-level statement that they stand in. */
export function extractFunction(selection: Selection): Refactoring[] {
    const { program } = selection;
    if (usesOut(program)) {
        return [];
    }
    const selected = selectedExpression(selection);
    if (selected === undefined) {
        const extracted = extractStatements(selection);
        return extracted === undefined ? [] : [{ kind: 'extract', title, ...extracted }];
    }
    const { statement, tree } = selected;
    const { text } = statement.statement;
    const inner = withoutBrackets(tree);
    if (homeOf(tree) === undefined || inner.$type === 'Name' || inner.$type.endsWith('Literal')) {
        return [];
    }
    const name = unusedName('extracted', program.text);
    const parameters = parametersFor(freeNames(tree), [tree], program).join(', ');
    const { start, end } = rangeOf(tree);
    const definition = `def ${name}(${parameters}) {\n    return ${textOf(inner, text)};\n}\n`;
    return [{
        kind: 'extract', title, newName: statement.offset + definition.length + start,
        edits: [
            { start: statement.offset, end: statement.offset, text: definition },
            { start: statement.offset + start, end: statement.offset + end, text: `${name}(${parameters})` }
        ]
    }];
}
