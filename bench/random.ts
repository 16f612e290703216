/** Numbers that look random and are the same for the same seed (mulberry32), so that every run measures the same. */
export class Random {
    private state: number;

    constructor(seed: number) {
        this.state = seed >>> 0;
    }

    /** A number from 0 up to, but not including, 1. */
    next(): number {
        this.state = (this.state + 0x6d2b79f5) >>> 0;
        let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
    }

    /** An int from `low` to `high`, both included. */
    int(low: number, high: number): number {
        return low + Math.floor(this.next() * (high - low + 1));
    }

    /** Whether something that happens this often happens now. */
    chance(probability: number): boolean {
        return this.next() < probability;
    }

    /** @throws Error when there is nothing to pick from */
    pick<T>(items: readonly T[]): T {
        const item = items[Math.floor(this.next() * items.length)];
        if (item === undefined) {
            throw new Error('nothing to pick from');
        }
        return item;
    }
}
