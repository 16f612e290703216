import { readFileSync } from 'node:fs';

/** The processes that a process on Linux has started, and those that they have. */
export function descendantsOf(pid: number): number[] {
    try {
        const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(text => text !== '').map(Number);
        return children.flatMap(child => [child, ...descendantsOf(child)]);
    } catch {
        // It has ended.
        return [];
    }
}

/** Whether a process runs; one that has ended and waits to be asked for does not. */
export function isRunning(pid: number): boolean {
    try {
        return !/^State:\s*Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
    } catch {
        return false;
    }
}
