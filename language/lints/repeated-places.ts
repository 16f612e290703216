import { isComprehension, unusedName } from '../actions/free-names.js';
import { isExpression, textOf, walk, withoutBrackets } from '../actions/tree.js';
import { dependencies, isSelector, isSOp } from '../graph/nodes.js';
import type { GraphNode, Selector } from '../graph/nodes.js';
import { namesSetBy } from '../program/names-set.js';
import type { Program } from '../program/program.js';
import type { StatementResult } from '../program/session.js';
import { isAssignment, isCall, isForLoop, isFunctionDefinition } from '../syntax/generated/ast.js';
import type { Expression } from '../syntax/generated/ast.js';
import type { ParsedStatement } from '../syntax/parse.js';
import { rangeOf } from '../syntax/ranges.js';
import { shortText } from '../values/python-text.js';
import { shifted } from './lint.js';
import { madeInFunction } from './repeated-calls.js';
import type { Finding, Fix, FixContext, StatementRange } from './lint.js';

/** A selector that is made again, and who pays for it. */
export interface Repeat {
    readonly selector: Selector;
    /** The statement that made it again. */
    readonly by: StatementResult;
    /** The name of the s-op that takes both. */
    readonly payer: string | undefined;
    readonly layer: number;
}

interface Place {
    readonly statement: ParsedStatement;
    readonly tree: Expression;
    /** Whether it is evaluated more than once. */
    readonly isLooped: boolean;
}

/** Finds where repeated selectors are written. */
export class PlaceFinder {
    private readonly program: Program;
    private firstPlaces: Map<number, Place> | undefined;
    private readonly told = new Set<unknown>();

    constructor(program: Program) {
        this.program = program;
    }

    finding({ selector, by, payer, layer }: Repeat): Finding[] {
        const again = this.outermostRepeat(by, selector);
        const pays = `takes ${payer === undefined ? 'a second head' : `\`${payer}\` a second head`} in layer ${layer}`;
        const hoisted = again === undefined ? madeInFunction(selector, this.program) : undefined;
        if (hoisted !== undefined) {
            return this.tell(hoisted.tree) ? [{
                id: 'repeated-selector', statement: hoisted.statement, ...rangeOf(hoisted.tree), fixes: hoisted.fixes,
                message: `each call of \`${hoisted.name}\` makes this selector anew, which ${pays}: give it a name above the function`
            }] : [];
        }
        const first = again === undefined ? undefined : this.places().get(again.node.shared);
        const place = again?.place ?? this.callThatMakes(by, selector);
        if (place === undefined || !this.tell(place.tree)) {
            return [];
        }
        const { statement } = place;
        const what = isSelector(again?.node) ? 'this selector is made' : 'a selector in here is made';
        const message = `${what} a second time, which ${pays}: give it a name, and use that in both places`;
        const related = first === undefined ? undefined : { statement: first.statement, ...rangeOf(first.tree), message: 'the same is made here first' };
        return [{
            id: 'repeated-selector', statement, ...rangeOf(place.tree), message,
            ...(related === undefined ? {} : { related }),
            ...(first === undefined || first.isLooped || place.isLooped ? {} : { fixes: (context: FixContext) => share(first, place, context) })
        }];
    }

    /** @returns whether nothing has been told of the place before */
    private tell(tree: unknown): boolean {
        const isNew = !this.told.has(tree);
        this.told.add(tree);
        return isNew;
    }

    /** The largest expression of a statement that equals an earlier one and holds the selector. */
    private outermostRepeat({ statement }: StatementResult, selector: Selector): { readonly place: Place; readonly node: GraphNode } | undefined {
        for (const place of placesIn(statement)) {
            const node = this.program.valueOfTree(place.tree);
            if ((isSOp(node) || isSelector(node)) && node.id !== node.shared && holds(node, selector)) {
                return { place: { ...place, tree: withoutBrackets(place.tree) }, node };
            }
        }
        return undefined;
    }

    /** The innermost call that makes a selector inside a function. */
    private callThatMakes({ statement }: StatementResult, selector: Selector): Place | undefined {
        return placesIn(statement).findLast(({ tree }) => {
            const node = isCall(tree) ? this.program.valueOfTree(tree) : undefined;
            return (isSOp(node) || isSelector(node)) && holds(node, selector);
        });
    }

    /** Where each node was written first. */
    private places(): Map<number, Place> {
        if (this.firstPlaces === undefined) {
            this.firstPlaces = new Map();
            for (const { statement } of this.program.results) {
                for (const place of placesIn(statement)) {
                    const node = this.program.valueOfTree(place.tree);
                    if ((isSOp(node) || isSelector(node)) && place.tree.$type !== 'Name' && !this.firstPlaces.has(node.id)) {
                        this.firstPlaces.set(node.id, { ...place, tree: withoutBrackets(place.tree) });
                    }
                }
            }
        }
        return this.firstPlaces;
    }
}

