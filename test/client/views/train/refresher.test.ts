import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Refresher } from '../../../../client/views/train/refresher';

let done: (() => void) | undefined;
let begun = 0;
const work = (): Promise<void> => {
    begun++;
    return new Promise(resolve => { done = resolve; });
};
const finish = async (): Promise<void> => {
    done?.();
    await vi.advanceTimersByTimeAsync(0);
};

beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    begun = 0;
});
afterEach(() => { vi.useRealTimers(); });

test('what is due often is done every two seconds', async () => {
    const refresher = new Refresher(work);
    refresher.due();
    await vi.advanceTimersByTimeAsync(0);
    await finish();
    for (let at = 0; at < 10; at++) {
        refresher.due();
        await vi.advanceTimersByTimeAsync(100);
    }
    expect(begun).toBe(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(begun).toBe(2);
});

test('it is done one at a time, and again where it became due meanwhile', async () => {
    const refresher = new Refresher(work);
    refresher.now();
    refresher.due();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(begun).toBe(1);
    await finish();
    expect(begun).toBe(2);
});

test('somebody who waits does not wait two seconds', async () => {
    const refresher = new Refresher(work);
    refresher.now();
    refresher.now();
    expect(begun).toBe(1);
    await finish();
    expect(begun).toBe(2);
    await finish();
    refresher.due();
    refresher.now();
    expect(begun).toBe(3);
});
