import { RaspError } from '../values/error.js';
import { dependencies, isSelector, isSOp } from '../graph/nodes.js';
import type { GraphNode, Selector } from '../graph/nodes.js';
import { standardLibrary } from '../program/library.js';
import type { Program } from '../program/program.js';
import { undefinedMessage } from '../program/reserved-names.js';
import { SelectorNames } from '../program/selector-names.js';
import { Missing, RaspFunction, kindName } from '../program/value.js';
import type { Value } from '../program/value.js';

/** An s-op or selector that is to be evaluated, and what its result is called. */
export interface Target {
    readonly name: string;
    readonly node: GraphNode;
}

/** A name's value at the end of a program; the library's names have theirs too. */
export function valueNamed(program: Program, name: string): Value {
    const library = standardLibrary().scope;
    const value = program.valueOf(name) ?? library.get(name);
    if (value === undefined || value instanceof Missing) {
        throw new RaspError('undefined', undefinedMessage(name, [...namesSet(program), ...library.visibleNames()]));
    }
    return value;
}

/** The global names that a program has set, in the order in which they got their last values. */
export function namesSet(program: Program): string[] {
    const names = new Set<string>();
    for (const { bindings } of program.results) {
        for (const name of bindings.keys()) {
            names.delete(name);
            names.add(name);
        }
    }
    return [...names].filter(name => program.valueOf(name) !== undefined);
}

/** The s-op or selector of a name. @throws RaspError when it has none. */
export function findTarget(program: Program, name: string): Target {
    const value = valueNamed(program, name);
    if (!isSOp(value) && !isSelector(value)) {
        throw new RaspError('type', `\`${name}\` is ${value instanceof RaspFunction ? 'a function' : kindName(value)}, no s-op or selector`);
    }
    return { name, node: value };
}

/**
 * The selectors whose attention the targets use, in the order in which they were made: those of the aggregates
 * below them. Their names are the program's, else the text that made them; of equal selectors under one name there is one.
 */
export function selectorsUsed(program: Program, targets: readonly Target[]): Target[] {
    const names = new SelectorNames(program);
    const taken = new Set(targets.map(({ name }) => name));
    const told = new Set(targets.map(({ node }) => node.id));
    const perName = new Map<string, Set<number>>();
    return usedSelectors(targets.map(({ node }) => node)).filter(({ id }) => !told.has(id)).flatMap(node => {
        const text = names.nameOf(node);
        const kinds = perName.get(text) ?? new Set();
        perName.set(text, kinds);
        if (kinds.has(node.shared)) {
            return [];
        }
        kinds.add(node.shared);
        let name = text;
        for (let i = 2; taken.has(name); i++) {
            name = `${text} (${i})`;
        }
        taken.add(name);
        return [{ name, node }];
    });
}

function usedSelectors(nodes: readonly GraphNode[]): Selector[] {
    const found = new Map<number, Selector>();
    const seen = new Set(nodes.map(({ id }) => id));
    const waiting = [...nodes];
    for (let top = waiting.pop(); top !== undefined; top = waiting.pop()) {
        if (top.kind === 'aggregate') {
            found.set(top.selector.id, top.selector);
        }
        for (const below of dependencies(top)) {
            if (!seen.has(below.id)) {
                seen.add(below.id);
                waiting.push(below);
            }
        }
    }
    return [...found.values()].sort((a, b) => a.id - b.id);
}
