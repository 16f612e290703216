import type { CodeLens, Range } from 'vscode-languageserver';
import { shortCost } from '../language/cost/short-cost.js';
import { RaspError } from '../language/values/error.js';
import { Failure } from '../language/evaluation/evaluation.js';
import { isSelector, isSOp } from '../language/graph/nodes.js';
import type { Selector, SOp } from '../language/graph/nodes.js';
import type { ProgramStatement } from '../language/program/program.js';
import type { StatementResult } from '../language/program/session.js';
import { readTypedInput } from '../language/program/typed-input.js';
import { Shown } from '../language/program/value.js';
import type { Value } from '../language/program/value.js';
import { isAssignment, isDraw, isForLoop } from '../language/syntax/generated/ast.js';
import type { AnalyzedDocument } from './analyzed-document.js';
import type { AnalyzedDocuments } from './analyzed-documents.js';
import type { Feature } from './feature.js';
import type { LensInputs } from './lens-inputs.js';
import { SHOW_FLOW_COMMAND } from './protocol/flow.js';
import type { ShowFlowArgument } from './protocol/flow.js';
import { REMEMBERED_INPUTS_NOTIFICATION } from './protocol/remembered-inputs.js';
import type { RememberedInputsParams } from './protocol/remembered-inputs.js';
import { evaluate, resultLine } from './value-text.js';

const longestInput = 24;
const longestResult = 60;

interface LensData {
    readonly uri: string;
    readonly kind: 'result' | 'cost' | 'ask' | 'compile' | 'train' | 'decode' | 'shown' | 'flow';
    /** Absent for the result of a statement such as `tokens("abc");`. */
    readonly name?: string | undefined;
    readonly line: number;
}

/**
 * The lines above s-ops and selectors: the result on the example, layers and heads, and the way to another input.
 * Few s-ops are made for a decoder loop, so `decode…` stands only above those with which one was run before.
 */
export class CodeLenses {
    private readonly documents: AnalyzedDocuments;
    private readonly inputs: LensInputs;
    private readonly decodes: LensInputs;
    /** What each lens showed last, for as long as the text is half typed. */
    private readonly last = new Map<string, Map<string, string>>();

    constructor(documents: AnalyzedDocuments, inputs: LensInputs, decodes: LensInputs) {
        this.documents = documents;
        this.inputs = inputs;
        this.decodes = decodes;
        documents.onClosed(uri => { this.last.delete(uri); });
    }

    async list(uri: string): Promise<CodeLens[]> {
        const document = await this.documents.analyzed(uri);
        const lenses: CodeLens[] = [];
        if (document !== undefined) {
            const { results, parsed } = document.program;
            results.forEach((result, i) => { this.addLenses(result, parsed[i]?.offset ?? 0, document, lenses); });
        }
        return lenses;
    }

    private addLenses(statement: StatementResult, offset: number, document: AnalyzedDocument, lenses: CodeLens[]): void {
        const start = document.positionAt(offset);
        const range: Range = { start, end: start };
        const add = (kind: LensData['kind'], name?: string): void => {
            const data: LensData = { uri: document.uri, kind, line: start.line, name };
            lenses.push({ range, data });
        };
        if (isDraw(statement.statement.tree)) {
            add('flow');
            return;
        }
        if (statement.value instanceof Shown) {
            add('shown');
            return;
        }
        for (const name of namesSetBy(statement)) {
            const value = statement.bindings.get(name);
            // A statement that is half typed has no value: its lenses stay as they were.
            if (isNode(value) || (value === undefined && this.last.get(document.uri)?.has(`result ${name}`) === true)) {
                add('result', name);
                add('cost', name);
                add('ask', name);
                if (!isSelector(value)) {
                    add('compile', name);
                    add('train', name);
                }
                if (!isSelector(value) && this.decodes.get(document.uri, name) !== undefined) {
                    add('decode', name);
                }
            }
        }
    }

