import { fileURLToPath, pathToFileURL } from 'node:url';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { DiskLoadHost } from '../../files/disk-load-host.js';
import { Input } from '../../language/evaluation/input.js';
import { isSOp } from '../../language/graph/nodes.js';
import type { SOp } from '../../language/graph/nodes.js';
import { NamedNodes } from '../../language/insight/named-nodes.js';
import { libraryUri } from '../../language/program/library.js';
import { Program } from '../../language/program/program.js';
import type { Location, ProgramStatement } from '../../language/program/program.js';
import type { Refusal } from '../../transformer/compilation/refusal.js';
import { RecordingHost } from '../../transformer/training/program-snapshot.js';
import type { ProgramSnapshot } from '../../transformer/training/program-snapshot.js';
import type { ProgramToCompile, RefusalReport, TextPlace } from '../protocol/compile.js';

/** A program that has run, and the s-op in it that is compiled. */
export interface OpenedProgram {
    readonly program: Program;
    readonly statement: ProgramStatement;
    readonly name: string;
    readonly node: SOp;
    readonly names: NamedNodes;
    /** All that the program is made of. */
    readonly snapshot: ProgramSnapshot;
}

/**
 * Runs a program as it stands in the editor. @param what will be done with the s-op
 * @returns a message where the name is no s-op that has a value
 */
export function openProgramToCompile({ uri: address, text, name, line, openTexts, folders, isTrusted }: ProgramToCompile, what: 'compiled' | 'trained' = 'compiled'): OpenedProgram | string {
    const uri = oneAddress(address);
    const open = new Map([...openTexts].map(([at, content]) => [oneAddress(at), content]));
    const host = new RecordingHost(new DiskLoadHost({ folders: () => [...folders, process.cwd()], openText: at => open.get(at), onlyInside: () => (isTrusted ? undefined : folders) }));
    const program = new Program({ uri, host, example: Input.ofString('hello') });
    program.update(text);
    const document = TextDocument.create(uri, 'rasp', 0, text);
    const setting = program.statements.filter(({ bindings }) => bindings.has(name));
    const statement = setting.find(({ offset }) => document.positionAt(offset).line === line) ?? setting.at(-1);
    const value = statement?.bindings.get(name);
    if (statement === undefined || value === undefined) {
        return `\`${name}\` has no value now: mend the errors in its statement first.`;
    }
    return isSOp(value) ? { program, statement, name, node: value, names: new NamedNodes(program), snapshot: { uri, text, files: host.files } }
        : `\`${name}\` is no s-op; only an s-op can be ${what}.`;
}

/** A refusal with its place; one inside the standard library stands where the s-op is set. */
export function refusalReport({ program, statement, name, names }: OpenedProgram, { node, message, help }: Refusal): RefusalReport {
    const found = names.place(node);
    const at = Math.max(0, statement.statement.text.indexOf(name));
    const place = found !== undefined && found.uri !== libraryUri ? found
        : { uri: program.uri, text: program.text, start: statement.offset + at, end: statement.offset + at + name.length };
    return { message, help, place: textPlace(place) };
}

function textPlace({ uri, text, start, end }: Location): TextPlace {
    const document = TextDocument.create(uri, 'rasp', 0, text);
    return { uri, start: document.positionAt(start), end: document.positionAt(end) };
}

/** Editors and Node escape other characters of an address. */
function oneAddress(uri: string): string {
    try {
        return uri.startsWith('file:') ? pathToFileURL(fileURLToPath(uri)).href : uri;
    } catch {
        // An address of another machine: nothing is read from there.
        return uri;
    }
}
