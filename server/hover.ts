import { AstUtils } from 'langium';
import type { Hover, Position } from 'vscode-languageserver';
import { cost } from '../language/cost/cost.js';
import { Failure } from '../language/evaluation/evaluation.js';
import { builtinWord } from '../language/completion/words.js';
import type { PlacedExpectation } from '../language/expectations/expectation.js';
import { expectationWords } from '../language/expectations/expectation-words.js';
import { expectationAround } from '../language/expectations/find-expectations.js';
import type { Input } from '../language/evaluation/input.js';
import { isSelector, isSOp } from '../language/graph/nodes.js';
import { commentAbove, libraryDocumentation, libraryFunctionCost, wordDocumentation } from '../language/program/documentation.js';
import { libraryUri, standardLibrary } from '../language/program/library.js';
import { libraryValue, nameAbove } from '../language/program/names-above.js';
import type { ProgramStatement } from '../language/program/program.js';
import { SelectorNames } from '../language/program/selector-names.js';
import { RaspFunction, Shown } from '../language/program/value.js';
import type { Value } from '../language/program/value.js';
import { rangeOf } from '../language/syntax/ranges.js';
import { isAssignment, isForLoop, isFunctionDefinition, isName } from '../language/syntax/generated/ast.js';
import type { AnalyzedDocument } from './analyzed-document.js';
import type { Feature } from './feature.js';
import { costLine, costTable } from './cost-table.js';
import { insightLines } from './insight-lines.js';
import { describeLocal } from './local-hover.js';
import { code, codeBlock, plain } from './markdown.js';
import { nodeAt } from './node-at.js';
import { evaluate, plainText, resultText, typeName } from './value-text.js';

const longestText = 400;
const rowsShown = 16;

/** What a name or expression is: its kind and type, its value on the current example, its layers and heads. */
export function hover(document: AnalyzedDocument, position: Position): Hover | null {
    const offset = document.offsetAt(position);
    const expectation = expectationAround(document.program.text, document.program.parsed, offset);
    if (expectation !== undefined) {
        return hoverInExpectation(document, expectation, offset);
    }
    const statement = document.program.statementAt(offset);
    const found = statement === undefined ? undefined : nodeAt(statement, offset);
    if (statement === undefined || found === undefined) {
        return null;
    }
    const { node, token, tokenStart } = found;
    const start = statement.offset + tokenStart;
    const tokenRange = document.range(start, start + token.length);
    const isOwnName = (isAssignment(node) && node.targets.includes(token)) || (isFunctionDefinition(node) && node.name === token) || (isForLoop(node) && node.variables.includes(token));
    if (isOwnName) {
        const value = node === statement.statement.tree ? statement.bindings.get(token) : undefined;
        if (value !== undefined) {
            return { contents: markdown(describeValue(document, statement, value, token)), range: tokenRange };
        }
    }
    const value = isOwnName || isFunctionDefinition(node) ? undefined : document.program.valueOfTree(node);
    const word = describeWord(token);
    if (value === undefined) {
        const local = describeLocal(document, statement, start);
        const text = word !== '' ? word : local?.text ?? (isOwnName ? undefined : describeUnused(document, statement, token));
        return text === undefined ? null : { contents: markdown(text), range: local?.range ?? tokenRange };
    }
    const { start: from, end } = rangeOf(node);
    const title = isName(node) ? node.name : undefined;
    const isInFunction = AstUtils.getContainerOfType(node, isFunctionDefinition) !== undefined && !(value instanceof RaspFunction);
    const description = [word, describeValue(document, statement, value, title)].filter(part => part !== '').join('\n\n---\n\n');
    return {
        contents: markdown(isInFunction ? `${description}\n\n*in the last call of the function*` : description),
        range: isName(node) ? tokenRange : document.range(statement.offset + from, statement.offset + end)
    };
}

/** What a name of a test is there. */
function hoverInExpectation(document: AnalyzedDocument, expectation: PlacedExpectation, offset: number): Hover | null {
    const { program } = document;
    const local = offset - expectation.offset;
    const found = expectationWords(expectation.text).findLast(({ token }) => token.start <= local && local <= token.end);
    if (found === undefined || (found.role !== 'use' && found.role !== 'builtin')) {
        return null;
    }
    const { text: name, start, end } = found.token;
    const above = expectation.statementsAbove;
    const value = nameAbove(program, name, above)?.value ?? libraryValue(name);
    const statement = { examples: program.results[above - 1]?.examples ?? program.examplesAt(0) };
    const parts = [describeWord(found.role === 'builtin' ? builtinWord(name) : name), found.role === 'builtin' || value === undefined ? '' : describeValue(document, statement, value, name)];
    const text = parts.filter(part => part !== '').join('\n\n---\n\n');
    return text === '' ? null : { contents: markdown(text), range: document.range(expectation.offset + start, expectation.offset + end) };
}

