import type { AstNode } from 'langium';
import { isAssignment, isForLoop, isFunctionDefinition, isName } from '../syntax/generated/ast.js';
import type { DictExpression, FunctionDefinition, ListExpression, Name } from '../syntax/generated/ast.js';
import { forEachChild } from './tree.js';

/**
 * The names that a tree reads from around it: neither its parameters, nor what it has set before, nor variables of
 * its comprehensions. What a loop sets may not be set at all, so a name read behind the loop is still free.
 */
export function freeNames(tree: AstNode): Map<string, Name[]> {
    const found = new Map<string, Name[]>();
    collect(tree, new Set(), found);
    return found;
}

/** The same for statements that follow each other. */
export function freeNamesOf(trees: readonly AstNode[]): Map<string, Name[]> {
    const found = new Map<string, Name[]>();
    const bound = new Set<string>();
    trees.forEach(tree => { collect(tree, bound, found); });
    return found;
}

/** @param bound names that are set here; gets those that the tree surely sets */
function collect(tree: AstNode, bound: Set<string>, found: Map<string, Name[]>): void {
    if (isName(tree)) {
        if (!bound.has(tree.name)) {
            found.set(tree.name, [...found.get(tree.name) ?? [], tree]);
        }
    } else if (isFunctionDefinition(tree)) {
        collectFunction(tree, bound, found);
        bound.add(tree.name);
    } else if (isForLoop(tree)) {
        collect(tree.iterable, bound, found);
        const inner = new Set([...bound, ...tree.variables]);
        tree.statements.forEach(statement => { collect(statement, inner, found); });
    } else if (isComprehension(tree)) {
        if (tree.iterable !== undefined) {
            collect(tree.iterable, bound, found);
        }
        const inner = new Set([...bound, ...tree.variables]);
        forEachChild(tree, child => {
            if (child !== tree.iterable) {
                collect(child, inner, found);
            }
        });
    } else {
        forEachChild(tree, child => { collect(child, bound, found); });
        if (isAssignment(tree)) {
            tree.targets.forEach(target => bound.add(target));
        }
    }
}

function collectFunction(tree: FunctionDefinition, bound: ReadonlySet<string>, found: Map<string, Name[]>): void {
    const inner = new Set([...bound, ...tree.parameters]);
    // It may call itself, once it has been defined.
    inner.add(tree.name);
    [...tree.statements, ...tree.results].forEach(part => { collect(part, inner, found); });
}

/** `[e for x in l]` or `{k: e for x in l}`. */
export function isComprehension(tree: AstNode): tree is ListExpression | DictExpression {
    return (tree.$type === 'ListExpression' || tree.$type === 'DictExpression') && 'iterable' in tree && tree.iterable !== undefined;
}

/** Names that statements set in the scope that they stand in. */
export function namesBoundBy(trees: readonly AstNode[]): Set<string> {
    const names = new Set<string>();
    for (const tree of trees) {
        if (isAssignment(tree)) {
            tree.targets.forEach(name => names.add(name));
        } else if (isFunctionDefinition(tree)) {
            names.add(tree.name);
        } else if (isForLoop(tree)) {
            tree.variables.forEach(name => names.add(name));
            namesBoundBy(tree.statements).forEach(name => names.add(name));
        }
    }
    return names;
}

/** Names that are local where a part of a tree stands: parameters, locals, loop and comprehension variables. Those of loops at top level are not among them: they are global. */
export function localsAround(tree: AstNode): Set<string> {
    const names = new Set<string>();
    for (let at = tree.$container; at !== undefined; at = at.$container) {
        if (isFunctionDefinition(at)) {
            at.parameters.forEach(name => names.add(name));
            namesBoundBy(at.statements).forEach(name => names.add(name));
        } else if (isComprehension(at)) {
            at.variables.forEach(name => names.add(name));
        }
    }
    return names;
}

/** Every word of a text that can be a name. */
export function wordsOf(text: string): Set<string> {
    return new Set(text.match(/[A-Za-z_][A-Za-z0-9_]*/g) ?? []);
}

/** A name like the wanted one that stands nowhere in the text. */
export function unusedName(wanted: string, text: string): string {
    const words = wordsOf(text);
    let name = wanted;
    for (let number = 2; words.has(name); number++) {
        name = `${wanted}_${number}`;
    }
    return name;
}
