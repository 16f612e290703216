/** Sums over the classes below, at and above a place, each key counted where its three bits say. */
export class Fenwick {
    private readonly below: readonly Float64Array[];
    private readonly at: readonly Float64Array[];
    private readonly above: readonly Float64Array[];
    private readonly totals = new Float64Array(3);
    private readonly classes: number;
    private readonly weight: (key: number) => number;
    private readonly place: (key: number) => number;
    private readonly mask: (key: number) => number;

    constructor(classes: number, weight: (key: number) => number, place: (key: number) => number, mask: (key: number) => number) {
        const make = (): Float64Array[] => [0, 1, 2].map(() => new Float64Array(classes + 1));
        this.below = make();
        this.at = make();
        this.above = make();
        this.classes = classes;
        this.weight = weight;
        this.place = place;
        this.mask = mask;
    }

    add(key: number, times: 1 | -1): void {
        const mask = this.mask(key);
        const place = this.place(key);
        const amounts = [times, times * key, times * this.weight(key)];
        amounts.forEach((amount, i) => {
            if ((mask & 1) !== 0) {
                climb(this.below[i], place + 1, this.classes, amount);
            }
            if ((mask & 2) !== 0) {
                const at = this.at[i];
                if (at !== undefined) {
                    at[place] = (at[place] ?? 0) + amount;
                }
            }
            if ((mask & 4) !== 0) {
                climb(this.above[i], place + 1, this.classes, amount);
                this.totals[i] = (this.totals[i] ?? 0) + amount;
            }
        });
    }

    /** Sums for a query of this class: keys below it where less is selected, and so on. */
    read(place: number, take: (count: number, position: number, sum: number) => void): void {
        const sum = (i: number): number => prefix(this.below[i], place) + (this.at[i]?.[place] ?? 0) + (this.totals[i] ?? 0) - prefix(this.above[i], place + 1);
        take(sum(0), sum(1), sum(2));
    }
}

function climb(tree: Float64Array | undefined, from: number, size: number, amount: number): void {
    if (tree !== undefined) {
        for (let i = from; i <= size; i += i & -i) {
            tree[i] = (tree[i] ?? 0) + amount;
        }
    }
}

/** The sum over the first `count` classes. */
function prefix(tree: Float64Array | undefined, count: number): number {
    let sum = 0;
    for (let i = count; i > 0; i -= i & -i) {
        sum += tree?.[i] ?? 0;
    }
    return sum;
}
