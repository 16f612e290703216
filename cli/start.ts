/**
 * The `rasp` command: runs `cli-main.cjs`, which stands beside it, with the compiled code that an earlier run kept:
 * compiling takes as long as all the rest. Node's own cache of modules is written before anything has run, and
 * so lacks the functions within functions; this one is written at the end of the first run that opened a program.
 * It stands where Node's stands and is left out when Node's is: see NODE_COMPILE_CACHE and NODE_DISABLE_COMPILE_CACHE.
 */
import { closeSync, fstatSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import * as modules from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { crc32 } from 'node:zlib';

/** Set by the build: tells the code of this `cli-main.cjs` from that of any other, for V8 compares no more than lengths. */
declare const MAIN_DIGEST: string;

interface Main {
    /** Whether enough has run for its code to be worth keeping. */
    hasOpenedProgram(): boolean;
}

const checksumLength = 4;
/** Seconds after which code that ran at the start may have been thrown away again. */
const longRun = 10;

type RunMain = (require: NodeJS.Require, module: { exports: Partial<Main> }, filename: string) => void;

const main = join(__dirname, 'cli-main.cjs');
// Node before 22.1 has no such cache.
const { enableCompileCache }: Partial<Pick<typeof modules, 'enableCompileCache'>> = modules;
const directory = enableCompileCache?.().directory;
const kept = directory === undefined ? undefined : join(directory, `rasp-${MAIN_DIGEST}`);
const cachedData = kept === undefined ? undefined : readCode(kept);
const script = new Script(`(function(require,module,__filename){${readFileSync(main, 'latin1')}\n})`, { filename: main, ...(cachedData && { cachedData }) });
const module: { exports: Partial<Main> } = { exports: {} };
// Threads are told this file as theirs, so that they too start here.
(script.runInThisContext() as RunMain)(modules.createRequire(main), module, __filename);

if (kept !== undefined && (cachedData === undefined || script.cachedDataRejected === true)) {
    process.once('exit', () => {
        if (module.exports.hasOpenedProgram?.() === true && process.uptime() < longRun) {
            keepCode(script.createCachedData(), kept);
        }
    });
}

/** The code of a file, which must be this user's and whole: V8 takes it as it is. */
function readCode(file: string): Buffer | undefined {
    let descriptor: number | undefined;
    try {
        descriptor = openSync(file, 'r');
        // Of what was opened: behind a name another file can stand by then.
        if (process.getuid !== undefined && fstatSync(descriptor).uid !== process.getuid()) {
            return undefined;
        }
        const bytes = readFileSync(descriptor);
        const code = bytes.subarray(0, -checksumLength);
        return bytes.readUInt32LE(code.length) === crc32(code) ? code : undefined;
    } catch {
        return undefined;
    } finally {
        if (descriptor !== undefined) {
            closeSync(descriptor);
        }
    }
}

/** Where nothing can be written, the next run compiles again. */
function keepCode(code: Buffer, file: string): void {
    const checksum = Buffer.alloc(checksumLength);
    checksum.writeUInt32LE(crc32(code));
    // Another run may be reading the file: it is replaced as a whole.
    const draft = `${file}.${process.pid}`;
    try {
        writeFileSync(draft, Buffer.concat([code, checksum]), { mode: 0o600 });
        renameSync(draft, file);
    } catch {
        rmSync(draft, { force: true });
    }
}
