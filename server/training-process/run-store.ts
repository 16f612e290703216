import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { limitText } from '../../language/limits.js';
import { writeInto } from '../../files/model-folder-on-disk.js';
import type { Folder } from '../../transformer/files/model-folder.js';
import { lockHolder } from '../../transformer/runtime/folder-lock.js';
import type { ProgramSnapshot } from '../../transformer/training/program-snapshot.js';
import type { CompileDevice } from '../protocol/compile.js';
import type { RunReport } from '../protocol/train.js';

/** A training as it is kept beside its checkpoint. */
export interface StoredRun {
    /** What is trained: the file's address, and the s-op. */
    readonly uri: string;
    readonly name: string;
    /** The program as it was when the training began. */
    readonly program: ProgramSnapshot;
    readonly device: CompileDevice;
    readonly report: RunReport;
}

/** A training in the folder; one that is kept by another process, or cannot be read. */
export type FoundRun = { readonly run: string } & (
    | { readonly kind: 'kept'; readonly stored: StoredRun; /** The other process that has it open. */ readonly holder?: number }
    | { readonly kind: 'broken'; readonly message: string });

/** What is kept of a training, whose s-op is known. */
export type OwnRun = Omit<StoredRun, 'uri' | 'name'>;

const file = 'run.json';
const checkpoints = 'training';
const format = 'rasp-run';
const version = 1;
const mostBytes = 64_000_000;
/** Characters of the s-op's name in that of a folder. */
const mostName = 40;

/** The folder in which the trainings of one s-op of one file are, among those of others; a folder for each. */
export class RunStore {
    constructor(private readonly folder: string, private readonly uri: string, private readonly name: string) { }

    /** A name for a new training. */
    newName(): string {
        return `${this.prefix}${randomBytes(4).toString('hex')}`;
    }

    /** Makes the folder of a new training, which is there whole or not at all. @throws Error that says why it cannot be made */
    async add(run: string, stored: OwnRun): Promise<void> {
        const draft = join(this.folder, `.${run}`);
        try {
            await mkdir(join(draft, checkpoints), { recursive: true });
            await writeInto(draft, this.fileOf(stored));
            await rename(draft, join(this.folder, run));
        } finally {
            await rm(draft, { recursive: true, force: true });
        }
    }

    /** Where a training has its checkpoints: that folder holds nothing else. */
    checkpoints(run: string): string {
        return join(this.folder, run, checkpoints);
    }

    /** @throws FolderRefused when the system refuses */
    async write(run: string, stored: OwnRun): Promise<void> {
        await writeInto(join(this.folder, run), this.fileOf(stored));
    }

    async remove(run: string): Promise<void> {
        await rm(join(this.folder, run), { recursive: true, force: true });
    }

    /** All trainings of this s-op, in the order in which they began to be written. */
    async all(): Promise<readonly FoundRun[]> {
        const found: { readonly at: number; readonly run: FoundRun }[] = [];
        for (const run of await foldersIn(this.folder)) {
            const read = await this.read(run);
            if (read !== undefined) {
                found.push({ run: read, at: (await stat(join(this.folder, run)).catch(() => undefined))?.birthtimeMs ?? 0 });
            }
        }
        return found.sort((a, b) => a.at - b.at).map(({ run }) => run);
    }

    /** @returns undefined where it is another s-op's */
    private async read(run: string): Promise<FoundRun | undefined> {
        try {
            const stored = await readStored(join(this.folder, run, file));
            if (stored.uri !== this.uri || stored.name !== this.name) {
                return undefined;
            }
            const holder = await lockHolder(this.checkpoints(run));
            return { kind: 'kept', run, stored: { ...stored, report: { ...stored.report, run } }, ...(holder === undefined || holder === process.pid ? {} : { holder }) };
        } catch (error) {
            // Whose it is stands in what cannot be read; its name tells the s-op.
            const isOwn = run.startsWith(this.prefix) && run.length === this.prefix.length + 8;
            return isOwn ? { kind: 'broken', run, message: error instanceof Error ? error.message : String(error) } : undefined;
        }
    }

    private fileOf(stored: OwnRun): Folder {
        const text = JSON.stringify({ ...stored, uri: this.uri, name: this.name });
        return new Map([[file, new TextEncoder().encode(`${JSON.stringify({ format, version, digest: digestOf(text), run: text })}\n`)]]);
    }

    private get prefix(): string {
        return `${this.name.slice(0, mostName)}-`;
    }
}

async function foldersIn(folder: string): Promise<string[]> {
    try {
        return (await readdir(folder, { withFileTypes: true }))
            // What is not whole yet begins with a point.
            .filter(entry => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name);
    } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
            return [];
        }
        throw error;
    }
}

/** @throws Error that says what is wrong with it */
async function readStored(path: string): Promise<StoredRun> {
    const size = (await stat(path).catch(() => undefined))?.size;
    if (size === undefined) {
        throw new Error(`${file} is missing`);
    }
    if (size > mostBytes) {
        throw new Error(`${file} has ${limitText(size)} bytes; ${limitText(mostBytes)} are possible`);
    }
    const outer = parsed(await readFile(path, 'utf8'));
    const { format: foundFormat, version: foundVersion, digest, run } = typeof outer === 'object' && outer !== null ? outer as Record<string, unknown> : {};
    if (foundFormat !== format || typeof run !== 'string' || digest !== digestOf(run)) {
        throw new Error(`${file} is damaged`);
    }
    if (foundVersion !== version) {
        throw new Error(`${file} is of another version of the extension`);
    }
    // With the digest it is what was written here, whole.
    return withNumbers(parsed(run) as StoredRun);
}

function parsed(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}

/** JSON writes what is no number as null. */
function withNumbers(stored: StoredRun): StoredRun {
    const means = <T extends RunReport['epochs'][number]['train']>(kept: T): T => Object.fromEntries(Object.entries(kept).map(([name, value]) => [name, value ?? NaN])) as unknown as T;
    return { ...stored, report: { ...stored.report, epochs: stored.report.epochs.map(epoch => ({ ...epoch, train: means(epoch.train), validation: means(epoch.validation) })) } };
}

function digestOf(text: string): string {
    return createHash('sha256').update(text).digest('hex');
}
