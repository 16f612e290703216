import type { AstNode } from 'langium';
import type { Selector } from '../language/graph/nodes.js';
import { libraryUri } from '../language/program/library.js';
import type { Program } from '../language/program/program.js';
import { sourceText } from '../language/program/selector-names.js';
import { rangeOf } from '../language/syntax/ranges.js';
import type { ParsedStatement } from '../language/syntax/parse.js';
import type { Places } from './places.js';
import { printable } from './terminal.js';

/** How a selector was written, and where. */
export interface SelectorSource {
    readonly text: string;
    /** `file:line`, or what made it when it was written nowhere. */
    readonly place: string;
}

/** Parts of one selector that are listed. */
const mostParts = 8;

/** Finds the source texts of a program's selectors. */
export class SelectorSources {
    private readonly places: Places;
    private readonly uris: readonly string[];

    constructor(program: Program, places: Places) {
        this.places = places;
        this.uris = [...new Set([program.uri, ...program.statements.flatMap(({ loads }) => loads.flatMap(({ addresses }) => addresses)), libraryUri])];
    }

    /** Where a selector stands. */
    of(selector: Selector): SelectorSource {
        const { origin } = selector;
        if (origin === undefined) {
            return { text: 'every position', place: 'made by `in`' };
        }
        // The graph knows statements and trees by identity only; these are what the runner gave it.
        const statement = origin.statement as ParsedStatement;
        const { start, end } = rangeOf(origin.tree as AstNode);
        const text = printable(sourceText(selector) ?? '');
        for (const uri of this.uris) {
            const place = this.places.of({ uri, statement }, start, end);
            if (place !== undefined) {
                return { text, place: printable(`${place.file}:${place.line}`) };
            }
        }
        return { text, place: '' };
    }

    /** The selects inside an `and`, `or` or `not` that its own text does not show. */
    hiddenParts(selector: Selector): SelectorSource[] {
        if (selector.kind === 'select') {
            return [];
        }
        const { text } = this.of(selector);
        const found = new Map<string, SelectorSource>();
        const seen = new Set<Selector>();
        const waiting: Selector[] = [...selector.parts];
        for (let part = waiting.pop(); part !== undefined && found.size < mostParts; part = waiting.pop()) {
            if (seen.has(part)) {
                continue;
            }
            seen.add(part);
            if (part.kind === 'combined') {
                waiting.push(...part.parts);
                continue;
            }
            const source = this.of(part);
            if (!text.includes(source.text)) {
                found.set(`${source.text} ${source.place}`, source);
            }
        }
        return [...found.values()].reverse();
    }
}
