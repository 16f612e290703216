/** Numbers in [0, 1). */
export type Random = () => number;

/** Turns after which each bit of a key has reached every bit of the state. */
const turnsPerWord = 6;
const lastTurns = 12;

/**
 * Numbers that look random, of a stream of its own for each key: what belongs to an index can be made again without what
 * came before it (sfc32, by Chris Doty-Humphrey, in the public domain). 128 bits of state keep thousands of streams apart.
 * @param key ints that a double holds exactly
 */
export function streamRandom(...key: readonly number[]): Random {
    let a = 0x243f6a88;
    let b = 0x85a308d3;
    // Else a key with a 0 more would give the same stream from a later place on.
    let c = 0x13198a2e ^ key.length;
    let counter = 1;
    const next = (): number => {
        const result = a + b + counter | 0;
        counter = counter + 1 | 0;
        a = b ^ b >>> 9;
        b = c + (c << 3) | 0;
        c = (c << 21 | c >>> 11) + result | 0;
        return result >>> 0;
    };
    const turn = (times: number): void => {
        for (let i = 0; i < times; i++) {
            next();
        }
    };
    for (const word of key) {
        a ^= word | 0;
        b ^= Math.floor(word / 4_294_967_296) | 0;
        turn(turnsPerWord);
    }
    turn(lastTurns);
    return () => next() / 4_294_967_296;
}

/** An int from 0 to before `limit`. */
export function below(random: Random, limit: number): number {
    return Math.floor(random() * limit);
}

/** Puts what is from `start` to before `end` in a random order, each as likely as any other. */
export function shuffle(values: Uint32Array | Int32Array, random: Random, start = 0, end = values.length): void {
    for (let i = end - 1; i > start; i--) {
        const other = start + below(random, i - start + 1);
        const value = values[i] ?? 0;
        values[i] = values[other] ?? 0;
        values[other] = value;
    }
}
