import { spawn } from 'node:child_process';
import { createWriteStream, readFileSync } from 'node:fs';
import { once } from 'node:events';
import { Random } from './random.ts';

export interface BatchTimes {
    readonly seconds: number;
    /** User and system seconds of the process, where the system tells. */
    readonly cpuSeconds: number | undefined;
    /** MiB, where the system tells. */
    readonly peakMemory: number | undefined;
}

/** Runs `rasp batch --selectors` on random inputs of length 1 to 100, the training data of the paper, and throws its output away. */
export async function measureBatch(cli: string, file: string, name: string, inputs: number): Promise<BatchTimes> {
    const start = performance.now();
    const child = spawn(process.execPath, [cli, 'batch', file, '--sop', name, '--selectors'], { stdio: ['pipe', 'pipe', 'inherit'] });
    child.stdout.pipe(createWriteStream('/dev/null'));
    const random = new Random(1);
    const alphabet = [...name.startsWith('dyck') ? '(){}[]' : 'abcdefghijklmnopqrstuvwxyz'];
    let peakMemory: number | undefined;
    let cpuSeconds: number | undefined;
    const look = (): void => {
        peakMemory = statusOf(child.pid)?.peak ?? peakMemory;
        cpuSeconds = statusOf(child.pid)?.cpu ?? cpuSeconds;
    };
    const watch = setInterval(look, 100);
    for (let i = 0; i < inputs; i++) {
        const text = Array.from({ length: random.int(1, 100) }, () => random.pick(alphabet)).join('');
        if (!child.stdin.write(`${JSON.stringify(`${name.includes('bos') ? '§' : ''}${text}`)}\n`)) {
            await once(child.stdin, 'drain');
        }
    }
    child.stdin.end();
    const [code] = await once(child, 'exit') as [number];
    clearInterval(watch);
    if (code !== 0) {
        throw new Error(`rasp batch ended with ${code}`);
    }
    return { seconds: (performance.now() - start) / 1_000, cpuSeconds, peakMemory };
}

function statusOf(pid: number | undefined): { peak: number; cpu: number } | undefined {
    try {
        const peak = /VmHWM:\s*(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
        // utime and stime, in ticks of a hundredth of a second, behind the name in brackets.
        const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ');
        return peak === undefined || fields === undefined ? undefined : { peak: Number(peak) / 1_024, cpu: (Number(fields[11]) + Number(fields[12])) / 100 };
    } catch {
        // Not Linux, or the process has ended.
        return undefined;
    }
}
