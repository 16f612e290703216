import { CodeActionKind } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { CodeAction, CodeActionParams, Command, Diagnostic, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import { fixOfProblem } from '../language/actions/error-fixes.js';
import { refactoringsAt } from '../language/actions/refactorings.js';
import type { Refactoring } from '../language/actions/refactoring.js';
import { fixesOf, placeFindings } from '../language/lints/placed-findings.js';
import type { PlacedFinding } from '../language/lints/placed-findings.js';
import { fixAll } from '../language/lints/fix-all.js';
import { silencing } from '../language/lints/silencing.js';
import { applyEdits } from '../language/syntax/edit.js';
import type { Edit } from '../language/syntax/edit.js';
import { lineEnd } from '../language/syntax/split-statements.js';
import { isLoad } from '../language/syntax/generated/ast.js';
import type { AnalyzedDocument } from './analyzed-document.js';
import { lintDiagnostic } from './diagnostics.js';
import type { Feature } from './feature.js';
import { EXPLAIN_LINT_CAPABILITY, EXPLAIN_LINT_COMMAND } from './protocol/lints.js';
import { RENAME_NEW_NAME_CAPABILITY, RENAME_NEW_NAME_COMMAND } from './protocol/rename-new-name.js';
import type { RenameNewNameParams } from './protocol/rename-new-name.js';

const kinds: Record<Refactoring['kind'], string> = { extract: CodeActionKind.RefactorExtract, inline: CodeActionKind.RefactorInline, rewrite: CodeActionKind.RefactorRewrite };

/** What the client can do with code actions. */
export interface CodeActionClient {
    /** Whether it shows actions that cannot be had, with the reason. */
    readonly showsDisabled: boolean;
    /** Whether it takes edits of a version of a document. */
    readonly takesVersions: boolean;
    /** Whether it creates files. */
    readonly createsFiles: boolean;
    /** Whether it has the command that opens a lint's page. */
    readonly explainsLints: boolean;
    /** Whether it has the command that asks for another name. */
    readonly renamesNewNames: boolean;
}

/** Quick fixes and refactorings for a selection. */
export function codeActions(document: AnalyzedDocument, { range, context }: CodeActionParams, client: CodeActionClient): CodeAction[] {
    const start = document.offsetAt(range.start);
    const end = Math.max(start, document.offsetAt(range.end));
    const isWanted = (kind: string): boolean => context.only === undefined || context.only.some(only => kind === only || kind.startsWith(`${only}.`) || only === '');
    return [
        ...isWanted(CodeActionKind.QuickFix) ? [...problemFixes(document, start, end, context.diagnostics, client), ...lintFixes(document, start, end, client)] : [],
        ...refactorings(document, start, end, client).filter(({ kind }) => kind !== undefined && isWanted(kind))
    ];
}

function problemFixes(document: AnalyzedDocument, start: number, end: number, diagnostics: readonly Diagnostic[], client: CodeActionClient): CodeAction[] {
    const actions: CodeAction[] = [];
    const { results, parsed } = document.program;
    for (let i = Math.max(0, statementIndex(document, start)); i < results.length; i++) {
        const offset = parsed[i]?.offset ?? 0;
        if (offset > end) {
            break;
        }
        const { problems = [], statement, loads = [] } = results[i] ?? {};
        for (const problem of problems) {
            if (statement === undefined || offset + problem.start > end || offset + problem.end < start) {
                continue;
            }
            const fixed = diagnostics.filter(({ message }) => message === problem.message);
            const behind = offset + statement.text.length;
            const fix = fixOfProblem(problem, statement, document.program.text.slice(behind, lineEnd(document.program.text, behind)));
            if (fix !== undefined) {
                actions.push({ title: fix.title, kind: CodeActionKind.QuickFix, isPreferred: true, diagnostics: fixed, edit: editOf(document, shift(fix.edits, offset), client) });
            }
            const [uri] = loads[0]?.addresses ?? [];
            if (uri !== undefined && isLoad(statement.tree) && client.createsFiles && problem.message.startsWith('cannot find ')) {
                actions.push({ title: `Create ${decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1))}`, kind: CodeActionKind.QuickFix, isPreferred: true, diagnostics: fixed,
                    edit: { documentChanges: [{ kind: 'create', uri, options: { ignoreIfExists: true } }] } });
            }
        }
    }
    return actions;
}

/** The index of the last statement that begins at or before an offset. */
function statementIndex({ program: { parsed } }: AnalyzedDocument, offset: number): number {
    return parsed.findLastIndex(placed => placed.offset <= offset);
}

function lintFixes(document: AnalyzedDocument, start: number, end: number, client: CodeActionClient): CodeAction[] {
    const { program } = document;
    const placed = placeFindings(program, document.findings, document.lintLevels);
    const here = placed.filter(finding => finding.start <= end && start <= finding.end);
    const actions: CodeAction[] = [];
    for (const found of here) {
        const diagnostics = [lintDiagnostic(document, found)];
        const fixes = fixesOf(program, found.finding);
        fixes.forEach(({ title, edits }, i) => {
            actions.push({ title, kind: CodeActionKind.QuickFix, diagnostics, isPreferred: i === 0 && here.length === 1, edit: editOf(document, edits, client) });
        });
    }
    for (const found of uniqueById(here)) {
        const { id } = found.finding;
        const all = fixAll(program, placed, id);
        if (all !== undefined) {
            actions.push({ title: all.title, kind: CodeActionKind.QuickFix, diagnostics: [lintDiagnostic(document, found)], edit: editOf(document, all.edits, client) });
        }
        if (client.explainsLints) {
            actions.push({ title: `Explain \`${id}\``, kind: CodeActionKind.QuickFix, diagnostics: [lintDiagnostic(document, found)], command: { title: 'Explain', command: EXPLAIN_LINT_COMMAND, arguments: [id] } });
        }
        const silenced = silencing(program.text, id, found.start);
        actions.push({ title: silenced.title, kind: CodeActionKind.QuickFix, diagnostics: [lintDiagnostic(document, found)], edit: editOf(document, silenced.edits, client) });
    }
    return actions;
}

function uniqueById(found: readonly PlacedFinding[]): PlacedFinding[] {
    return [...new Map(found.map(each => [each.finding.id, each])).values()];
}

function refactorings(document: AnalyzedDocument, start: number, end: number, client: CodeActionClient): CodeAction[] {
    return refactoringsAt({ program: document.program, start, end }).flatMap((found): CodeAction[] => {
        const { title } = found;
        const kind = kinds[found.kind];
        if ('edits' in found) {
            const action: CodeAction = { title, kind, edit: editOf(document, found.edits, client) };
            return [found.newName !== undefined && client.renamesNewNames ? { ...action, command: renaming(document, found.edits, found.newName) } : action];
        }
        return client.showsDisabled ? [{ title, kind, disabled: { reason: found.reason } }] : [];
    });
}

/** What the client does after the edits: it asks for a name in place of the one that was made up. */
function renaming(document: AnalyzedDocument, edits: readonly Edit[], offset: number): Command {
    const changed = TextDocument.create(document.uri, 'rasp', document.version, applyEdits(document.program.text, edits));
    const params: RenameNewNameParams = { uri: document.uri, position: changed.positionAt(offset) };
    return { title: 'Rename', command: RENAME_NEW_NAME_COMMAND, arguments: [params] };
}

function shift(edits: readonly Edit[], offset: number): Edit[] {
    return edits.map(({ start, end, text }) => ({ start: start + offset, end: end + offset, text }));
}

function editOf(document: AnalyzedDocument, edits: readonly Edit[], { takesVersions }: CodeActionClient): WorkspaceEdit {
    const textEdits = edits.map(({ start, end, text }): TextEdit => ({ range: document.range(start, end), newText: text }));
    return takesVersions ? { documentChanges: [{ textDocument: { uri: document.uri, version: document.version }, edits: textEdits }] } : { changes: { [document.uri]: textEdits } };
}

export const codeActionsFeature: Feature = {
    capabilities: { codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorExtract, CodeActionKind.RefactorInline, CodeActionKind.RefactorRewrite] } },
    register({ connection, documents, client, answer }) {
        connection.onCodeAction(answer(async (params, token) => {
            const document = await documents.analyzed(params.textDocument.uri, token);
            const { textDocument, workspace, experimental } = client();
            return document === undefined ? [] : codeActions(document, params, {
                showsDisabled: textDocument?.codeAction?.disabledSupport === true,
                takesVersions: workspace?.workspaceEdit?.documentChanges === true,
                createsFiles: workspace?.workspaceEdit?.resourceOperations?.includes('create') === true,
                explainsLints: isRecord(experimental) && experimental[EXPLAIN_LINT_CAPABILITY] === true,
                renamesNewNames: isRecord(experimental) && experimental[RENAME_NEW_NAME_CAPABILITY] === true
            });
        }, []));
    }
};

function isRecord(value: unknown): value is Record<string, unknown> {
    return typeof value === 'object' && value !== null;
}
