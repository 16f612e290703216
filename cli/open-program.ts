import { DiskLoadHost } from '../files/disk-load-host.js';
import { Input } from '../language/evaluation/input.js';
import { Program } from '../language/program/program.js';
import type { SourceFile } from './source-file.js';
import type { Terminal } from './terminal.js';

/** Runs a file's program. `load` looks beside the file, then in the working directory. */
export function openProgram(terminal: Pick<Terminal, 'cwd'>, source: SourceFile): Program {
    const host = new DiskLoadHost({ folders: () => [terminal.cwd] });
    const program = new Program({ uri: source.uri, host, example: Input.ofString('hello') });
    program.update(source.text);
    return program;
}
