/**
 * Writes `syntaxes/rasp.tmLanguage.json` from the Langium grammar: every keyword of the grammar must have
 * a colour here, so a new one cannot be forgotten. `--check` compares with the file instead of writing it.
 *
 * Weak where any TextMate grammar is: it sees one line at a time and no meaning. Which names are
 * parameters or s-ops inside a body is for the server's semantic tokens to say.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { AstUtils, EmptyFileSystem, GrammarAST } from 'langium';
import { createLangiumGrammarServices } from 'langium/grammar';

const GRAMMAR_FILE = new URL('../language/syntax/rasp.langium', import.meta.url);
const TEXTMATE_FILE = new URL('../syntaxes/rasp.tmLanguage.json', import.meta.url);

/** The colour of each keyword, by its role. Roles are tried in this order. */
const KEYWORD_ROLES: Record<string, { scope: string; keywords: string[] }> = {
    control: { scope: 'keyword.control.rasp', keywords: ['def', 'for', 'in', 'if', 'else', 'return'] },
    logical: { scope: 'keyword.operator.expression.logical.rasp', keywords: ['and', 'or', 'not'] },
    statement: {
        scope: 'keyword.other.statement.rasp',
        keywords: ['load', 'draw', 'set', 'show', 'example', 'examples', 'full seq display', 'exit', 'exit()', 'quit', 'quit()'],
    },
    kind: { scope: 'storage.type.rasp', keywords: ['s-op', 'selector'] },
    switch: { scope: 'constant.language.switch.rasp', keywords: ['on', 'off'] },
    builtin: {
        scope: 'support.function.builtin.rasp',
        keywords: ['select(', 'aggregate(', 'range(', 'zip(', 'len(', 'round', 'indicator'],
    },
    comparison: { scope: 'keyword.operator.comparison.rasp', keywords: ['==', '!=', '<=', '>=', '<', '>'] },
    arithmetic: { scope: 'keyword.operator.arithmetic.rasp', keywords: ['^', '*', '/', '%', '+', '-'] },
    assignment: { scope: 'keyword.operator.assignment.rasp', keywords: ['='] },
    separator: { scope: 'punctuation.separator.rasp', keywords: [',', ':'] },
    terminator: { scope: 'punctuation.terminator.statement.rasp', keywords: [';'] },
    round: { scope: 'punctuation.parenthesis.rasp', keywords: ['(', ')'] },
    square: { scope: 'punctuation.bracket.rasp', keywords: ['[', ']'] },
    curly: { scope: 'punctuation.brace.rasp', keywords: ['{', '}'] },
};

/** What each terminal of the grammar is coloured as; `undefined` for white space. */
const TERMINAL_SCOPES: Record<string, string | undefined> = {
    FLOAT: 'constant.numeric.float.rasp',
    INT: 'constant.numeric.integer.rasp',
    STRING: 'string.quoted.double.rasp',
    ID: 'variable.other.rasp',
    COMMENT: 'comment.line.number-sign.rasp',
    WHITESPACE: undefined,
};

/** The names that RASP knows before a program says anything, by colour. */
const KNOWN_NAMES = {
    'constant.language.boolean.rasp': ['True', 'False'],
    'variable.language.rasp': ['out'],
    'support.variable.rasp': [
        'tokens', 'tokens_asis', 'tokens_str', 'tokens_int', 'tokens_float', 'tokens_bool', 'indices', 'length', 'full_s',
    ],
    'support.function.library.rasp': [
        'selector_width', 'has_focus', 'count', 'contains', 'max', 'min', 'average', 'load_from_location', 'shift',
        'mark_last_instance', 'mark_first_instance', 'select_from_last', 'select_from_first', 'sort', 'select_next_identical',
    ],
};

interface Rule {
    name?: string;
    match?: string;
    begin?: string;
    end?: string;
    captures?: Record<string, Rule>;
    beginCaptures?: Record<string, Rule>;
    endCaptures?: Record<string, Rule>;
    patterns?: Rule[];
    include?: string;
}

