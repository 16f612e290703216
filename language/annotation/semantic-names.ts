import type { AstNode } from 'langium';
import { findExpectations } from '../expectations/find-expectations.js';
import { libraryUri } from '../program/library.js';
import { isTaken, libraryValue } from '../program/names-above.js';
import { namesSetBy } from '../program/names-set.js';
import type { Program } from '../program/program.js';
import type { StatementResult } from '../program/session.js';
import type { Value } from '../program/value.js';
import type { TextToken } from '../syntax/lex.js';
import type { ParsedStatement } from '../syntax/parse.js';
import { wordsIn } from '../syntax/words.js';
import type { Word } from '../syntax/words.js';
import { marksOfExpectation } from './expectation-marks.js';
import { expressionsByOffset } from './local-values.js';
import { markOf, modifierBits, typeOf } from './marked-name.js';
import type { Mark, MarkedName } from './marked-name.js';

const unknown: Mark = { type: 'variable', modifiers: 0 };

interface Kept {
    readonly names: readonly MarkedName[];
    /** For a statement with a function: the program's last result, since calls below give the names in the body their values. */
    readonly until: object | undefined;
}

/**
 * What each name of a program is where it stands. What a statement's names are is kept with its result, which is
 * a new one whenever something above it has changed. A name whose statement is half typed stays what it was.
 */
export class SemanticNames {
    private readonly program: Program;
    private readonly kept = new WeakMap<StatementResult | ParsedStatement, Kept>();
    /** What the names that statements set were last. */
    private readonly last = new Map<string, Mark>();

    constructor(program: Program) {
        this.program = program;
    }

    /**
     * @param from index of the first statement that is asked for
     * @param to index behind the last
     * @yields the names in each and in the tests behind it, with the statement's offset in the file
     */
    *marked(from: number, to: number): Generator<{ readonly offset: number; readonly names: readonly MarkedName[] }> {
        const { parsed, results } = this.program;
        const values = new Map<string, Value | undefined>();
        const expectations = findExpectations(this.program.text, parsed);
        const global = (name: string): Mark => globalMark(this.program, values, this.last, name, false);
        let next = 0;
        const inExpectations = (above: number, offset: number): MarkedName[] => {
            const names: MarkedName[] = [];
            for (let found = expectations[next]; found !== undefined && found.statementsAbove <= above; found = expectations[++next]) {
                if (above > from || from === 0) {
                    names.push(...marksOfExpectation(found.text, found.offset - offset, global));
                }
            }
            return names;
        };
        const first = inExpectations(0, 0);
        if (first.length > 0) {
            yield { offset: 0, names: first };
        }
        for (let i = 0; i < Math.min(to, parsed.length); i++) {
            const placed = parsed[i];
            const result = results[i];
            if (placed === undefined) {
                return;
            }
            const names = i < from ? [] : this.namesIn(placed.statement, result, values);
            for (const name of result?.bindings.size === 0 ? namesSetBy(placed.statement).always : []) {
                if (!isTaken(name)) {
                    values.set(name, undefined);
                }
            }
            result?.bindings.forEach((value, name) => values.set(name, value));
            const tests = inExpectations(i + 1, placed.offset);
            if (i >= from) {
                // A function may hold some in its body.
                yield { offset: placed.offset, names: tests.length === 0 ? names : [...names, ...tests].sort((a, b) => a.start - b.start) };
            }
        }
    }

    private namesIn(statement: ParsedStatement, result: StatementResult | undefined, values: ReadonlyMap<string, Value | undefined>): readonly MarkedName[] {
        const key = result ?? statement;
        const until = this.program.results.at(-1);
        const known = this.kept.get(key);
        if (known !== undefined && (known.until === undefined || known.until === until)) {
            return known.names;
        }
        const { names, hasFunction } = new StatementMarker(this.program, statement, result, values, this.last).mark();
        this.kept.set(key, { names, until: hasFunction ? until ?? statement : undefined });
        return names;
    }
}

class StatementMarker {
    private readonly program: Program;
    private readonly statement: ParsedStatement;
    private readonly result: StatementResult | undefined;
    private readonly values: ReadonlyMap<string, Value | undefined>;
    private readonly last: Map<string, Mark>;
    private expressions: ReadonlyMap<number, AstNode> | undefined;