const places = new WeakMap<ParsedStatement, readonly Place[]>();

function placesIn(statement: ParsedStatement): readonly Place[] {
    let known = places.get(statement);
    if (known === undefined) {
        known = readPlaces(statement);
        places.set(statement, known);
    }
    return known;
}

/** The expressions of a statement outside of functions, outermost first. */
function readPlaces(statement: ParsedStatement): readonly Place[] {
    const places: Place[] = [];
    const look = (root: Parameters<typeof walk>[0], isLooped: boolean): void => {
        walk(root, part => {
            if (part !== root && (isForLoop(part) || isComprehension(part))) {
                look(part, true);
                return false;
            }
            if (isExpression(part)) {
                places.push({ statement, tree: part, isLooped });
            }
            return !isFunctionDefinition(part);
        });
    };
    if (statement.tree !== undefined) {
        look(statement.tree, isForLoop(statement.tree));
    }
    return places;
}

/** Whether a node depends on a selector; only nodes that are younger than it can. */
function holds(node: GraphNode, selector: Selector): boolean {
    const seen = new Set<number>();
    const waiting: GraphNode[] = [node];
    for (let top = waiting.pop(); top !== undefined; top = waiting.pop()) {
        if (top === selector) {
            return true;
        }
        if (top.id > selector.id && !seen.has(top.id)) {
            seen.add(top.id);
            waiting.push(...dependencies(top));
        }
    }
    return false;
}

/** Uses the name that the first place has, or gives it one above its statement. */
function share(first: Place, again: Place, { program, offsetOf }: FixContext): readonly Fix[] {
    const [from, to] = [offsetOf(first.statement), offsetOf(again.statement)];
    if (from === undefined || to === undefined) {
        return [];
    }
    const text = shortText(textOf(first.tree, first.statement.text).replace(/\s+/g, ' '), 40);
    const known = nameAlready(first, again, program);
    if (known !== undefined) {
        return [{ title: `Use \`${known}\` here`, edits: shifted([{ ...rangeOf(again.tree), text: known }], to) }];
    }
    const name = unusedName(isSelector(program.valueOfTree(first.tree)) ? 'shared_selector' : 'shared_value', program.text);
    const definition: StatementRange = { statement: first.statement, ...rangeOf(first.tree) };
    return [{
        title: `Share \`${text}\` under a name`,
        edits: [
            { start: from, end: from, text: `${name} = ${textOf(first.tree, first.statement.text)};\n` },
            ...shifted([{ start: definition.start, end: definition.end, text: name }], from),
            ...shifted([{ ...rangeOf(again.tree), text: name }], to)
        ]
    }];
}

/** The name that the first place's statement gives to all of it, if it still has that value where it is made again. */
function nameAlready(first: Place, again: Place, program: Program): string | undefined {
    const { tree } = first.statement;
    const [name, second] = isAssignment(tree) && tree.values.length === 1 ? tree.targets : [];
    if (name === undefined || second !== undefined || !isAssignment(tree) || tree.values[0] === undefined || withoutBrackets(tree.values[0]) !== first.tree) {
        return undefined;
    }
    const between = program.results.slice(program.results.findIndex(({ statement }) => statement === first.statement) + 1, program.results.findIndex(({ statement }) => statement === again.statement));
    const isSetAgain = between.some(({ statement, bindings }) => bindings.has(name) || namesSetBy(statement).always.includes(name));
    return isSetAgain ? undefined : name;
}
