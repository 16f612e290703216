/**
 * Loads and activates the bundled extension with a `vscode` that does nothing, and prints the milliseconds of processor
 * time that took: `node activate-client.cjs EXTENSION TYPES-OF-VSCODE`. The server it would start is not there.
 */
import { readFileSync } from 'node:fs';
import Module from 'node:module';

/** Anything: can be called, constructed, extended, and has every member. */
function nothing(): unknown {
    const target = function (): void { /* does nothing */ };
    const proxy: unknown = new Proxy(target, {
        get: (of, name) => (name === 'prototype' ? Reflect.get(of, name) as unknown : name === 'then' || name === Symbol.iterator ? undefined : name === Symbol.toPrimitive ? () => '' : nothing()),
        set: () => true,
        apply: () => nothing(),
        // A class that extends it keeps its own members.
        construct: (of, _, made) => (made === proxy ? nothing() : Reflect.construct(of, [], made)) as object
    });
    return proxy;
}

/** What the module exports, by its own declarations: bundles copy the names that they find. */
const names = [...readFileSync(process.argv[3] ?? '', 'utf8').matchAll(/^\texport (?:class|enum|namespace|const|let|function) (\w+)/gm)].map(match => match[1] ?? '');
const vscode = Object.fromEntries(names.map(name => [name, nothing()]));

interface Extension { activate(context: unknown): void }

const loader = Module as unknown as { _load(request: string, ...rest: unknown[]): unknown };
const load = loader._load.bind(Module);
loader._load = (request, ...rest) => (request === 'vscode' ? vscode : load(request, ...rest));

const begin = process.cpuUsage();
let failure: unknown;
try {
    const extension = Module.createRequire(__filename)(process.argv[2] ?? '') as Extension;
    extension.activate({
        subscriptions: [], extensionUri: nothing(), asAbsolutePath: (path: string) => path,
        workspaceState: { get: (_: string, otherwise: unknown) => otherwise, update: () => Promise.resolve(), keys: () => [] }
    });
} catch (error) {
    failure = error;
}
const { user, system } = process.cpuUsage(begin);
if (failure === undefined) {
    process.stdout.write(String((user + system) / 1_000), () => { process.exit(0); });
} else {
    process.stderr.write(String(failure instanceof Error ? failure.stack : failure), () => { process.exit(1); });
}
