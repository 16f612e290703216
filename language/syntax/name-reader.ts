import { limits } from '../limits.js';
import { findComprehensions } from './comprehensions.js';
import type { Comprehension } from './comprehensions.js';
import { endsOperand, isBuiltin, keywords } from './lex.js';
import type { TextToken } from './lex.js';

/** A name that a statement itself makes known. */
export interface LocalName {
    readonly name: string;
    readonly kind: 'parameter' | 'variable' | 'function' | 'comprehension';
    /** Of a function. */
    readonly parameters: readonly string[];
    /** Whether it is a global, set in a loop at top level. */
    readonly isGlobal: boolean;
}

/** What a word does where it stands. */
export interface WordRole {
    readonly role: 'keyword' | 'builtin' | 'use' | 'assigned' | 'function' | 'parameter' | 'loop' | 'comprehension';
    /** Of a use: the name of this statement that it is; undefined for a name from elsewhere. */
    readonly local?: LocalName | undefined;
    /** Whether it stands in the body of a function. */
    readonly inFunction: boolean;
}

/** More open brackets than this are not told apart: such a statement is refused for them anyway. */
const mostLevels = 2 * limits.nesting;

/** An open bracket or block. */
export interface Level {
    readonly kind: '(' | '[' | '{' | 'def' | 'for';
    /** Index of its token. */
    readonly at: number;
    /** The word before a bracket: what is called or indexed. */
    readonly word: TextToken | undefined;
    /** Commas in it so far. */
    commas: number;
    /** Names of a function's body. */
    readonly names: Map<string, LocalName> | undefined;
}

/** The statement that is being read. */
export interface Head {
    /** The keyword that it begins with; empty for assignments and expressions. */
    readonly keyword: string;
    /** Index of its first token. */
    readonly start: number;
    /** Levels open where it begins. */
    readonly depth: number;
    /** Index of the `=` of an assignment. */
    readonly equals: number | undefined;
    /** Names that it sets, or parameters of the function that it defines. */
    readonly names: string[];
    /** Whether the `in` of its `for` has been read. */
    hasIn: boolean;
}

/**
 * Reads the tokens of a top-level statement one by one, and knows at each what is open and which names the statement
 * itself has made known. It takes any text, since completion is asked for where a statement is half typed.
 */
export class NameReader {
    readonly levels: Level[] = [];
    readonly globals = new Map<string, LocalName>();
    private readonly tokens: readonly TextToken[];
    private readonly comprehensions: ReadonlyMap<number, Comprehension>;
    private at = 0;
    private current: Head | undefined;

    /** @param tokens of one statement, without comments; those ahead are looked at too */
    constructor(tokens: readonly TextToken[]) {
        this.tokens = tokens;
        this.comprehensions = findComprehensions(tokens);
    }

    /** The statement that the next token belongs to; undefined where it would begin one. */
    get head(): Head | undefined {
        return this.current;
    }

    /** The token read last. */
    get last(): TextToken | undefined {
        return this.tokens[this.at - 1];
    }

    /** Whether the next token stands in the body of a function. */
    get inFunction(): boolean {
        return this.levels.some(level => level.kind === 'def');
    }

    /** Whether the statement holds a word as far as it has been read. */
    hasRead(word: string): boolean {
        return this.tokens.slice(this.current?.start ?? this.at, this.at).some(({ text }) => text === word);
    }

    /** The comprehension of an open bracket whose `for` has been read. */
    comprehensionAt(level: Level | undefined): Comprehension | undefined {
        const found = level === undefined ? undefined : this.comprehensions.get(level.at);
        return found !== undefined && found.start < this.at ? found : undefined;
    }

    /** Reads the next token. @returns what it does, if it is a word */
    take(): WordRole | undefined {
        const token = this.tokens[this.at];
        if (token === undefined) {
            return undefined;
        }
        this.current ??= this.begin(token);
        const role = token.kind === 'word' ? this.word(token, this.current) : undefined;
        if (token.kind === 'sign') {
            this.sign(token.text, this.current);
        }
        this.at++;
        return role;
    }

    /** The name that a word means here, if the statement itself has made it known. */
    resolve(name: string): LocalName | undefined {
        for (const level of this.levels.toReversed()) {
            const comprehension = this.comprehensions.get(level.at);
            if (comprehension !== undefined && this.at < comprehension.start && comprehension.variables.has(name)) {
                return { name, kind: 'comprehension', parameters: [], isGlobal: false };
            }
            const known = level.names?.get(name);
            if (known !== undefined) {
                return known;
            }
        }
        return this.globals.get(name);
    }

    /** All names that the statement itself has made known, nearest first. */
    *names(): Generator<LocalName> {
        for (const level of this.levels.toReversed()) {
            const comprehension = this.comprehensions.get(level.at);
            if (comprehension !== undefined && this.at <= comprehension.start) {
                for (const name of comprehension.variables) {
                    yield { name, kind: 'comprehension', parameters: [], isGlobal: false };
                }
            }
            yield* [...level.names?.values() ?? []].reverse();
        }
        yield* [...this.globals.values()].reverse();
    }

