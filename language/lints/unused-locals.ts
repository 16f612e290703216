import type { AstNode } from 'langium';
import { walk } from '../actions/tree.js';
import { isAssignment, isFunctionDefinition, isName } from '../syntax/generated/ast.js';
import type { Assignment, FunctionDefinition, Statement } from '../syntax/generated/ast.js';
import type { ParsedStatement } from '../syntax/parse.js';
import { rangeOf } from '../syntax/ranges.js';
import type { Finding } from './lint.js';
import { namePlace } from './name-places.js';
import { removeStatement } from './remove-statement.js';

/** Parameters and locals that their function never reads. A name that begins with `_` is meant to be unused. */
export function unusedLocals(statement: ParsedStatement, tree: Statement): Finding[] {
    const found: Finding[] = [];
    walk(tree, part => {
        if (isFunctionDefinition(part)) {
            found.push(...unusedIn(part, statement));
        }
        return true;
    });
    return found;
}

function unusedIn(definition: FunctionDefinition, statement: ParsedStatement): Finding[] {
    const found: Finding[] = [];
    const read = namesIn(definition);
    const isUnused = (name: string | undefined): name is string => name !== undefined && !name.startsWith('_') && !read.has(name);
    definition.parameters.forEach((name, i) => {
        const place = namePlace(definition, 'parameters', i);
        if (place !== undefined && isUnused(name)) {
            found.push({ id: 'unused-name', statement, ...place, isUnnecessary: true, message: `the parameter \`${name}\` is never read: use it, or begin its name with \`_\`` });
        }
    });
    for (const assignment of assignmentsIn(definition)) {
        const [name] = assignment.targets;
        const place = namePlace(assignment, 'targets', 0);
        if (place !== undefined && assignment.targets.length === 1 && isUnused(name)) {
            const { start, end } = rangeOf(assignment);
            found.push({
                id: 'unused-name', statement, ...place, isUnnecessary: true, message: `\`${name}\` is set and never read in \`${definition.name}\``,
                fixes: removeStatement({ statement, start, end }, name)
            });
        }
    }
    return found;
}

/** The names that a tree reads anywhere. */
export function namesIn(tree: AstNode): Set<string> {
    const names = new Set<string>();
    walk(tree, part => {
        if (isName(part)) {
            names.add(part.name);
        }
        return true;
    });
    return names;
}

/** Assignments of a function itself, those in its loops included. */
function assignmentsIn(definition: FunctionDefinition): Assignment[] {
    const assignments: Assignment[] = [];
    definition.statements.forEach(statement => {
        walk(statement, part => {
            if (isAssignment(part)) {
                assignments.push(part);
            }
            return part.$type === 'ForLoop';
        });
    });
    return assignments;
}
