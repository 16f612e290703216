import { RaspError } from '../language/values/error.js';
import { isSelector, isSOp } from '../language/graph/nodes.js';
import { readTypedInput } from '../language/program/typed-input.js';
import { rangeOf } from '../language/syntax/ranges.js';
import { isSetExample } from '../language/syntax/generated/ast.js';
import type { AnalyzedDocument } from './analyzed-document.js';
import type { Feature } from './feature.js';
import { CHECK_INPUT_REQUEST, EXAMPLE_REQUEST } from './protocol/example.js';
import type { CheckInputParams, ExampleParams, ExampleResult } from './protocol/example.js';
import type { ExampleSettings } from './settings.js';

/** Answers `rasp/example`: the example in force at a line, and what decides it. */
export function exampleAt(document: AnalyzedDocument | undefined, { line }: ExampleParams, settings: ExampleSettings): ExampleResult {
    if (document === undefined) {
        return { input: '"hello"', source: 'default' };
    }
    const { program } = document;
    // The end of the line: what begins on the next one comes later.
    const offset = document.offsetAt({ line: line + 1, character: 0 }) - 1;
    const input = program.examplesAt(offset)['s-op'];
    const first = input === program.defaultExample ? exampleBelow(document, offset) : undefined;
    if (first !== undefined) {
        return first;
    }
    if (input === program.defaultExample) {
        const problem = settings.problemFor(document.uri);
        return { input: input.text, source: settings.isBuiltIn(input) ? 'default' : 'setting', ...(problem === undefined ? {} : { problem }) };
    }
    const setting = program.statements.findLast(({ statement, examples, offset: at }) => at <= offset && isSetExample(statement.tree) && examples['s-op'] === input);
    const tree = setting?.statement.tree;
    if (setting === undefined || !isSetExample(tree)) {
        return { input: input.text, source: 'statement' };
    }
    const { start, end } = rangeOf(tree.input);
    return { input: input.text, source: 'statement', range: document.range(setting.offset + start, setting.offset + end) };
}

/** Above a file's first example, as long as nothing is shown on another one, that example is meant. */
function exampleBelow(document: AnalyzedDocument, offset: number): ExampleResult | undefined {
    for (const { statement: { tree }, bindings, value, examples, offset: at } of document.program.statements) {
        if (isSetExample(tree) && at > offset) {
            const { start, end } = rangeOf(tree.input);
            return { input: examples['s-op'].text, source: 'statement', range: document.range(at + start, at + end) };
        }
        if (value !== undefined || [...bindings.values()].some(bound => isSOp(bound) || isSelector(bound)) && tree?.$type !== 'Load') {
            return undefined;
        }
    }
    return undefined;
}

/** Answers `rasp/checkInput`: what is wrong with a typed input, or null. */
export function checkInput(typed: string): string | null {
    try {
        readTypedInput(typed);
        return null;
    } catch (error) {
        if (error instanceof RaspError) {
            return error.message;
        }
        throw error;
    }
}

export const exampleFeature: Feature = {
    register({ connection, documents, settings }) {
        connection.onRequest(EXAMPLE_REQUEST, async (params: ExampleParams) => exampleAt(await documents.analyzed(params.uri), params, settings));
        connection.onRequest(CHECK_INPUT_REQUEST, ({ input }: CheckInputParams) => checkInput(input));
    }
};