/** What the colouring takes from the Langium grammar. */
export interface GrammarWords {
    keywords: Set<string>;
    /** Terminal name -> its regular expression, without the slashes. */
    terminals: Map<string, string>;
}

/** Reads the keywords and terminals out of a Langium grammar's text. */
export function readGrammar(text: string): GrammarWords {
    const services = createLangiumGrammarServices(EmptyFileSystem).grammar;
    const { value, lexerErrors, parserErrors } = services.parser.LangiumParser.parse<GrammarAST.Grammar>(text);
    const problem = lexerErrors[0] ?? parserErrors[0];
    if (problem) {
        throw new Error(`The Langium grammar does not parse: ${problem.message}`);
    }
    const keywords = new Set(AstUtils.streamAst(value).filter(GrammarAST.isKeyword).map(keyword => keyword.value));
    const terminals = new Map<string, string>();
    for (const rule of value.rules.filter(GrammarAST.isTerminalRule)) {
        // A terminal that is one quoted word is among the keywords already.
        if (GrammarAST.isRegexToken(rule.definition)) {
            terminals.set(rule.name, rule.definition.regex.replace(/^\/(.*)\/[a-z]*$/s, '$1'));
        }
    }
    return { keywords, terminals };
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** One keyword as a regular expression. `select(` is one token of the language, so no space may come before its bracket. */
function keywordPattern(keyword: string): string {
    if (!/^[a-z]/.test(keyword)) {
        return escape(keyword);
    }
    if (keyword.endsWith('(')) {
        return `${escape(keyword.slice(0, -1))}(?=\\()`;
    }
    return keyword.endsWith(')') ? escape(keyword) : `${escape(keyword)}(?![A-Za-z0-9_])`;
}

function keywordRules({ keywords }: GrammarWords): Rule[] {
    const known = new Set(Object.values(KEYWORD_ROLES).flatMap(role => role.keywords));
    const unknown = [...keywords].filter(keyword => !known.has(keyword));
    if (unknown.length > 0) {
        throw new Error(`No colour for ${unknown.map(word => `'${word}'`).join(', ')}: give each a role in KEYWORD_ROLES of scripts/generate-textmate.ts.`);
    }
    const rules = Object.values(KEYWORD_ROLES).flatMap(role => {
        // Longest first: `exit()` before `exit`, `<=` before `<`.
        const used = role.keywords.filter(keyword => keywords.has(keyword)).sort((a, b) => b.length - a.length);
        const words = used.filter(keyword => /^[a-z]/.test(keyword));
        const signs = used.filter(keyword => !/^[a-z]/.test(keyword));
        return [
            ...(words.length > 0 ? [{ name: role.scope, match: `(?<![A-Za-z0-9_])(?:${words.map(keywordPattern).join('|')})` }] : []),
            ...(signs.length > 0 ? [{ name: role.scope, match: signs.map(keywordPattern).join('|') }] : []),
        ];
    });
    return rules;
}

function terminal({ terminals }: GrammarWords, name: string): string {
    const pattern = terminals.get(name);
    if (pattern === undefined) {
        throw new Error(`The Langium grammar has no terminal ${name}: correct TERMINAL_SCOPES of scripts/generate-textmate.ts.`);
    }
    return pattern;
}

function scope(name: string): Rule {
    const found = TERMINAL_SCOPES[name];
    return found === undefined ? {} : { name: found };
}

function commentRules(words: GrammarWords): Rule[] {
    const comment = terminal(words, 'COMMENT');
    const mark = { name: 'punctuation.definition.comment.rasp' };
    return [
        {
            name: 'comment.line.test.rasp',
            match: `(#\\?)${comment.replace(/^#/, '')}`,
            captures: { 1: { name: 'keyword.other.test.rasp' } },
        },
        { ...scope('COMMENT'), match: comment.replace(/^#/, '(#)'), captures: { 1: mark } },
    ];
}

/** A string that is still being typed is coloured to the end of its line. */
function stringRule(words: GrammarWords): Rule {
    const pattern = terminal(words, 'STRING');
    if (!pattern.startsWith('"') || !pattern.endsWith('"')) {
        throw new Error('STRING is no longer a double-quoted string: correct stringRule of scripts/generate-textmate.ts.');
    }
    return {
        ...scope('STRING'), begin: '"', end: '"|$',
        beginCaptures: { 0: { name: 'punctuation.definition.string.begin.rasp' } },
        endCaptures: { 0: { name: 'punctuation.definition.string.end.rasp' } },
    };
}

function nameRules(id: string): Rule[] {
    const known = Object.entries(KNOWN_NAMES).map(([name, names]) => ({
        name, match: `(?<![A-Za-z0-9_])(?:${names.join('|')})(?![A-Za-z0-9_])`,
    }));
    // Bounded, so that a line of a thousand names is not scanned a thousand times.
    const otherTargets = `(?:,\\s*${id}\\s*){0,8}`;
    return [
        ...known,
        { name: 'entity.name.function.rasp', match: `${id}(?=\\s*\\()` },
        { name: 'variable.other.definition.rasp', match: `${id}(?=\\s*${otherTargets}=(?!=))` },
        { name: 'variable.other.rasp', match: id },
    ];
}

function definitionRule(id: string): Rule {
    return {
        name: 'meta.function.rasp',
        begin: `(?<![A-Za-z0-9_])(def)\\s+(${id})\\s*(\\()`, end: '\\)|(?=[{;])',
        beginCaptures: {
            1: { name: 'keyword.control.rasp' },
            2: { name: 'entity.name.function.definition.rasp' },
            3: { name: 'punctuation.parenthesis.rasp' },
        },
        endCaptures: { 0: { name: 'punctuation.parenthesis.rasp' } },
        patterns: [
            { include: '#comments' },
            { name: 'variable.parameter.rasp', match: id },
            { name: 'punctuation.separator.rasp', match: ',' },
        ],
    };
}

/** The whole TextMate grammar, as the text of its JSON file. */
export function textmateGrammar(words: GrammarWords): string {
    const uncoloured = [...words.terminals.keys()].filter(name => !(name in TERMINAL_SCOPES));
    if (uncoloured.length > 0) {
        throw new Error(`No colour for terminal ${uncoloured.join(', ')}: add it to TERMINAL_SCOPES of scripts/generate-textmate.ts.`);
    }
    const id = terminal(words, 'ID');
    const grammar = {
        information_for_contributors: 'Generated by scripts/generate-textmate.ts from language/syntax/rasp.langium. Do not edit.',
        name: 'RASP',
        scopeName: 'source.rasp',
        patterns: ['comments', 'strings', 'definition', 'keywords', 'numbers', 'names'].map(part => ({ include: `#${part}` })),
        repository: {
            comments: { patterns: commentRules(words) },
            strings: { patterns: [stringRule(words)] },
            definition: { patterns: [definitionRule(id)] },
            keywords: { patterns: keywordRules(words) },
            numbers: {
                patterns: ['FLOAT', 'INT'].map(name => ({ ...scope(name), match: `(?<![A-Za-z0-9_])${terminal(words, name)}` })),
            },
            names: { patterns: nameRules(id) },
        },
    };
    return `${JSON.stringify(grammar, undefined, 2)}\n`;
}

function main(check: boolean): void {
    const text = textmateGrammar(readGrammar(readFileSync(GRAMMAR_FILE, 'utf8')));
    if (!check) {
        writeFileSync(TEXTMATE_FILE, text);
        return;
    }
    let present = '';
    try {
        present = readFileSync(TEXTMATE_FILE, 'utf8');
    } catch {
        // A missing file differs like any other.
    }
    if (present.replace(/\r\n/g, '\n') !== text) {
        console.error('syntaxes/rasp.tmLanguage.json is out of date. Run: node scripts/generate-textmate.ts');
        process.exitCode = 1;
    }
}

if (import.meta.main) {
    main(process.argv.includes('--check'));
}
