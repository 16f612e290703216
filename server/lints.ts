import type { Connection } from 'vscode-languageserver';
import type { Finding } from '../language/lints/lint.js';
import { Linter } from '../language/lints/linter.js';
import type { LintLevels } from '../language/lints/registry.js';
import type { AnalyzedDocument } from './analyzed-document.js';
import type { AnalyzedDocuments } from './analyzed-documents.js';
import type { DocumentSettings } from './document-settings.js';
import { nextTurn } from './next-turn.js';

/** How long typing pauses before the lints look. */
const pauseMilliseconds = 250;
/** Work done at once before messages of the editor get their turn. */
const sliceMilliseconds = 4;

interface Run {
    readonly document: AnalyzedDocument;
    readonly linter: Linter;
    timer: ReturnType<typeof setTimeout> | undefined;
    /** Which look is the newest; older ones stop. */
    turn: number;
}

/**
 * Runs the lints behind the statements: after typing has paused, in slices, and not at all once the text changes.
 * Until they are done, a document keeps what they found of the statements that are still the same.
 */
export class Lints {
    private readonly connection: Connection;
    private readonly documents: AnalyzedDocuments;
    private readonly settings: DocumentSettings<LintLevels>;
    private readonly runs = new Map<string, Run>();
    private readonly found: (document: AnalyzedDocument) => void;

    /** @param found gets a document when what the lints say of it has changed */
    constructor(connection: Connection, documents: AnalyzedDocuments, settings: DocumentSettings<LintLevels>, found: (document: AnalyzedDocument) => void) {
        this.connection = connection;
        this.documents = documents;
        this.settings = settings;
        this.found = found;
        documents.onAnalyzed(document => { this.schedule(document); });
        documents.onClosed(uri => {
            clearTimeout(this.runs.get(uri)?.timer);
            this.runs.delete(uri);
            settings.forget(uri);
        });
    }

    /** Asks for the settings again, and shows all open documents by them. */
    async refreshSettings(): Promise<void> {
        this.settings.forget();
        await Promise.all([...this.runs.values()].map(async ({ document }) => {
            document.lintLevels = await this.settings.of(document.uri);
            if (this.runs.get(document.uri)?.document === document) {
                this.found(document);
            }
        }));
    }

    private schedule(document: AnalyzedDocument): void {
        const before = this.runs.get(document.uri);
        const run = before?.document === document ? before : { document, linter: new Linter(), timer: undefined, turn: 0 };
        clearTimeout(before?.timer);
        this.runs.set(document.uri, run);
        const turn = ++run.turn;
        run.timer = setTimeout(() => {
            this.look(run, turn).catch((error: unknown) => {
                this.connection.console.error(error instanceof Error ? error.stack ?? error.message : String(error));
            });
        }, pauseMilliseconds);
    }

    private async look(run: Run, turn: number): Promise<void> {
        const { document, linter } = run;
        const levels = await this.settings.of(document.uri);
        const isCurrent = (): boolean => run.turn === turn && this.runs.get(document.uri) === run && this.documents.isSettled(document);
        if (!isCurrent()) {
            return;
        }
        const steps = linter.findInSteps(document.program);
        let step = steps.next();
        for (let end = performance.now() + sliceMilliseconds; step.done !== true; step = steps.next()) {
            if (performance.now() > end) {
                await nextTurn();
                if (!isCurrent()) {
                    return;
                }
                end = performance.now() + sliceMilliseconds;
            }
        }
        const isNew = document.lintLevels !== levels || !areSame(document.findings, step.value);
        document.findings = step.value;
        document.lintLevels = levels;
        if (isNew) {
            this.found(document);
        }
    }
}

function areSame(a: readonly Finding[], b: readonly Finding[]): boolean {
    return a.length === b.length && a.every((finding, i) => {
        const other = b[i];
        return finding === other || (other !== undefined && finding.statement === other.statement && finding.start === other.start && finding.end === other.end
            && finding.id === other.id && finding.message === other.message && finding.related?.statement === other.related?.statement);
    });
}