    resolve(lens: CodeLens): CodeLens {
        const data = lens.data as LensData;
        const target = { uri: data.uri, name: data.name, line: data.line };
        if (data.kind === 'ask') {
            return { ...lens, command: { title: 'try another input…', command: 'rasp.runOnInput', arguments: [target] } };
        }
        if (data.kind === 'compile') {
            return { ...lens, command: { title: 'compile…', command: 'rasp.compile', arguments: [target] } };
        }
        if (data.kind === 'train') {
            return { ...lens, command: { title: 'train…', command: 'rasp.train', arguments: [target] } };
        }
        if (data.kind === 'decode') {
            return { ...lens, command: { title: 'decode…', command: 'rasp.decode', arguments: [target] } };
        }
        if (data.kind === 'flow') {
            const argument: ShowFlowArgument = { uri: data.uri, position: lens.range.start };
            return { ...lens, command: { title: 'Show flow', command: SHOW_FLOW_COMMAND, arguments: [argument] } };
        }
        const title = this.title(data);
        const command = data.kind === 'result' ? 'rasp.runAgain' : data.kind === 'cost' ? 'rasp.showCost' : '';
        return { ...lens, command: { title, command, ...(command === '' ? {} : { arguments: [target] }) } };
    }

    private title(data: LensData): string {
        const key = `${data.kind} ${data.name ?? `at line ${data.line}`}`;
        const titles = this.last.get(data.uri) ?? new Map<string, string>();
        this.last.set(data.uri, titles);
        const title = this.freshTitle(data);
        if (title !== undefined) {
            titles.set(key, title);
            return title;
        }
        // What a broken statement gave before is kept, and said to be old once it is known to be.
        const last = titles.get(key) ?? '…';
        return data.kind === 'result' && this.documents.current(data.uri)?.program.isComplete === true ? `${last} (last result)` : last;
    }

    private freshTitle({ uri, kind, name, line }: LensData): string | undefined {
        const document = this.documents.current(uri);
        if (document === undefined) {
            return undefined;
        }
        if (name === undefined) {
            const shown = document.program.statementAt(document.offsetAt({ line: line + 1, character: 0 }) - 1)?.value;
            return shown instanceof Shown ? `${shown.input.text} → ${resultLine(shown.result, longestResult)}` : undefined;
        }
        const statement = document.statementSetting(name, line);
        const value = statement?.bindings.get(name);
        if (statement === undefined || !isNode(value)) {
            return undefined;
        }
        return kind === 'cost' ? shortCost(value, { left: Infinity }) : this.resultTitle(document, statement, name, value);
    }

    private resultTitle(document: AnalyzedDocument, statement: ProgramStatement, name: string, value: SOp | Selector): string {
        const typed = this.inputs.get(document.uri, name);
        try {
            const input = typed === undefined ? statement.examples[isSelector(value) ? 'selector' : 's-op'] : readTypedInput(typed);
            const label = namesSetBy(statement).size > 1 || isForLoop(statement.statement.tree) ? `${name} ` : '';
            const result = evaluate(document.program, value, input);
            return `▶ ${label}${shorten(input.text, longestInput)} → ${causeOf(result, value, document)}${resultLine(result, longestResult)}`;
        } catch (error) {
            if (error instanceof RaspError) {
                return `▶ ${shorten(typed ?? '', longestInput)}: ${error.message}`;
            }
            throw error;
        }
    }
}

/** The names whose results stand above a statement: those it assigns, or those that its loop leaves behind. */
function namesSetBy({ statement: { tree }, bindings }: StatementResult): ReadonlySet<string> {
    return new Set(isAssignment(tree) ? tree.targets : isForLoop(tree) ? bindings.keys() : []);
}

/** Where the failure comes from another name, that name. */
function causeOf(result: unknown, value: SOp | Selector, document: AnalyzedDocument): string {
    if (!(result instanceof Failure) || result.node === value) {
        return '';
    }
    for (const { bindings } of document.program.results) {
        for (const [name, bound] of bindings) {
            if (bound === result.node) {
                return `as ${name} `;
            }
        }
    }
    return '';
}

function isNode(value: Value | undefined): value is SOp | Selector {
    return isSOp(value) || isSelector(value);
}

function shorten(text: string, longest: number): string {
    return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

export const codeLensFeature: Feature = {
    capabilities: { codeLensProvider: { resolveProvider: true } },
    register({ connection, documents, inputs, decodes, answer }) {
        const lenses = new CodeLenses(documents, inputs, decodes);
        connection.onCodeLens(answer(({ textDocument }) => lenses.list(textDocument.uri), []));
        connection.onCodeLensResolve(lens => answer(() => lenses.resolve(lens), lens)(undefined));
        connection.onNotification(REMEMBERED_INPUTS_NOTIFICATION, ({ inputs: remembered, decodes: decoded = {} }: RememberedInputsParams) => {
            inputs.load(remembered);
            decodes.load(decoded);
        });
    }
};
