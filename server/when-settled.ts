import { lineEnd } from '../language/syntax/split-statements.js';
import type { AnalyzedDocument } from './analyzed-document.js';

/** How long a statement or an expectation may stay half typed before what is wrong with it is shown. */
const halfTypedMilliseconds = 400;

/** Puts off what is told of a document while it is half typed: at once otherwise, and only the newest time. */
export class WhenSettled {
    private readonly waiting = new Map<string, ReturnType<typeof setTimeout>>();

    run(document: AnalyzedDocument, tell: () => void): void {
        this.drop(document.uri);
        if (!isHalfTyped(document)) {
            tell();
            return;
        }
        const { version } = document;
        this.waiting.set(document.uri, setTimeout(() => {
            this.waiting.delete(document.uri);
            if (document.version === version) {
                tell();
            }
        }, halfTypedMilliseconds));
    }

    isWaiting(uri: string): boolean {
        return this.waiting.has(uri);
    }

    /** Forgets what waits. */
    drop(uri: string): void {
        clearTimeout(this.waiting.get(uri));
        this.waiting.delete(uri);
    }
}

/** Whether something is wrong where the text was edited last. */
function isHalfTyped({ program, expectations, lastEdit }: AnalyzedDocument): boolean {
    if (lastEdit === undefined) {
        return false;
    }
    const lineStart = program.text.lastIndexOf('\n', lastEdit - 1) + 1;
    const end = lineEnd(program.text, lastEdit);
    return expectations.all.some(({ offset, outcome }) => lineStart <= offset && offset <= end && outcome !== undefined && outcome.status !== 'passed') || (program.statementAt(lastEdit)?.statement.problems.length ?? 0) > 0;
}
