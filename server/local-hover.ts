import type { Range } from 'vscode-languageserver';
import type { Meaning, Occurrence } from '../language/names/occurrence.js';
import { namesOf } from '../language/names/statement-names.js';
import { commentAbove, parameterDocumentation } from '../language/program/documentation.js';
import type { ProgramStatement } from '../language/program/program.js';
import type { AnalyzedDocument } from './analyzed-document.js';
import { code, codeBlock, plain, prose } from './markdown.js';

const settersShown = 3;

/** What a name of a function's or a comprehension's own is where no call has given it a value: who sets it, and to what. Undefined for other names. */
export function describeLocal(document: AnalyzedDocument, statement: ProgramStatement, offset: number): { readonly text: string; readonly range: Range } | undefined {
    const local = offset - statement.offset;
    const occurrence = namesOf(statement.statement, document.reserved).occurrences.find(({ start, name }) => start <= local && local < start + name.length);
    if (occurrence === undefined) {
        return undefined;
    }
    const setters = settersOf(occurrence.meaning);
    const [first] = setters;
    if (first === undefined || setters.some(({ isGlobal }) => isGlobal)) {
        return undefined;
    }
    const start = statement.offset + occurrence.start;
    const parts = [`**${plain(occurrence.name)}**: ${roleOf(first)}`];
    if (first.setBy === 'parameter') {
        parts.push(prose(parameterDocumentation(commentAbove(document.program.text, statement.offset), first.name)));
    } else if (first.setBy === 'assignment') {
        parts.push(...setters.slice(0, settersShown).map(({ extent }) => codeBlock(statement.statement.text.slice(extent.start, extent.end), 'rasp')));
    }
    return { text: parts.filter(part => part !== '').join('\n\n'), range: document.range(start, start + occurrence.name.length) };
}

function roleOf({ setBy, inside }: Occurrence): string {
    const of = inside === undefined ? '' : ` of ${code(inside.name)}`;
    switch (setBy) {
        case 'parameter': return `parameter${of}`;
        case 'loop': return `variable of a loop${inside === undefined ? '' : ` in ${code(inside.name)}`}`;
        case 'comprehension': return 'variable of a comprehension';
        default: return `local name${of}`;
    }
}

/** All that may set a name: of several branches each. In the order of the text. */
function settersOf(meaning: Meaning): Occurrence[] {
    const seen = new Set<Meaning>([meaning]);
    const found: Occurrence[] = [];
    for (const each of seen) {
        if (each.kind === 'write' && each.occurrence !== undefined) {
            found.push(each.occurrence);
        } else {
            each.from.forEach(from => seen.add(from));
        }
    }
    return found.sort((a, b) => a.start - b.start);
}
