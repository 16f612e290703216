import { walk } from '../actions/tree.js';
import { wordsOf } from '../actions/free-names.js';
import { isAssignment, isForLoop, isFunctionDefinition } from '../syntax/generated/ast.js';
import type { ParsedStatement, PlacedStatement } from '../syntax/parse.js';
import type { Finding } from './lint.js';
import { namePlace } from './name-places.js';
import { removeStatement } from './remove-statement.js';
import { namesIn } from './unused-locals.js';

/** What a top-level statement does with names. */
interface NameFacts {
    /** The one name that it sets, and nothing else. */
    readonly sets: string | undefined;
    /** Other names that it may set. */
    readonly maySet: readonly string[];
    /** Names that it reads, or that its functions read once they are called. */
    readonly reads: ReadonlySet<string>;
    /** Whether its reads happen later, and any number of times. */
    readonly isLater: boolean;
    /** Whether it may do more than can be seen. */
    readonly isOpaque: boolean;
}

const known = new WeakMap<ParsedStatement, NameFacts>();

function factsOf(statement: ParsedStatement): NameFacts {
    let facts = known.get(statement);
    if (facts === undefined) {
        facts = readFacts(statement);
        known.set(statement, facts);
    }
    return facts;
}

function readFacts({ tree, problems, text }: ParsedStatement): NameFacts {
    if (tree === undefined || problems.length > 0) {
        return { sets: undefined, maySet: [], reads: wordsOf(text), isLater: true, isOpaque: true };
    }
    const reads = namesIn(tree);
    const isOpaque = tree.$type === 'Load' || tree.$type === 'Exit';
    if (isAssignment(tree)) {
        const [first, second] = tree.targets;
        return { sets: second === undefined ? first : undefined, maySet: second === undefined ? [] : tree.targets, reads, isLater: false, isOpaque };
    }
    if (isFunctionDefinition(tree)) {
        // Its own locals are no reads of globals, but to take them as such only keeps silent.
        return { sets: tree.name, maySet: [], reads, isLater: true, isOpaque };
    }
    const maySet: string[] = [];
    let isLater = false;
    walk(tree, part => {
        if (isAssignment(part)) {
            maySet.push(...part.targets);
        } else if (isForLoop(part)) {
            maySet.push(...part.variables);
        } else if (isFunctionDefinition(part)) {
            maySet.push(part.name);
            isLater = true;
        }
        return true;
    });
    return { sets: undefined, maySet, reads, isLater, isOpaque };
}

/**
 * Names of the file that nothing reads: private ones, which no other file can use, and ones that are set again
 * before anything has read them. A public name that stays is what the program gives, so it is never unused.
 */
export function unusedGlobals(placed: readonly PlacedStatement[], text: string): Finding[] {
    const facts = placed.map(({ statement }) => factsOf(statement));
    const inTests = wordsOf(text.includes('#?') ? (text.match(/#\?.*/g) ?? []).join('\n') : '');
    const readAnywhere = new Set(inTests);
    const readLater = new Set(inTests);
    for (const { reads, isLater } of facts) {
        reads.forEach(name => {
            readAnywhere.add(name);
            if (isLater) {
                readLater.add(name);
            }
        });
    }
    const found: Finding[] = [];
    const waiting = new Map<string, ParsedStatement>();
    placed.forEach(({ statement }, i) => {
        const fact = facts[i];
        if (fact === undefined) {
            return;
        }
        const { sets, maySet, reads, isOpaque } = fact;
        reads.forEach(name => waiting.delete(name));
        maySet.forEach(name => waiting.delete(name));
        if (isOpaque) {
            waiting.clear();
        }
        if (sets === undefined) {
            return;
        }
        const before = waiting.get(sets);
        if (before !== undefined) {
            found.push(...finding(before, sets, `\`${sets}\` is set again before anything reads this value`));
        }
        if (sets.startsWith('_') && !readAnywhere.has(sets)) {
            found.push(...finding(statement, sets, `\`${sets}\` is never read, and names that begin with \`_\` stay inside their file`));
            waiting.delete(sets);
        } else if (!readLater.has(sets)) {
            waiting.set(sets, statement);
        }
    });
    return found;
}

function finding(statement: ParsedStatement, name: string, message: string): Finding[] {
    const { tree, text } = statement;
    const place = isAssignment(tree) ? namePlace(tree, 'targets', 0) : isFunctionDefinition(tree) ? namePlace(tree, 'name') : undefined;
    return place === undefined ? [] : [{
        id: 'unused-name', statement, ...place, message, isUnnecessary: true, fixes: removeStatement({ statement, start: 0, end: text.length }, name)
    }];
}
