/**
 * Runs bundled, in a process of its own: the s-ops that files name, and what each reads.
 * Takes the files' paths as arguments, writes NamedSOps as JSON.
 */
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DiskLoadHost } from '../files/disk-load-host.js';
import { openProgram } from '../language/api/open-program.js';
import { nodesBelow } from '../language/graph/below.js';
import { isSOp } from '../language/graph/nodes.js';

/** An s-op with a name, in a file. */
export interface NamedSOp {
    readonly file: string;
    readonly name: string;
    /** The inputs that it is computed of: `tokens`, `indices`, `tokens_int`, … */
    readonly inputs: readonly string[];
}

const found = process.argv.slice(2).flatMap((file): NamedSOp[] => {
    const program = openProgram(readFileSync(file, 'utf8'), { uri: pathToFileURL(file).href, host: new DiskLoadHost({ folders: () => [dirname(file)] }) });
    const named = program.results.flatMap(({ bindings, statement }) => (statement.text.trimStart().startsWith('load') ? [] : [...bindings.keys()]));
    return [...new Set(named)].flatMap(name => {
        const node = program.valueOf(name);
        return node === undefined || !isSOp(node) ? [] : [{ file, name, inputs: [...new Set(nodesBelow(node).flatMap(part => (part.kind === 'input' ? [part.name] : [])))] }];
    });
});
process.stdout.write(JSON.stringify(found));
