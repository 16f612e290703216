import type { Gap } from './gap.js';

/**
 * A text whose line breaks are not decided yet, after Wadler's "A prettier printer". A group is printed on one
 * line when it fits, else each of its own lines breaks; a fill breaks only where the next item does not fit.
 */
export type Document = string | Concat | Line | Space | Indent | Group | Fill | OwnLine | Aside;

interface Concat { readonly kind: 'concat'; readonly parts: readonly Document[]; readonly isForced: boolean }
/** A place where a line may break; `flat` stands there when it does not. Without `flat` it always breaks. */
interface Line { readonly kind: 'line'; readonly flat: ' ' | '' | undefined; readonly hasBlank: boolean }
/** A space that never breaks, and goes away at the end of a line. */
interface Space { readonly kind: 'space' }
interface Indent { readonly kind: 'indent'; readonly content: Document }
interface Group { readonly kind: 'group'; readonly content: Document; readonly isForced: boolean }
interface Fill { readonly kind: 'fill'; readonly items: readonly FillItem[] }
/** A word with its comma. */
export interface FillItem {
    readonly word: Document;
    /** Whether it begins a line in any case. */
    readonly beginsLine: boolean;
}
/** A text that has a line to itself. */
interface OwnLine { readonly kind: 'own-line'; readonly text: string; readonly hasBlank: boolean }
/** A text behind a line, which does not count when the line is measured. */
interface Aside { readonly kind: 'aside'; readonly text: string }

export interface PrintOptions {
    /** Columns that a line should keep within. */
    readonly width: number;
    /** One step of indentation. */
    readonly unit: string;
    /** Columns that one step takes. */
    readonly unitWidth: number;
}

export const space: Document = { kind: 'space' };
/** A space, or a break. */
export const line: Document = { kind: 'line', flat: ' ', hasBlank: false };
/** Nothing, or a break. */
export const softLine: Document = { kind: 'line', flat: '', hasBlank: false };
export const hardLine: Document = { kind: 'line', flat: undefined, hasBlank: false };
/** A break with an empty line, except behind an opening bracket. */
export const blankLine: Document = { kind: 'line', flat: undefined, hasBlank: true };
/** A space, or a break with an empty line. */
export const lineOrBlank: Document = { kind: 'line', flat: ' ', hasBlank: true };

export function concat(...parts: readonly Document[]): Document {
    return { kind: 'concat', parts, isForced: parts.some(isForced) };
}

export function indent(content: Document): Document {
    return { kind: 'indent', content };
}

/** @param broken whether it breaks even where it fits; a document that always breaks in it has the same effect */
export function group(content: Document, broken = false): Document {
    return { kind: 'group', content, isForced: broken || isForced(content) };
}

/** As many words on each line as fit. */
export function fill(items: readonly FillItem[]): Document {
    return { kind: 'fill', items };
}

/** Comments of a gap that have lines of their own. */
export function ownLines({ comments }: Gap): Document[] {
    return comments.map(({ text, hasBlankBefore }) => ({ kind: 'own-line', text, hasBlank: hasBlankBefore }));
}

export function aside(text: string): Document {
    return { kind: 'aside', text };
}

function isForced(document: Document): boolean {
    if (typeof document === 'string') {
        return false;
    }
    switch (document.kind) {
        case 'concat': case 'group': return document.isForced;
        case 'indent': return isForced(document.content);
        case 'line': return document.flat === undefined;
        case 'own-line': return true;
        default: return false;
    }
}

interface Frame {
    readonly document: Document;
    readonly depth: number;
    readonly isFlat: boolean;
}

interface Cursor {
    readonly parts: readonly Document[];
    next: number;
    readonly isFlat: boolean;
}

/** Lays a document out. Lines end with `\n`, none with spaces; takes time that grows with the text. */
export function print(document: Document, options: PrintOptions): string {
    return new Printer(options).print(document);
}

class Printer {
    private readonly options: PrintOptions;
    private readonly pieces: string[] = [];
    private column = 0;
    /** Indentation that the next text gets, where a line has just begun. */
    private pendingDepth: number | undefined;
    private hasPendingSpace = false;
    private last = '';

    constructor(options: PrintOptions) {
        this.options = options;
    }

    print(document: Document): string {
        const frames: Frame[] = [{ document, depth: 0, isFlat: false }];
        for (let frame = frames.pop(); frame !== undefined; frame = frames.pop()) {
            this.step(frame, frames);
        }
        return this.pieces.join('');
    }

