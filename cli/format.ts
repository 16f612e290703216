import { closeSync, fchmodSync, lstatSync, openSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { applyEdits, formatEdits } from '../language/format/format-program.js';
import { defaultFormat } from '../language/format/format-statement.js';
import { parseProgram } from '../language/syntax/parse.js';
import { findFiles } from './find-files.js';
import { readSource, reason, UnreadableFile } from './source-file.js';
import type { SourceFile } from './source-file.js';
import { complain, exitCodes, printable } from './terminal.js';
import type { Terminal } from './terminal.js';

/** A file that is not written; the message says why. */
class Unwritable extends Error {}

/** `rasp format`: puts files in the canonical style, or with `check` only lists those that are not. @returns the exit code */
export async function format(terminal: Terminal, given: readonly string[], { check }: { readonly check: boolean }): Promise<number> {
    const { files, refusals } = findFiles(terminal, given);
    let changed = 0;
    let looked = 0;
    for (const file of files) {
        try {
            const source = await readSource(terminal, file);
            const placed = parseProgram(source.text);
            const text = applyEdits(source.text, formatEdits(source.text, placed, defaultFormat));
            const unread = placed.filter(({ statement }) => statement.problems.length > 0).length;
            looked++;
            changed += text === source.text ? 0 : 1;
            if (check) {
                terminal.out(text === source.text ? '' : `${printable(source.label)}\n`);
            } else if (file === '-') {
                terminal.out(text);
            } else if (text !== source.text) {
                replaceFile(resolve(terminal.cwd, file), source, text);
            }
            if (unread > 0) {
                complain(terminal, `${source.label}: ${counted(unread, 'statement')} cannot be read and stayed as ${unread === 1 ? 'it is' : 'they are'}: \`rasp check\` tells why`);
            }
        } catch (error) {
            if (!(error instanceof UnreadableFile || error instanceof Unwritable)) {
                throw error;
            }
            refusals.push(error.message);
        }
    }
    for (const refusal of refusals) {
        complain(terminal, refusal);
    }
    if (looked > 0 && (check || files.some(file => file !== '-'))) {
        terminal.err(`${changed.toLocaleString('en-US')} of ${counted(looked, 'file')} ${check ? 'would change' : 'changed'}\n`);
    }
    return refusals.length > 0 || (check && changed > 0) ? exitCodes.problems : exitCodes.ok;
}

/**
 * Writes a file whole or not at all: under another name beside it, which then takes its place.
 * A link stays one, and a byte order mark at the beginning stays too.
 * @throws Unwritable when it cannot be written, or when its bytes are not those of the text that was read
 */
function replaceFile(path: string, { label, text: before }: SourceFile, text: string): void {
    let temporary: string | undefined;
    try {
        const real = realpathSync(path);
        const status = statSync(real);
        if (!status.isFile()) {
            throw new Unwritable(`${label} is no file that can be replaced: give \`-\` and its text on standard input`);
        }
        const bytes = readFileSync(real);
        const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? '\ufeff' : '';
        if (!bytes.equals(Buffer.from(mark + before))) {
            throw new Unwritable(`${label} is not written as UTF-8, or it has just changed: nothing is written`);
        }
        const wanted = join(dirname(real), `.${basename(real)}.${process.pid}.tmp`);
        const descriptor = openSync(wanted, 'wx');
        temporary = wanted;
        try {
            writeFileSync(descriptor, mark + text);
            fchmodSync(descriptor, status.mode);
        } finally {
            closeSync(descriptor);
        }
        renameSync(wanted, real);
    } catch (error) {
        if (temporary !== undefined && lstatSync(temporary, { throwIfNoEntry: false }) !== undefined) {
            rmSync(temporary);
        }
        throw error instanceof Unwritable ? error : new Unwritable(reason(error, path, label).replace('may not be read', 'may not be written').replace('cannot be read', 'cannot be written'));
    }
}

/** `1 file`, `2 files`. */
function counted(count: number, noun: string): string {
    return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}
