import type { AstNode } from 'langium';
import { unusedName } from '../actions/free-names.js';
import { walk } from '../actions/tree.js';
import { standardLibrary } from '../program/library.js';
import { isAssignment, isForLoop, isFunctionDefinition, isName } from '../syntax/generated/ast.js';
import type { Statement } from '../syntax/generated/ast.js';
import type { Edit } from '../syntax/edit.js';
import type { ParsedStatement } from '../syntax/parse.js';
import type { TextRange } from '../syntax/ranges.js';
import { rangeOf } from '../syntax/ranges.js';
import type { Finding } from './lint.js';
import { fixInStatement } from './lint.js';
import { namePlace } from './name-places.js';

/** Parameters, locals and variables that hide a name of the standard library in their function or comprehension. */
export function shadowedLibraryNames(statement: ParsedStatement, tree: Statement): Finding[] {
    const found: Finding[] = [];
    const told = new Set<string>();
    const library = standardLibrary().scope;
    const add = (scope: AstNode, name: string, place: TextRange | undefined, what: string): void => {
        const key = `${rangeOf(scope).start} ${name}`;
        if (place === undefined || told.has(key) || library.getOwn(name) === undefined) {
            return;
        }
        told.add(key);
        const own = unusedName(`own_${name}`, statement.text);
        found.push({
            id: 'shadowed-library-name', statement, ...place,
            message: `${what} \`${name}\` hides the standard library's \`${name}\` here`,
            fixes: fixInStatement(statement, `Rename it to \`${own}\``, renames(scope, name, own))
        });
    };
    walk(tree, part => {
        if (isFunctionDefinition(part)) {
            part.parameters.forEach((name, i) => { add(part, name, namePlace(part, 'parameters', i), 'the parameter'); });
        } else if (isListOrDict(part)) {
            part.variables.forEach((name, i) => { add(part, name, namePlace(part, 'variables', i), 'the variable'); });
        }
        const scope = isAssignment(part) || isForLoop(part) || isFunctionDefinition(part) ? functionOf(part) : undefined;
        if (scope !== undefined && isAssignment(part)) {
            part.targets.forEach((name, i) => { add(scope, name, namePlace(part, 'targets', i), 'the local'); });
        } else if (scope !== undefined && isForLoop(part)) {
            part.variables.forEach((name, i) => { add(scope, name, namePlace(part, 'variables', i), 'the loop variable'); });
        } else if (scope !== undefined && isFunctionDefinition(part)) {
            add(scope, part.name, namePlace(part, 'name'), 'the function');
        }
        return true;
    });
    return found;
}

function isListOrDict(tree: AstNode): tree is AstNode & { readonly variables: readonly string[] } {
    return tree.$type === 'ListExpression' || tree.$type === 'DictExpression';
}

function functionOf(tree: AstNode): AstNode | undefined {
    let at = tree.$container;
    while (at !== undefined && !isFunctionDefinition(at)) {
        at = at.$container;
    }
    return at;
}

/** Writes another name wherever a scope sets or reads it. What reads the library's before it is set takes part: it cannot be told apart. */
function renames(scope: AstNode, name: string, other: string): Edit[] {
    const edits: Edit[] = [];
    const replace = (place: TextRange | undefined): void => {
        if (place !== undefined) {
            edits.push({ ...place, text: other });
        }
    };
    walk(scope, part => {
        if (isName(part) && part.name === name) {
            replace(rangeOf(part));
        }
        for (const property of ['targets', 'parameters', 'variables'] as const) {
            const names: unknown = Reflect.get(part, property);
            if (Array.isArray(names)) {
                names.forEach((set, i) => {
                    if (set === name) {
                        replace(namePlace(part, property, i));
                    }
                });
            }
        }
        if (isFunctionDefinition(part) && part !== scope && part.name === name) {
            replace(namePlace(part, 'name'));
        }
        return true;
    });
    return edits;
}