function describeWord(token: string): string {
    const word = wordDocumentation(token);
    return word === undefined ? '' : `${codeBlock(word.signature, 'rasp')}\n\n${plain(word.text)}`;
}

function markdown(value: string): { kind: 'markdown'; value: string } {
    return { kind: 'markdown', value };
}

/** Names of the file and of the library are explained even where they were not evaluated, as in a function that nobody calls. */
function describeUnused(document: AnalyzedDocument, statement: ProgramStatement, token: string): string | undefined {
    const value = document.program.valueOf(token) ?? libraryValue(token);
    return value === undefined ? undefined : describeValue(document, statement, value, token);
}

/** What is said of a value: its type and cost, its documentation, its value on the statement's example, the table of its layers. */
export function describeValue(document: AnalyzedDocument, statement: Pick<ProgramStatement, 'examples'>, value: Value, name: string | undefined): string {
    if (value instanceof RaspFunction) {
        const location = value.unit.uri === libraryUri ? undefined : document.program.locate(value.unit, 0, 0);
        return describeFunction(value, location === undefined ? '' : commentAbove(location.text, location.start));
    }
    const title = name === undefined ? '' : `**${plain(name)}**: `;
    if (!isSOp(value) && !isSelector(value)) {
        const text = value instanceof Shown ? resultText(value.result, value.input, rowsShown) : plainText(value, longestText);
        const type = value instanceof Shown ? `${typeName(value.node, value.result)} on ${code(value.input.text)}` : typeName(value);
        return `${title}${type}\n\n${codeBlock(text)}`;
    }
    const input: Input = statement.examples[isSelector(value) ? 'selector' : 's-op'];
    const result = evaluate(document.program, value, input);
    const names = new SelectorNames(document.program);
    const parts = [`${title}${plainType(typeName(value, result))} · ${costLine(cost(value))}`];
    const isLibrary = name !== undefined && standardLibrary().scope.get(name) === value;
    const documentation = isLibrary ? libraryDocumentation(name) : name === undefined ? '' : documentationOf(document, name);
    if (documentation !== '') {
        parts.push(plain(documentation));
    }
    if (result instanceof Failure) {
        parts.push(`on ${code(input.text)}: ${plain(result.error.message)}`);
    } else {
        parts.push(`on ${code(input.text)}:\n${codeBlock(resultText(result, input, rowsShown))}`);
    }
    const table = costTable(value, names);
    if (table !== '') {
        parts.push(table);
    }
    parts.push(...insightLines(document, value));
    return parts.join('\n\n');
}

function plainType(type: string): string {
    return type.replace('<', '&lt;').replace('>', '&gt;');
}

function documentationOf(document: AnalyzedDocument, name: string): string {
    const setter = document.lastStatement(({ bindings, statement: { tree } }) => bindings.has(name) && (isAssignment(tree) || isFunctionDefinition(tree)));
    return setter === undefined ? '' : commentAbove(document.program.text, setter.offset);
}

function describeFunction(value: RaspFunction, comment: string): string {
    const isLibrary = value.unit.uri === libraryUri;
    const signature = codeBlock(`def ${value.name}(${value.parameters.join(', ')})`, 'rasp');
    const documentation = isLibrary ? libraryDocumentation(value.name) : comment;
    const size = isLibrary ? libraryFunctionCost(value.name, value.parameters) : undefined;
    const parts = [signature];
    if (documentation !== '') {
        parts.push(plain(documentation));
    }
    if (size !== undefined) {
        parts.push(`${costLine(size)}, on arguments that cost nothing themselves`);
    }
    if (isLibrary) {
        parts.push('*standard library*');
    }
    return parts.join('\n\n');
}

export const hoverFeature: Feature = {
    capabilities: { hoverProvider: true },
    register({ connection, documents, answer }) {
        connection.onHover(answer(async ({ textDocument, position }) => {
            const document = await documents.shown(textDocument.uri);
            return document === undefined ? null : hover(document, position);
        }, null));
    }
};
