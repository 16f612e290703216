/** `npm run smoke:tarball [FILE.tgz]`: packs the npm package, installs it into an empty folder, and tries what it brings there. */
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { copyFile, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { run } from './workbench/processes.ts';
import type { Finished } from './workbench/processes.ts';

/** A command line of `rasp`, or a script of Node, and what it must print. */
interface Trial {
    readonly args: readonly string[];
    readonly prints: RegExp;
    readonly code?: number;
}

const root = resolve(import.meta.dirname, '..');
const npm = process.env['npm_execpath'];

const program = 'paper_examples.rasp';
const training = ['train', program, 'reverse', '--alphabet', 'abc', '--lengths', '1..4', '--size', '400/40/40', '--d-model', '16', '--epochs', '2', '--device', 'cpu', '-o', 'trained'];
const library = `import { openProgram } from 'rasp-vscode/language'; console.log(typeof openProgram);`;

/** Without the native package, which npm may leave out. */
const alone: readonly Trial[] = [
    { args: ['run', program, 'reverse', '--input', 'abc'], prints: /^reverse\("abc"\) = \[c, b, a\]/ },
    { args: ['cost', program, 'reverse'], prints: /^reverse +2 +1 +1 1$/m },
    { args: ['check', program], prints: /^no problems in 1 file$/m },
    { args: ['draw', program, 'reverse', '--input', 'abc', '-o', 'flow.png'], prints: /^$/ },
    { args: ['compile', program, 'reverse', '--alphabet', 'abc', '--max-length', '6', '-o', 'compiled'], prints: /: 0 wrong, on CPU \(without onnxruntime\)/ },
    { args: ['apply', 'compiled', '--input', 'abca'], prints: /reverse\("abca"\) = \[a, c, b, a\]/ },
    { args: training, prints: /training needs a native package.*npm install onnxruntime-node@/, code: 1 },
];

const withNative: readonly Trial[] = [
    { args: ['apply', 'compiled', '--input', 'abca', '--device', 'cpu'], prints: /^reverse\("abca"\) = \[a, c, b, a\] {3}strings {3}CPU$/m },
    { args: training, prints: /written to\s+= trained/ },
    { args: ['apply', 'trained', '--input', 'abca'], prints: /reverse\("abca"\) = / },
];

async function main(): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'rasp-tarball-'));
    try {
        const tarball = process.argv[2] === undefined ? await pack(folder) : resolve(process.argv[2]);
        const kilobytes = (await stat(tarball)).size / 1_000;
        const most = (JSON.parse(readFileSync(join(root, 'bench', 'budgets.json'), 'utf8')) as Readonly<Record<string, number>>)['npm package, KB'] ?? 0;
        console.log(`${basename(tarball)}  ${Math.round(kilobytes)} KB of at most ${most} KB`);
        if (kilobytes > most) throw new Error('The npm package is larger than the budget in bench/budgets.json.');
        await install(tarball, folder);
        await copyFile(join(root, 'examples', program), join(folder, program));
        const modules = join(folder, 'node_modules');
        const command = join(modules, '.bin', process.platform === 'win32' ? 'rasp.cmd' : 'rasp');
        writeFileSync(join(folder, 'library.mjs'), library);
        expectPrinted('the library', await run(process.execPath, ['library.mjs'], { cwd: folder }), /^function$/m);
        await tryAll(command, folder, alone);
        if (existsSync(join(root, 'node_modules', 'onnxruntime-node'))) {
            for (const name of ['onnxruntime-node', 'onnxruntime-common']) symlinkSync(join(root, 'node_modules', name), join(modules, name), 'junction');
            await tryAll(command, folder, withNative);
        } else {
            console.log('onnxruntime-node is not here: nothing was tried with it.');
        }
    } finally {
        await rm(folder, { recursive: true, force: true });
    }
}

/** @returns the file that npm would publish, as it is built now */
async function pack(folder: string): Promise<string> {
    const { code, output } = await runNpm(['pack', '--pack-destination', folder], root);
    const name = output.trim().split('\n').at(-1) ?? '';
    if (code !== 0 || !name.endsWith('.tgz')) throw new Error(`npm pack ended with ${code}:\n${output}`);
    return join(folder, name);
}

/** As a user would, but without the large native package. npm's cache is asked first; what it lacks comes from the registry. */
async function install(tarball: string, folder: string): Promise<void> {
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
    const { code, output } = await runNpm(['install', '--prefer-offline', '--ignore-scripts', '--omit=optional', '--no-audit', '--no-fund', tarball], folder);
    if (code !== 0) throw new Error(`npm install ended with ${code}:\n${output}`);
}

function runNpm(args: readonly string[], cwd: string): Promise<Finished> {
    if (npm === undefined) throw new Error('Run it as "npm run smoke:tarball": it needs npm.');
    return run(process.execPath, [npm, ...args], { cwd });
}

async function tryAll(command: string, folder: string, trials: readonly Trial[]): Promise<void> {
    for (const { args, prints, code } of trials) {
        expectPrinted(`rasp ${args.join(' ')}`, await run(command, args, { cwd: folder, shell: process.platform === 'win32' }), prints, code);
    }
}

function expectPrinted(what: string, { code, output }: Finished, prints: RegExp, expected = 0): void {
    if (code !== expected || !prints.test(output)) {
        throw new Error(`${what}: expected code ${expected} and ${String(prints)}; it ended with ${code} and printed\n${output}`);
    }
    console.log(`ok  ${what}`);
}

try {
    await main();
} catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
}
