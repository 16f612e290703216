import type { Diagnostic, DiagnosticRelatedInformation } from 'vscode-languageserver';
import { DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { placeFindings } from '../language/lints/placed-findings.js';
import type { PlacedFinding } from '../language/lints/placed-findings.js';
import { libraryUri } from '../language/program/library.js';
import type { Problem, RelatedPlace } from '../language/program/problem.js';
import type { CheckedExpectation } from '../language/expectations/expectations.js';
import type { AnalyzedDocument } from './analyzed-document.js';
import { lintPage } from './lint-pages.js';

/** Diagnostics of one document that are sent at most. */
const most = 1_000;

const severities = { error: DiagnosticSeverity.Error, warning: DiagnosticSeverity.Warning, information: DiagnosticSeverity.Information, hint: DiagnosticSeverity.Hint } as const;

/** All diagnostics of a document: its problems, then what the lints say, each in the document's order. */
export function diagnosticsOf(document: AnalyzedDocument): Diagnostic[] {
    const diagnostics: Diagnostic[] = [];
    for (const diagnostic of all(document)) {
        diagnostics.push(diagnostic);
        if (diagnostics.length === most) {
            return [...diagnostics, { ...diagnostic, severity: DiagnosticSeverity.Information, message: `only the first ${most} problems of this file are shown` }];
        }
    }
    const findings = placeFindings(document.program, document.findings, document.lintLevels);
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

function* all(document: AnalyzedDocument): Generator<Diagnostic> {
    const { program, expectations } = document;
    let next = 0;
    for (const [i, { problems }] of program.results.entries()) {
        for (let expectation = expectations.all[next]; expectation !== undefined && expectation.statementsAbove <= i; expectation = expectations.all[++next]) {
            yield* ofExpectation(document, expectation);
        }
        for (const problem of problems) {
            yield toDiagnostic(document, problem, program.parsed[i]?.offset ?? 0);
        }
    }
    for (const expectation of expectations.all.slice(next)) {
        yield* ofExpectation(document, expectation);
    }
}

/** Where an expectation is blocked, the statement that it needs tells what is wrong. */
function* ofExpectation(document: AnalyzedDocument, { offset, outcome }: CheckedExpectation): Generator<Diagnostic> {
    if (outcome?.status === 'failed' || outcome?.status === 'unreadable') {
        const { start, end, message } = outcome;
        yield {
            severity: DiagnosticSeverity.Error, range: document.range(offset + start, offset + Math.max(end, start + 1)), source: 'rasp', code: 'expectation',
            message: outcome.status === 'failed' ? `expectation fails: ${message}` : message
        };
    }
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