    private step(frame: Frame, frames: Frame[]): void {
        const { document, depth, isFlat } = frame;
        if (typeof document === 'string') {
            this.text(document);
            return;
        }
        switch (document.kind) {
            case 'concat':
                for (let i = document.parts.length - 1; i >= 0; i--) {
                    frames.push({ document: document.parts[i] ?? '', depth, isFlat });
                }
                break;
            case 'indent':
                frames.push({ document: document.content, depth: depth + 1, isFlat });
                break;
            case 'group': {
                const flat = { document: document.content, depth, isFlat: true };
                const fits = isFlat || (!document.isForced && this.fits(flat, frames));
                frames.push(fits ? flat : { document: document.content, depth, isFlat: false });
                break;
            }
            case 'line':
                if (isFlat && document.flat !== undefined) {
                    this.hasPendingSpace ||= document.flat === ' ';
                } else {
                    this.newLine(depth, document.hasBlank);
                }
                break;
            case 'space':
                this.hasPendingSpace = true;
                break;
            case 'fill':
                this.fill(document, frame);
                break;
            case 'own-line':
                if (this.pendingDepth === undefined || document.hasBlank) {
                    this.newLine(depth, document.hasBlank);
                }
                this.text(document.text);
                break;
            case 'aside':
                this.text(document.text);
                break;
        }
    }

    private fill({ items }: Fill, { depth }: Frame): void {
        for (const [i, { word, beginsLine }] of items.entries()) {
            if (i > 0) {
                if (beginsLine || this.column + 1 + flatWidth(word) > this.options.width) {
                    this.newLine(depth, false);
                } else {
                    this.hasPendingSpace = true;
                }
            }
            this.flat(word);
        }
    }

    private flat(document: Document): void {
        if (typeof document === 'string') {
            this.text(document);
        } else if (document.kind === 'concat') {
            document.parts.forEach(part => { this.flat(part); });
        } else if (document.kind === 'space') {
            this.hasPendingSpace = true;
        }
    }

    private text(text: string): void {
        if (text === '') {
            return;
        }
        if (this.pendingDepth !== undefined) {
            this.pieces.push(this.options.unit.repeat(this.pendingDepth));
            this.column = this.pendingDepth * this.options.unitWidth;
            this.pendingDepth = undefined;
        } else if (this.hasPendingSpace) {
            this.pieces.push(' ');
            this.column++;
        }
        this.hasPendingSpace = false;
        this.pieces.push(text);
        this.column += text.length;
        this.last = text;
    }

    private newLine(depth: number, hasBlank: boolean): void {
        const isFresh = this.pendingDepth !== undefined;
        const opens = !/^ *#/.test(this.last) && /[([{]$/.test(this.last);
        if (!isFresh) {
            this.pieces.push('\n');
        }
        if (hasBlank && !opens && this.pieces.at(-2) !== '\n') {
            this.pieces.push('\n');
        }
        this.pendingDepth = depth;
        this.column = depth * this.options.unitWidth;
        this.hasPendingSpace = false;
    }

    /** Whether a group fits on the line, with all that follows it up to the next place that can break. Looks no further than the line's end. */
    private fits(first: Frame, rest: readonly Frame[]): boolean {
        let left = this.options.width - this.column - (this.hasPendingSpace ? 1 : 0);
        const open: Cursor[] = [{ parts: [first.document], next: 0, isFlat: first.isFlat }];
        let below = rest.length;
        while (left >= 0) {
            const cursor = open.at(-1);
            if (cursor === undefined) {
                const frame = rest[--below];
                if (frame === undefined) {
                    return true;
                }
                open.push({ parts: [frame.document], next: 0, isFlat: frame.isFlat });
                continue;
            }
            const document = cursor.parts[cursor.next++];
            if (document === undefined) {
                open.pop();
            } else if (typeof document === 'string') {
                left -= document.length;
            } else if (document.kind === 'concat') {
                open.push({ parts: document.parts, next: 0, isFlat: cursor.isFlat });
            } else if (document.kind === 'indent' || document.kind === 'group') {
                // A group that follows the first can break in its turn, whether it will or not.
                open.push({ parts: [document.content], next: 0, isFlat: cursor.isFlat });
            } else if (document.kind === 'fill') {
                for (let i = 0; i < document.items.length && left >= 0; i++) {
                    left -= flatWidth(document.items[i]?.word ?? '') + (i > 0 ? 1 : 0);
                }
            } else if (document.kind === 'line') {
                if (!cursor.isFlat || document.flat === undefined) {
                    return true;
                }
                left -= document.flat.length;
            } else if (document.kind === 'own-line') {
                return true;
            } else if (document.kind === 'space') {
                left--;
            }
        }
        return false;
    }
}

/** The columns of what holds no place to break. */
function flatWidth(document: Document): number {
    if (typeof document === 'string') {
        return document.length;
    }
    return document.kind === 'concat' ? document.parts.reduce((sum, part) => sum + flatWidth(part), 0) : document.kind === 'space' ? 1 : 0;
}
