import { toEnd } from '../values/to-end.js';
import type { Program } from '../program/program.js';
import type { StatementResult } from '../program/session.js';
import type { ParsedStatement } from '../syntax/parse.js';
import { isFunctionDefinition } from '../syntax/generated/ast.js';
import { Cancelled, RaspError } from '../values/error.js';
import { floatEquality } from './float-equality.js';
import { hiddenLayers } from './hidden-layer.js';
import { inputsToTry } from './inputs-tried.js';
import type { Finding, ResultContext, ResultLint, StaticLint } from './lint.js';
import { mixedDefaults } from './mixed-default.js';
import { precedenceSurprises } from './precedence.js';
import { repeatedSelectors } from './repeated-selector.js';
import { idleSelectors } from './selects.js';
import { shadowedLibraryNames } from './shadowed-library-name.js';
import { oncePerExample, tokensOnText } from './tokens-on-text.js';
import { unusedGlobals } from './unused-globals.js';
import { unusedLocals } from './unused-locals.js';

const staticLints: readonly StaticLint[] = [precedenceSurprises, unusedLocals, shadowedLibraryNames];
const resultLints: readonly ResultLint[] = [hiddenLayers, floatEquality];
/** What these find depends on the inputs tried, too. */
const sampleLints: readonly ResultLint[] = [mixedDefaults, idleSelectors];

const staticFindings = new WeakMap<ParsedStatement, readonly Finding[]>();

interface ResultFindings {
    readonly own: readonly Finding[];
    readonly onText: readonly Finding[];
    inputs: string;
    samples: readonly Finding[];
}

/**
 * Finds what the lints have to say of a program. What was found for a statement is kept for as long as neither it
 * nor anything before it changes, so after an edit only the rest is looked at again.
 */
export class Linter {
    private readonly known = new WeakMap<StatementResult, ResultFindings>();

    /** All findings in no order, at once. Throws nothing but `Cancelled`. */
    find(program: Program): Finding[] {
        return toEnd(this.findInSteps(program));
    }

    /**
     * The same, as steps are taken; the program must stay as it is until the end.
     * @yields after each statement
     */
    *findInSteps(program: Program): Generator<void, Finding[]> {
        const found: Finding[] = [];
        for (const { statement } of program.parsed) {
            found.push(...lintStatement(statement));
            yield;
        }
        const broken = new Set(program.results.filter(({ problems }) => problems.some(({ severity }) => severity === 'error')).map(({ statement }) => statement));
        found.push(...guarded(() => unusedGlobals(program.parsed, program.text)).filter(({ statement }) => !broken.has(statement)));
        yield;
        const inputs = inputsToTry(program);
        const key = inputs.map(input => input.text).join('\n');
        const onText: (readonly [StatementResult, readonly Finding[]])[] = [];
        for (const result of program.results) {
            const findings = this.lintResult(program, result, inputs, key);
            found.push(...findings.own, ...findings.samples);
            onText.push([result, findings.onText]);
            yield;
        }
        found.push(...oncePerExample(onText));
        found.push(...yield* guardedSteps(repeatedSelectors(program)));
        return found;
    }

    private lintResult(program: Program, result: StatementResult, inputs: ResultContext['inputs'], key: string): ResultFindings {
        const { tree, problems } = result.statement;
        if (tree === undefined || problems.length > 0) {
            return { own: [], onText: [], inputs: key, samples: [] };
        }
        const context: ResultContext = { program, result, tree, inputs };
        const run = (lints: readonly ResultLint[]): Finding[] => lints.flatMap(lint => guarded(() => lint(context)));
        // The values in a function are those of its last call, which may come later.
        const known = isFunctionDefinition(tree) ? undefined : this.known.get(result);
        const findings = known ?? { own: run(resultLints), onText: isFunctionDefinition(tree) ? [] : run([tokensOnText]), inputs: '', samples: [] };
        if (findings.inputs !== key) {
            findings.inputs = key;
            findings.samples = run(sampleLints);
        }
        this.known.set(result, findings);
        return findings;
    }
}

function lintStatement(statement: ParsedStatement): readonly Finding[] {
    let findings = staticFindings.get(statement);
    if (findings === undefined) {
        const { tree, problems } = statement;
        findings = tree === undefined || problems.length > 0 ? [] : staticLints.flatMap(lint => guarded(() => lint(statement, tree)));
        staticFindings.set(statement, findings);
    }
    return findings;
}

/** A lint that meets a limit, or a stack that is too small, has nothing to say. */
function guarded(lint: () => readonly Finding[]): readonly Finding[] {
    try {
        return lint();
    } catch (error) {
        return nothingFor(error);
    }
}

function* guardedSteps(steps: Generator<void, Finding[]>): Generator<void, readonly Finding[]> {
    try {
        return yield* steps;
    } catch (error) {
        return nothingFor(error);
    }
}

function nothingFor(error: unknown): readonly Finding[] {
    if (!(error instanceof Cancelled) && (error instanceof RaspError || error instanceof RangeError)) {
        return [];
    }
    throw error;
}