    private begin(first: TextToken): Head {
        const isDisplay = first.text === 'full' && this.tokens[this.at + 1]?.text === 'seq' && this.tokens[this.at + 2]?.text === 'display';
        const keyword = isDisplay ? 'full seq display' : first.kind === 'word' && keywords.has(first.text) ? first.text : '';
        const names: string[] = [];
        let equals: number | undefined;
        if (keyword === '') {
            for (let at = this.at; this.tokens[at]?.kind === 'word'; at += 2) {
                names.push(this.tokens[at]?.text ?? '');
                const after = this.tokens[at + 1]?.text;
                if (after === '=') {
                    equals = at + 1;
                }
                if (after !== ',') {
                    break;
                }
            }
        }
        return { keyword, start: this.at, depth: this.levels.length, equals, names: equals === undefined ? [] : names, hasIn: false };
    }

    private word(token: TextToken, head: Head): WordRole {
        const { at, inFunction } = this;
        const depth = this.levels.length - head.depth;
        const comprehension = this.comprehensionAt(this.levels.at(-1));
        if (head.keyword === 'full seq display' && at < head.start + 3) {
            return { role: 'keyword', inFunction };
        }
        if (keywords.has(token.text)) {
            head.hasIn ||= token.text === 'in' && depth === 0;
            return { role: 'keyword', inFunction };
        }
        if (head.keyword === 'def') {
            if (at > head.start + 1) {
                head.names.push(token.text);
            }
            return { role: at === head.start + 1 ? 'function' : 'parameter', inFunction };
        }
        if (head.keyword === 'for' && !head.hasIn) {
            head.names.push(token.text);
            return { role: 'loop', inFunction };
        }
        if (head.equals !== undefined && at < head.equals) {
            return { role: 'assigned', inFunction };
        }
        if (comprehension !== undefined && at < comprehension.in) {
            return { role: 'comprehension', inFunction };
        }
        return isBuiltin(token, this.tokens[at + 1]) ? { role: 'builtin', inFunction } : { role: 'use', local: this.resolve(token.text), inFunction };
    }

    private sign(text: string, head: Head): void {
        const before = this.last;
        const top = this.levels.at(-1);
        switch (text) {
            case '(': case '[':
                this.open(text, before?.kind === 'word' ? before : undefined);
                break;
            case '{':
                if (endsOperand(before) && (head.keyword === 'def' || head.keyword === 'for')) {
                    this.openBlock(head.keyword, head);
                } else {
                    this.open('{', undefined);
                }
                break;
            case ')': case ']': case '}':
                this.close(text);
                break;
            case ',':
                if (top !== undefined) {
                    top.commas++;
                }
                break;
            case ';':
                this.closeBrackets();
                if (head.keyword === '') {
                    head.names.forEach(name => { this.declare({ name, kind: 'variable', parameters: [] }); });
                }
                this.current = undefined;
        }
    }

    private open(kind: Level['kind'], word: TextToken | undefined, names?: Map<string, LocalName>): void {
        if (this.levels.length < mostLevels) {
            this.levels.push({ kind, at: this.at, word, commas: 0, names });
        }
    }

    private openBlock(kind: 'def' | 'for', head: Head): void {
        this.levels.length = head.depth;
        if (kind === 'def') {
            const name = this.tokens[head.start + 1]?.text ?? '';
            this.declare({ name, kind: 'function', parameters: head.names });
            this.open('def', undefined, new Map(head.names.map(name => [name, { name, kind: 'parameter', parameters: [], isGlobal: false }])));
        } else {
            head.names.forEach(name => { this.declare({ name, kind: 'variable', parameters: [] }); });
            this.open('for', undefined);
        }
        this.current = undefined;
    }

    private declare(name: Omit<LocalName, 'isGlobal'>): void {
        const scope = this.levels.findLast(level => level.names !== undefined)?.names;
        // Set again, it is the nearest again.
        (scope ?? this.globals).delete(name.name);
        (scope ?? this.globals).set(name.name, { ...name, isGlobal: scope === undefined });
    }

    private close(text: string): void {
        const block = this.levels.findLastIndex(({ kind }) => kind === 'def' || kind === 'for');
        const opener = text === ')' ? '(' : text === ']' ? '[' : '{';
        const bracket = this.levels.findLastIndex(({ kind }) => kind === opener);
        if (bracket > block) {
            this.levels.length = bracket;
        } else if (text === '}' && block >= 0) {
            this.levels.length = block;
            this.current = undefined;
        }
    }

    private closeBrackets(): void {
        this.levels.length = this.levels.findLastIndex(({ kind }) => kind === 'def' || kind === 'for') + 1;
    }
}
