/**
 * `node bench/record.ts`: writes bench/session.jsonl, what an editor sends while a person works for a while on a program
 * of 1,000 statements. The first line says which program; each further line is one message, in order:
 *
 *     ["edit", line, from, to, text]             a keystroke: replaces characters of a line
 *     ["request", method, params]                without the document
 *
 * It is the same every time. Only requests are timed when it is replayed; editors send them without waiting for a keystroke's end.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { namePlaces } from './edits.ts';
import { generateProgram } from './generate-program.ts';
import { Random } from './random.ts';

/** One recorded message. */
export type Recorded = readonly ['edit', number, number, number, string] | readonly ['request', string, object];

export interface SessionHead {
    readonly statements: number;
    readonly seed: number;
    readonly messages: number;
}

const statements = 1_000;
const seed = 11;
const messages = 2_000;
const linesShown = 60;

/** What is typed, one character at a time: statements as people write them, two with a mistake that is mended. */
const typed = ['recent = select(indices, indices, <);', 'flagged = 1 if tokens == "l" else 0;', 'share = aggregate(recent, indicator(tokens == "h"), 0);', 'wrong = indices + nop', 'counted = selector_width(recent and full_s) + length;', 'def twice(a) { return a + a; }'];

const options = { tabSize: 4, insertSpaces: true };

class Recorder {
    readonly recorded: Recorded[] = [];
    private readonly random = new Random(seed);
    private readonly lines: string[];
    private readonly places;

    constructor(text: string) {
        this.lines = text.split('\n');
        this.places = namePlaces(text, messages, seed);
    }

    record(): void {
        for (let burst = 0; this.recorded.length < messages; burst++) {
            this.type(this.freeLine([0.03, 0.5, 0.97][burst % 3] ?? 0), typed[burst % typed.length] ?? '');
            this.look();
        }
        this.recorded.length = messages;
    }

    /** An empty line nearest to a part of the file. */
    private freeLine(part: number): number {
        const from = Math.floor(part * this.lines.length);
        const at = this.lines.findIndex((line, i) => i >= from && line === '');
        return at < 0 ? this.lines.length - 1 : at;
    }

    private type(line: number, text: string): void {
        for (const [i, character] of [...text].entries()) {
            this.edit(line, i, i, character);
            this.ask('textDocument/diagnostic', {});
            const position = { line, character: i + 1 };
            if (character === '(' || character === ',') {
                this.ask('textDocument/signatureHelp', { position });
            }
            if (/\w/.test(character) && !/\w/.test(text[i - 1] ?? ' ')) {
                this.ask('textDocument/completion', { position, context: { triggerKind: 1 } });
                this.ask('completionItem/resolve', { pick: this.random.int(0, 40) });
            }
            if (character === ';' || character === '}') {
                this.ask('textDocument/onTypeFormatting', { position, ch: character, options });
            }
            if (this.random.chance(0.25)) {
                this.refreshView(line);
            }
        }
        // Saved, with "format on save".
        this.ask('textDocument/formatting', { options });
        // Taken out again in one go, so that the program stays as long as it is.
        this.edit(line, 0, text.length, '');
        this.refreshView(line);
    }

    /** What an editor asks for of the part that it shows, once typing pauses. */
    private refreshView(line: number): void {
        const range = { start: { line: Math.max(0, line - linesShown / 2), character: 0 }, end: { line: line + linesShown / 2, character: 0 } };
        this.ask('textDocument/semanticTokens/full/delta', {});
        this.ask('textDocument/inlayHint', { range });
        this.ask('textDocument/codeLens', {});
        this.ask('codeLens/resolve', { pick: this.random.int(0, 2_000) });
        this.ask('textDocument/foldingRange', {});
        this.ask('textDocument/documentSymbol', {});
        this.ask('textDocument/codeAction', { range: { start: { line, character: 0 }, end: { line, character: 0 } }, context: { diagnostics: [] } });
    }

    /** Reading: hovers and selections anywhere, and now and then the whole file is formatted. */
    private look(): void {
        for (let i = 0; i < 12; i++) {
            const position = this.places[this.random.int(0, this.places.length - 1)] ?? { line: 0, character: 0 };
            this.ask('textDocument/hover', { position });
            this.ask('textDocument/codeAction', { range: { start: position, end: position }, context: { diagnostics: [] } });
            this.ask('textDocument/selectionRange', { positions: [position] });
        }
        this.ask('textDocument/semanticTokens/full', {});
        this.ask('textDocument/formatting', { options });
    }

    private edit(line: number, from: number, to: number, text: string): void {
        this.recorded.push(['edit', line, from, to, text]);
    }

    private ask(method: string, params: object): void {
        this.recorded.push(['request', method, params]);
    }
}

const recorder = new Recorder(generateProgram(statements, seed));
recorder.record();
const head: SessionHead = { statements, seed, messages };
writeFileSync(join(import.meta.dirname, 'session.jsonl'), `${[head, ...recorder.recorded].map(line => JSON.stringify(line)).join('\n')}\n`);
