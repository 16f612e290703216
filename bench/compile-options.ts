import { parseArgs } from 'node:util';
import type { DeviceChoice } from '../transformer/runtime/messages.ts';

/** What `npm run bench:compile` is asked for. */
export interface BenchOptions {
    readonly only: string | undefined;
    readonly json: boolean;
    readonly check: boolean;
    readonly throughput: boolean;
    readonly inputs: number;
    readonly exhaustive: number;
    /** Seconds. */
    readonly limit: number;
    readonly device: DeviceChoice;
}

/** @throws Error that says what is wrong with them */
export function readOptions(args: readonly string[]): BenchOptions {
    const { values: { only, json, check, throughput, device, ...numbers } } = parseArgs({
        args: [...args],
        options: {
            only: { type: 'string' }, json: { type: 'boolean', default: false }, check: { type: 'boolean', default: false }, throughput: { type: 'boolean', default: false },
            inputs: { type: 'string', default: '1000' }, exhaustive: { type: 'string', default: '100000' }, limit: { type: 'string', default: '60' }, device: { type: 'string', default: 'auto' }
        }
    });
    if (device !== 'auto' && device !== 'cpu' && device !== 'webgpu') {
        throw new Error(`--device takes auto, cpu or webgpu; found ${device}`);
    }
    const number = (name: keyof typeof numbers, least: number): number => {
        if (!/^\d{1,9}$/.test(numbers[name]) || Number(numbers[name]) < least) {
            throw new Error(`--${name} takes a whole number from ${least} on; found ${numbers[name]}`);
        }
        return Number(numbers[name]);
    };
    return { only, json, check, throughput, device, inputs: number('inputs', 1), exhaustive: number('exhaustive', 0), limit: number('limit', 1) };
}
