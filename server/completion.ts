import { CompletionItemKind, CompletionTriggerKind, InsertTextFormat } from 'vscode-languageserver';
import type { ClientCapabilities, CompletionItem, CompletionList, CompletionParams, Range } from 'vscode-languageserver';
import { complete } from '../language/completion/complete.js';
import type { Offer, OfferKind } from '../language/completion/offer.js';
import { builtinWord } from '../language/completion/words.js';
import { libraryDocumentation, wordDocumentation } from '../language/program/documentation.js';
import type { LoadHost } from '../language/program/load-host.js';
import { libraryValue, nameAbove } from '../language/program/names-above.js';
import { summaryOf, summaryText } from '../language/program/summary.js';
import { RaspFunction } from '../language/program/value.js';
import type { AnalyzedDocument } from './analyzed-document.js';
import type { Feature } from './feature.js';
import { describeValue } from './hover.js';
import { prose } from './markdown.js';

/** Asked for unasked: the path of `load`, keys, the operator of `select`, the words after `set` and `examples`. */
const triggerCharacters = ['"', '/', '[', ',', ' '];

const kinds: Readonly<Record<OfferKind, CompletionItemKind>> = {
    's-op': CompletionItemKind.Variable,
    selector: CompletionItemKind.Interface,
    function: CompletionItemKind.Function,
    constant: CompletionItemKind.Constant,
    name: CompletionItemKind.Variable,
    keyword: CompletionItemKind.Keyword,
    operator: CompletionItemKind.Operator,
    key: CompletionItemKind.Value,
    file: CompletionItemKind.File,
    folder: CompletionItemKind.Folder
};

/** What finds a row's documentation, beside its label. */
interface CompletionData {
    readonly uri: string;
    /** Offset at which it was asked for: its running example shows the values. */
    readonly offset: number;
    /** Index of the statement that set the name; absent for the library's. */
    readonly setBy?: number;
}

/**
 * The list at a place. No row has commit characters: the variable of a comprehension is typed before its `for`
 * makes it known, and a `,` behind it must not turn it into the name that happens to be on top.
 */
export function completionList(document: AnalyzedDocument, params: CompletionParams, host: LoadHost, client: ClientCapabilities): CompletionList | null {
    const { position, context } = params;
    const offset = document.offsetAt(position);
    const found = complete({
        program: document.program, offset,
        listFolder: folder => host.list?.(folder, document.uri) ?? [],
        isByCharacter: context?.triggerKind === CompletionTriggerKind.TriggerCharacter
    });
    if (found === undefined) {
        return null;
    }
    const range = document.range(found.start, found.end);
    const { completionItem, completionList } = client.textDocument?.completion ?? {};
    const shares = completionList?.itemDefaults?.includes('editRange') === true;
    const insert: Range = { start: range.start, end: position };
    // Where what stands there has to go, an editor that inserts would leave the part behind the cursor.
    const editRange = found.isWhole === true ? range : completionItem?.insertReplaceSupport === true ? { insert, replace: range } : insert;
    const toItem = (offer: Offer, i: number): CompletionItem => {
        const usesSnippet = offer.snippet !== undefined && completionItem?.snippetSupport === true;
        const newText = (usesSnippet ? offer.snippet : offer.text) ?? offer.label;
        const data: CompletionData | undefined = offer.setBy !== undefined ? { uri: document.uri, offset, setBy: offer.setBy }
            : offer.isLibrary === true ? { uri: document.uri, offset } : undefined;
        return {
            label: offer.label,
            kind: kinds[offer.kind],
            sortText: `${String(offer.rank).padStart(2, '0')}${String(i).padStart(5, '0')}`,
            ...offer.filter === undefined ? {} : { filterText: offer.filter },
            ...offer.detail === undefined ? {} : { detail: offer.detail },
            ...completionItem?.labelDetailsSupport === true ? { labelDetails: { ...offer.signature === undefined ? {} : { detail: offer.signature }, ...offer.detail === undefined ? {} : { description: offer.detail } } } : {},
            ...shares ? (newText === offer.label ? {} : { textEditText: newText }) : { textEdit: 'insert' in editRange ? { newText, ...editRange } : { newText, range: editRange } },
            ...usesSnippet ? { insertTextFormat: InsertTextFormat.Snippet } : {},
            ...offer.kind === 'folder' ? { commitCharacters: ['/'] } : {},
            ...data === undefined ? {} : { data }
        };
    };
    return { isIncomplete: found.isCut, ...shares ? { itemDefaults: { editRange } } : {}, items: found.offers.map(toItem) };
}

/** Adds to a row what takes time: its documentation, its value on the example, a cost that was not counted yet. */
export function resolveCompletion(document: AnalyzedDocument, item: CompletionItem, data: CompletionData): CompletionItem {
    const { program } = document;
    const { label: name } = item;
    const { offset, setBy } = data;
    const own = setBy === undefined ? undefined : nameAbove(program, name, setBy + 1);
    const value = setBy === undefined ? libraryValue(name) : own?.value;
    const result = own === undefined ? undefined : program.results[own.index];
    const word = setBy === undefined ? wordDocumentation(builtinWord(name)) : undefined;
    if (word !== undefined) {
        return { ...item, documentation: markdown(prose(word.text)) };
    }
    if (value === undefined) {
        return setBy === undefined ? { ...item, documentation: markdown(prose(libraryDocumentation(name))) } : item;
    }
    const statement = { examples: result?.examples ?? program.examplesAt(offset) };
    const documentation = markdown(describeValue(document, statement, value, name));
    if (own === undefined || result === undefined || value instanceof RaspFunction) {
        return { ...item, documentation };
    }
    const below = item.detail?.endsWith(', set below') === true ? ', set below' : '';
    return { ...item, documentation, detail: `${summaryText(summaryOf(program, result, name, value, { left: Infinity }))}${below}` };
}

function markdown(value: string): { kind: 'markdown'; value: string } {
    return { kind: 'markdown', value };
}

export const completionFeature: Feature = {
    capabilities: { completionProvider: { triggerCharacters, resolveProvider: true, completionItem: { labelDetailsSupport: true } } },
    register({ connection, documents, host, client, answer }) {
        connection.onCompletion(answer(async params => {
            const document = await documents.analyzedUntil(params.textDocument.uri, params.position);
            if (document === undefined) {
                return null;
            }
            const list = completionList(document, params, host, client());
            const listing = host.listing?.();
            await listing;
            return listing === undefined ? list : completionList(document, params, host, client());
        }, null));
        connection.onCompletionResolve(item => answer(() => {
            const data = item.data as CompletionData | undefined;
            const document = data === undefined ? undefined : documents.current(data.uri);
            return data === undefined || document === undefined ? item : resolveCompletion(document, item, data);
        }, item)(undefined));
    }
};
