import { InlayHintKind } from 'vscode-languageserver';
import type { InlayHint, Range } from 'vscode-languageserver';
import { parameterHints } from '../language/annotation/parameter-hints.js';
import { typeHints } from '../language/annotation/type-hints.js';
import { indexBefore } from '../language/completion/place.js';
import type { Summary } from '../language/program/summary.js';
import { summaryText } from '../language/program/summary.js';
import type { AnalyzedDocument } from './analyzed-document.js';
import { DocumentSettings } from './document-settings.js';
import type { Feature } from './feature.js';
import { describeValue } from './hover.js';
import { readHintSettings } from './inlay-hint-settings.js';
import type { HintSettings } from './inlay-hint-settings.js';

/** What finds a hint's tooltip. */
interface HintData {
    readonly uri: string;
    readonly name: string;
    /** Index of the statement that sets the name. */
    readonly index: number;
}

/** The hints in a range: types behind the names that are set, names of parameters before arguments. */
export function inlayHints(document: AnalyzedDocument, { start, end }: Range, settings: HintSettings, last: Map<string, Summary>): InlayHint[] {
    const { program, uri } = document;
    const [first, behind] = [document.offsetAt(start), document.offsetAt(end)];
    const [from, to] = [Math.max(0, indexBefore(program.parsed, first)), indexBefore(program.parsed, behind + 1) + 1];
    const hints: InlayHint[] = [];
    const isAsked = (offset: number): boolean => first <= offset && offset <= behind;
    for (const { offset, name, index, summary } of settings.types || settings.cost ? typeHints(program, from, to, settings.cost, last) : []) {
        const label = hintLabel(summary, settings);
        if (isAsked(offset) && label !== undefined) {
            const data: HintData = { uri, name, index };
            hints.push({ position: document.positionAt(offset), label, kind: InlayHintKind.Type, data });
        }
    }
    for (const { offset, name } of settings.parameterNames ? parameterHints(program, from, to) : []) {
        if (isAsked(offset)) {
            hints.push({ position: document.positionAt(offset), label: `${name}:`, kind: InlayHintKind.Parameter, paddingRight: true });
        }
    }
    return hints;
}

function hintLabel(summary: Summary, { types }: HintSettings): string | undefined {
    const text = types ? summaryText(summary) : summary.cost;
    return text === undefined ? undefined : `: ${text}`;
}

/** Adds the value on the example and the table of layers. */
export function resolveHint(document: AnalyzedDocument, hint: InlayHint, { name, index }: HintData): InlayHint {
    const result = document.program.results[index];
    const value = result?.bindings.get(name);
    return result === undefined || value === undefined ? hint : { ...hint, tooltip: { kind: 'markdown', value: describeValue(document, result, value, name) } };
}

export const inlayHintsFeature: Feature = {
    capabilities: { inlayHintProvider: { resolveProvider: true } },
    register({ connection, documents, client, answer, onConfiguration }) {
        const { inlayHint } = connection.languages;
        const settings = new DocumentSettings(connection, () => client().workspace?.configuration === true, 'rasp.inlayHints', readHintSettings);
        /** What was said of each name last, by document. */
        const last = new Map<string, Map<string, Summary>>();
        const refresh = (): void => {
            if (client().workspace?.inlayHint?.refreshSupport === true) {
                inlayHint.refresh().catch((error: unknown) => { connection.console.warn(`Hints were not refreshed: ${String(error)}`); });
            }
        };
        inlayHint.on(answer(async ({ textDocument: { uri }, range }, token) => {
            const [document, chosen] = await Promise.all([documents.analyzed(uri, token), settings.of(uri)]);
            if (document === undefined) {
                return [];
            }
            const said = last.get(uri) ?? new Map<string, Summary>();
            last.set(uri, said);
            return inlayHints(document, range, chosen, said);
        }, []));
        inlayHint.resolve(hint => answer(() => {
            const data = hint.data as HintData | undefined;
            const document = data === undefined ? undefined : documents.current(data.uri);
            return data === undefined || document === undefined ? hint : resolveHint(document, hint, data);
        }, hint)(undefined));
        onConfiguration(() => {
            settings.forget();
            refresh();
        });
        documents.onClosed(uri => {
            settings.forget(uri);
            last.delete(uri);
        });
        documents.onAnalyzed(({ uri }, isEdit) => {
            if (!isEdit && last.has(uri)) {
                refresh();
            }
        });
    }
};
