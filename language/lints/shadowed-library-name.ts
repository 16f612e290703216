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
import { renameGlobal } from './rename-global.js';

/** Parameters, locals and variables that hide a name of the standard library in their function or comprehension, and globals that hide one of the language. */
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
        found.push(...globalsSet(part, statement));
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

/** What the few names of the language that a file may set at top level are to those who read on. */
const settable: Readonly<Record<string, string>> = {
    tokens: 'from here on `tokens` is this value, and hides the input',
    select: '`select` is the language\'s word in `select(…)`, which goes on making selectors whatever this name is set to',
    aggregate: '`aggregate` is the language\'s word in `aggregate(…)`, which goes on aggregating whatever this name is set to'
};

function globalsSet(part: AstNode, statement: ParsedStatement): Finding[] {
    if (functionOf(part) !== undefined || (isAssignment(part) && part.values.every(value => isName(value) && value.name.startsWith('tokens_')))) {
        // `tokens = tokens_int;` says how the input is read, and hides nothing.
        return [];
    }
    const set = isAssignment(part) ? part.targets.map((name, i) => ({ name, place: namePlace(part, 'targets', i) }))
        : isForLoop(part) ? part.variables.map((name, i) => ({ name, place: namePlace(part, 'variables', i) }))
        : isFunctionDefinition(part) ? [{ name: part.name, place: namePlace(part, 'name') }] : [];
    return set.flatMap(({ name, place }): Finding[] => {
        const message = Object.hasOwn(settable, name) ? settable[name] : undefined;
        return message === undefined || place === undefined ? [] : [{ id: 'shadowed-library-name', statement, ...place, message, fixes: renameGlobal(statement, place.start, name) }];
    });
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
