import type { Connection, Diagnostic, DiagnosticRelatedInformation } from 'vscode-languageserver';
import { DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { placeFindings } from '../language/lints/placed-findings.js';
import type { PlacedFinding } from '../language/lints/placed-findings.js';
import { libraryUri } from '../language/program/library.js';
import type { Problem, RelatedPlace } from '../language/program/problem.js';
import type { AnalyzedDocument } from './analyzed-document.js';
import { lintPage } from './lint-pages.js';

/** Diagnostics of one document that are sent at most. */
const most = 1_000;

const severities = { error: DiagnosticSeverity.Error, warning: DiagnosticSeverity.Warning, information: DiagnosticSeverity.Information, hint: DiagnosticSeverity.Hint } as const;

/** All diagnostics of a document: its problems, then what the lints say, each in the document's order. */
export function diagnosticsOf(document: AnalyzedDocument): Diagnostic[] {
    const diagnostics: Diagnostic[] = [];
    const { program } = document;
    for (const [i, { problems }] of program.results.entries()) {
        const offset = program.parsed[i]?.offset ?? 0;
        for (const problem of problems) {
            diagnostics.push(toDiagnostic(document, problem, offset));
            if (diagnostics.length === most) {
                return [...diagnostics, { ...toDiagnostic(document, problem, offset), severity: DiagnosticSeverity.Information, message: `only the first ${most} problems of this file are shown` }];
            }
        }
    }
    const findings = placeFindings(program, document.findings, document.lintLevels);
    return diagnostics.concat(findings.slice(0, most - diagnostics.length).map(finding => lintDiagnostic(document, finding)));
}

/** A lint's finding as the editor shows it. */
export function lintDiagnostic(document: AnalyzedDocument, { finding, severity, start, end, related }: PlacedFinding): Diagnostic {
    const page = lintPage(finding.id);
    return {
        severity: severities[severity],
        range: document.range(start, Math.max(end, start + 1)),
        message: finding.message,
        source: 'rasp',
        code: finding.id,
        ...(page === undefined ? {} : { codeDescription: { href: page } }),
        ...(finding.isUnnecessary ? { tags: [DiagnosticTag.Unnecessary] } : {}),
        ...(related === undefined ? {} : { relatedInformation: [{ location: { uri: document.uri, range: document.range(related.start, related.end) }, message: related.message }] })
    };
}

/** How long a statement may stay half typed before its syntax errors are shown. */
const halfTypedMilliseconds = 400;

/** Sends documents' diagnostics to the editor: at once, unless the statement that is being typed is not one yet. */
export class DiagnosticsPublisher {
    private readonly connection: Connection;
    private readonly waiting = new Map<string, ReturnType<typeof setTimeout>>();

    constructor(connection: Connection) {
        this.connection = connection;
    }

    publish(document: AnalyzedDocument): void {
        this.drop(document.uri);
        if (isHalfTyped(document)) {
            const { version } = document;
            this.waiting.set(document.uri, setTimeout(() => {
                this.waiting.delete(document.uri);
                if (document.version === version) {
                    this.send(document);
                }
            }, halfTypedMilliseconds));
        } else {
            this.send(document);
        }
    }

    /** Sends what has changed of diagnostics that were sent; those that still wait say it when they are. */
    refresh(document: AnalyzedDocument): void {
        if (!this.waiting.has(document.uri)) {
            this.send(document);
        }
    }

    /** Takes a closed document's diagnostics away. */
    clear(uri: string): void {
        this.drop(uri);
        void this.connection.sendDiagnostics({ uri, diagnostics: [] });
    }

    private send(document: AnalyzedDocument): void {
        void this.connection.sendDiagnostics({ uri: document.uri, version: document.version, diagnostics: diagnosticsOf(document) });
    }

    private drop(uri: string): void {
        clearTimeout(this.waiting.get(uri));
        this.waiting.delete(uri);
    }
}

function isHalfTyped({ program, lastEdit }: AnalyzedDocument): boolean {
    return lastEdit !== undefined && (program.statementAt(lastEdit)?.statement.problems.length ?? 0) > 0;
}

function toDiagnostic(document: AnalyzedDocument, problem: Problem, offset: number): Diagnostic {
    const related = problem.related.map(place => toRelated(document, place)).filter(place => place !== undefined);
    return {
        severity: severities[problem.severity],
        range: document.range(offset + problem.start, offset + Math.max(problem.end, problem.start + 1)),
        message: problem.message,
        source: 'rasp',
        code: problem.category,
        ...(related.length > 0 ? { relatedInformation: related } : {})
    };
}

function toRelated(document: AnalyzedDocument, place: RelatedPlace): DiagnosticRelatedInformation | undefined {
    const location = place.unit.uri === libraryUri ? undefined : document.program.locate(place.unit, place.start, place.end);
    if (location === undefined) {
        return undefined;
    }
    if (location.uri === document.uri) {
        return { location: { uri: location.uri, range: document.range(location.start, location.end) }, message: place.message };
    }
    const text = TextDocument.create(location.uri, 'rasp', 0, location.text);
    return { location: { uri: location.uri, range: { start: text.positionAt(location.start), end: text.positionAt(location.end) } }, message: place.message };
}