    constructor(program: Program, statement: ParsedStatement, result: StatementResult | undefined, values: ReadonlyMap<string, Value | undefined>, last: Map<string, Mark>) {
        this.program = program;
        this.statement = statement;
        this.result = result;
        this.values = values;
        this.last = last;
    }

    mark(): { readonly names: readonly MarkedName[]; readonly hasFunction: boolean } {
        const words = wordsIn(this.statement);
        const names = words.map((word): MarkedName => {
            const { type, modifiers } = this.markOf(word);
            return { start: word.token.start, end: word.token.end, type, modifiers };
        });
        return { names, hasFunction: words.some(({ role }) => role === 'function') };
    }

    private markOf({ token, role, local, inFunction }: Word): Mark {
        switch (role) {
            case 'keyword': return unknown;
            case 'builtin': return { type: 'function', modifiers: modifierBits.defaultLibrary };
            case 'function': return { type: 'function', modifiers: modifierBits.definition | ofLibrary(this.program) };
            case 'parameter': return { type: 'parameter', modifiers: modifierBits.declaration };
            case 'comprehension': return { type: 'variable', modifiers: modifierBits.declaration };
            case 'assigned': return this.set(token, inFunction, modifierBits.definition);
            case 'loop': return this.set(token, inFunction, modifierBits.declaration);
        }
        if (local === undefined) {
            return globalMark(this.program, this.values, this.last, token.text, inFunction);
        }
        switch (local.kind) {
            case 'parameter': return { type: 'parameter', modifiers: 0 };
            case 'function': return { type: 'function', modifiers: 0 };
            case 'comprehension': return unknown;
            case 'variable': return local.isGlobal ? this.bound(token.text) : this.inBody(token);
        }
    }

    private set(token: TextToken, inFunction: boolean, modifier: number): Mark {
        const { type, modifiers } = inFunction ? this.inBody(token) : this.bound(token.text);
        return { type, modifiers: modifiers | modifier };
    }

    /** A global that this statement sets. */
    private bound(name: string): Mark {
        const value = this.result?.bindings.get(name);
        return value === undefined ? this.last.get(name) ?? unknown : this.remember(name, markOfOwn(this.program, value));
    }

    private remember(name: string, mark: Mark): Mark {
        this.last.set(name, mark);
        return mark;
    }

    /** A name of a function's body: its kind in the last call. The layer may be another in each call. */
    private inBody({ start }: TextToken): Mark {
        const { tree, problems } = this.statement;
        if (tree === undefined || problems.length > 0) {
            return unknown;
        }
        this.expressions ??= expressionsByOffset(tree);
        const expression = this.expressions.get(start);
        const value = expression === undefined ? undefined : this.program.valueOfTree(expression);
        return value === undefined ? unknown : { type: typeOf(value), modifiers: 0 };
    }
}

/** What a global is, as the values above a place have it. */
function globalMark(program: Program, values: ReadonlyMap<string, Value | undefined>, last: ReadonlyMap<string, Mark>, name: string, inFunction: boolean): Mark {
    const own = values.get(name) ?? (inFunction ? program.valueOf(name) : undefined);
    const library = own === undefined ? libraryValue(name) : undefined;
    if (values.has(name) && own === undefined) {
        return last.get(name) ?? unknown;
    }
    if (own !== undefined) {
        return markOfOwn(program, own);
    }
    if (library === undefined) {
        return name === 'out' ? { type: 'variable', modifiers: modifierBits.defaultLibrary } : unknown;
    }
    const { type, modifiers } = markOf(library);
    return { type, modifiers: modifiers | modifierBits.defaultLibrary };
}

function markOfOwn(program: Program, value: Value): Mark {
    const { type, modifiers } = markOf(value);
    return { type, modifiers: modifiers | ofLibrary(program) };
}

/** In the library's own text its names are the library's. */
function ofLibrary(program: Program): number {
    return program.uri === libraryUri ? modifierBits.defaultLibrary : 0;
}
