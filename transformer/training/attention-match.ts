/** How well a head of a model attends to what a selector selects, over some inputs. */
export interface HeadMatch {
    readonly layer: number;
    readonly head: number;
    /** The mean, over the queries that select something, of the attention on selected positions: 1 where all is there. */
    readonly mass: number;
    /** Pearson's correlation of attention and target (rows of the selector that sum to 1), over the cells of these queries. */
    readonly correlation: number;
}

/** A selector of the program, and the heads that were compared with it. */
export interface SelectorMatch {
    readonly selector: string;
    /** The head that is best correlated with it, of all heads of the model. */
    readonly best: HeadMatch;
    /** The one that was told to attend so, where one was. */
    readonly supervised?: HeadMatch;
    /** The mass that attention spread evenly over the input would have. */
    readonly chance: number;
    /** Queries that were compared. */
    readonly queries: number;
}

/** Sums from which the match of one head with one selector follows. */
interface Sums {
    mass: number;
    cells: number;
    attention: number;
    target: number;
    attentionSquared: number;
    targetSquared: number;
    product: number;
}

/** Matrices of one batch, [rows, heads, n, n] each, queries down. */
export interface BatchMatrices {
    readonly rows: number;
    readonly length: number;
    readonly nHeads: number;
    readonly values: Float32Array;
}

/** A selector's targets in a batch: a head among those of a layer of the program. */
export interface TargetMatrices extends BatchMatrices {
    readonly head: number;
    /** [rows, heads, n]: 1 for the queries that select something. */
    readonly queries: Uint8Array;
}

/** Compares the heads of a model with one selector, batch by batch. */
export class MatchCount {
    private readonly sums = new Map<string, Sums & { readonly layer: number; readonly head: number }>();
    private queries = 0;
    private chance = 0;

    /**
     * @param layers the attention of each layer
     * @param mask [rows, n], 1 where a position is one of the input
     */
    add(target: TargetMatrices, layers: readonly BatchMatrices[], mask: Uint8Array): void {
        const { rows, length } = target;
        for (let row = 0; row < rows; row++) {
            let keys = 0;
            for (let position = 0; position < length; position++) {
                keys += mask[row * length + position] ?? 0;
            }
            for (let query = 0; query < length; query++) {
                const place = (row * target.nHeads + target.head) * length + query;
                if (target.queries[place] === 1) {
                    const wanted = target.values.subarray(place * length, (place + 1) * length);
                    this.queries++;
                    this.chance += wanted.reduce((count, value) => count + (value > 0 ? 1 : 0), 0) / Math.max(1, keys);
                    layers.forEach((layer, index) => { this.addLayer(layer, index, row, query, wanted, mask); });
                }
            }
        }
    }

    private addLayer({ nHeads, length, values }: BatchMatrices, layer: number, row: number, query: number, wanted: Float32Array, mask: Uint8Array): void {
        for (let head = 0; head < nHeads; head++) {
            const sums = this.sumsOf(layer, head);
            const start = ((row * nHeads + head) * length + query) * length;
            for (let key = 0; key < length; key++) {
                if (mask[row * length + key] === 1) {
                    const attention = values[start + key] ?? 0;
                    const target = wanted[key] ?? 0;
                    sums.mass += target > 0 ? attention : 0;
                    sums.cells++;
                    sums.attention += attention;
                    sums.target += target;
                    sums.attentionSquared += attention * attention;
                    sums.targetSquared += target * target;
                    sums.product += attention * target;
                }
            }
        }
    }

    /** @param supervised the head that was told to attend so */
    match(selector: string, supervised?: { readonly layer: number; readonly head: number }): SelectorMatch | undefined {
        const matches = [...this.sums.values()].map((sums): HeadMatch => ({ layer: sums.layer, head: sums.head, mass: sums.mass / this.queries, correlation: correlation(sums) }));
        const best = matches.reduce<HeadMatch | undefined>((found, match) => (found === undefined || match.correlation > found.correlation ? match : found), undefined);
        if (best === undefined) {
            return undefined;
        }
        const told = supervised === undefined ? undefined : matches.find(({ layer, head }) => layer === supervised.layer && head === supervised.head);
        return { selector, best, ...(told === undefined ? {} : { supervised: told }), chance: this.chance / this.queries, queries: this.queries };
    }

    private sumsOf(layer: number, head: number): Sums {
        const key = `${layer} ${head}`;
        const found = this.sums.get(key) ?? { layer, head, mass: 0, cells: 0, attention: 0, target: 0, attentionSquared: 0, targetSquared: 0, product: 0 };
        this.sums.set(key, found);
        return found;
    }
}

/** Where one side does not vary at all, it follows nothing: then 0, or 1 where both are the same everywhere. */
function correlation({ cells, attention, target, attentionSquared, targetSquared, product }: Sums): number {
    const attentionVariance = attentionSquared - attention * attention / cells;
    const targetVariance = targetSquared - target * target / cells;
    const tiny = 1e-9 * cells;
    if (attentionVariance <= tiny || targetVariance <= tiny) {
        return attentionVariance <= tiny && targetVariance <= tiny && attentionSquared + targetSquared - 2 * product <= tiny ? 1 : 0;
    }
    return (product - attention * target / cells) / Math.sqrt(attentionVariance * targetVariance);
}

/** Whether a selector selected every position wherever it was compared: any head has all its mass there. */
export function selectsAll({ chance }: Pick<SelectorMatch, 'chance'>): boolean {
    // A mean of ones, added up in floats.
    return chance > 1 - 1e-6;
}

/** Both numbers over the selectors of a program that do not select everything, each counted alike: what "attention matches" means in our tables. */
export function meanMatch(all: readonly SelectorMatch[]): { readonly mass: number; readonly correlation: number } | undefined {
    const matches = all.filter(match => !selectsAll(match));
    const mean = (of: (match: SelectorMatch) => number): number => matches.reduce((sum, match) => sum + of(match), 0) / matches.length;
    return matches.length === 0 ? undefined : { mass: mean(({ best }) => best.mass), correlation: mean(({ best }) => best.correlation) };
}
